import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import axios from "axios";
import request from "supertest";
import { request as undici } from "undici";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { contractMatchers, useContract } from "../../src/vitest/index.ts";
import { documentOf } from "../support/documents.ts";

const pet = {
  type: "object",
  required: ["id", "name"],
  properties: { id: { type: "integer" }, name: { type: "string" } },
};
const json = (schema: object) => ({ "application/json": { schema } });
const OK = { description: "OK", content: json(pet) };
const id = { name: "id", in: "path", required: true, schema: { type: "integer" } };
const document = documentOf({
  paths: {
    "/pets/{id}": {
      parameters: [id],
      get: { operationId: "getPet", responses: { "200": OK, "204": { description: "gone" } } },
      post: { responses: { "200": OK } },
    },
    "/orders": { post: { responses: { "200": OK } }, put: { responses: { "200": OK } } },
  },
} as never);

let server: Server;
let url = "";
beforeAll(async () => {
  server = createServer((incoming, response) => {
    const last = incoming.url?.split("/").at(-1) ?? "";
    if (last === "0") return response.writeHead(204).end();
    response.setHeader("content-type", "application/json");
    return response.end(JSON.stringify(last === "1" ? { id: 1, name: "Ada" } : { id: "two", name: "Bob" }));
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  useContract(document);
});
afterAll(() => server.close());

const WRONG =
  'GET /pets/{id} 200: id is "two", must be an integer [response-body] (#/paths/~1pets~1{id}/get/responses/200/content/application~1json/schema/properties/id/type, line 1)';

/** The same request by every client, right (`/pets/1`) and wrong (`/pets/2`). */
const clients: [string, (path: string) => Promise<unknown>, string | undefined][] = [
  ["fetch", (path) => fetch(`${url}${path}`), undefined],
  ["axios", (path) => axios.get(path, { baseURL: url }), undefined],
  [
    "supertest",
    (path) =>
      request(server)
        .get(path)
        .then((response) => response),
    undefined,
  ],
  ["undici", (path) => undici(`${url}${path}`), "GET /pets/{id}"],
];

describe.each(clients)("a response of %s", (_, get, operation) => {
  it("passes where it keeps the contract, with a body and without", async () => {
    await expect(await get("/pets/1")).toMatchContract(operation);
    await expect(await get("/pets/0")).toMatchContract(operation);
  });

  it("fails with the finding's sentence where it does not", async () => {
    const response = await get("/pets/2");
    await expect(expect(response).toMatchContract(operation)).rejects.toThrow(WRONG);
    await expect(response).not.toMatchContract(operation);
    await expect(response).not.toMatchContract("getPet");
  });
});

it("leaves the body to the test", async () => {
  const fetched = await fetch(`${url}/pets/1`);
  await expect(fetched).toMatchContract();
  expect(await fetched.json()).toEqual({ id: 1, name: "Ada" });
  const { statusCode, headers, body } = await undici(`${url}/pets/1`);
  await expect({ statusCode, headers, body }).toMatchContract("getPet");
  expect(await body.json()).toEqual({ id: 1, name: "Ada" });
});

describe("what cannot be judged is told in one line", () => {
  it.each<[string, () => Promise<unknown>, string | undefined, RegExp]>([
    ["no response", async () => 5, undefined, /takes a response, not number/],
    ["another object", async () => ({}), undefined, /takes a response of fetch, undici, axios/],
    [
      "a body that is gone",
      async () => {
        const response = await fetch(`${url}/pets/1`);
        await response.text();
        return response;
      },
      undefined,
      /has been read already/,
    ],
    ["no operation", () => undici(`${url}/pets/1`), undefined, /does not know which request it answers/],
    [
      "two operations",
      () => fetch(`${url}/orders`),
      undefined,
      /has POST, PUT, and the response does not say/,
    ],
    ["an unknown operation", () => fetch(`${url}/pets/1`), "getCat", /the document has no such operation/],
  ])("%s", async (_, get, operation, message) => {
    await expect(contractMatchers.toMatchContract(await get(), operation)).rejects.toThrow(message);
  });

  it("a path that the document does not have", async () => {
    const { pass, message } = await contractMatchers.toMatchContract(await fetch(`${url}/cats/1`));
    expect([pass, message()]).toEqual([
      false,
      "GET /cats/*: the document has no path /cats/*; nearest: /pets/{id} [operation-undocumented]",
    ]);
  });
});
