import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../src/model/json.ts";
import { matchOperation } from "../../src/validate/index.ts";
import { documentOf } from "../support/documents.ts";
import { property } from "../support/property.ts";

const operation = { responses: { "200": { description: "OK" } } };
const withParameters = (schemas: Record<string, JsonObject>) => ({
  ...operation,
  parameters: Object.entries(schemas).map(([name, schema]) => ({ name, in: "path", required: true, schema })),
});
const uuid = { type: "string", format: "uuid" };
const ID = "8e7e5b8c-3d42-4a10-9a4e-111111111111";

function paths(members: Record<string, JsonObject>, more: JsonObject = {}) {
  return documentOf({
    paths: Object.fromEntries(Object.entries(members).map(([path, get]) => [path, { get }])),
    ...more,
  });
}

function match(document: ReturnType<typeof documentOf>, url: string, method = "GET") {
  const found = matchOperation(document, { method, url });
  return found === undefined
    ? undefined
    : { key: found.operation.key, ...Object.fromEntries(found.pathParameters) };
}

describe("paths", () => {
  const document = paths({
    "/items/{id}": operation,
    "/items/search": operation,
    "/items/{id}:archive": operation,
    "/files/{name}.{ext}": operation,
    "/range/{from}-{to}": operation,
    "/käse/{id}": operation,
    "/with/": operation,
  });

  it.each([
    ["/items/5", { key: "GET /items/{id}", id: "5" }],
    ["/items/search", { key: "GET /items/search" }],
    ["/items/5:archive", { key: "GET /items/{id}:archive", id: "5" }],
    ["/items/a%2Fb", { key: "GET /items/{id}", id: "a%2Fb" }],
    ["/items/%73earch", { key: "GET /items/search" }],
    ["/files/a.tar.gz", { key: "GET /files/{name}.{ext}", name: "a", ext: "tar.gz" }],
    ["/range/1-2", { key: "GET /range/{from}-{to}", from: "1", to: "2" }],
    ["/k%C3%A4se/1", { key: "GET /käse/{id}", id: "1" }],
    ["/items/5/", { key: "GET /items/{id}", id: "5" }],
    ["/with/", { key: "GET /with/" }],
    ["/items/5?x=/items/search#y", { key: "GET /items/{id}", id: "5" }],
    ["https://user:pw@host/items/5", { key: "GET /items/{id}", id: "5" }],
  ])("finds %s", (url, expected) => {
    expect(match(document, url)).toEqual(expected);
  });

  it.each(["/items", "/items/", "/items/5/6", "/Items/5", "/range/12", "/with"])(
    "does not find %s",
    (url) => {
      expect(match(document, url)).toBeUndefined();
    },
  );

  it("lets HEAD follow GET, and no other method", () => {
    expect(match(document, "/items/5", "head")).toEqual({ key: "GET /items/{id}", id: "5" });
    expect(match(document, "/items/5", "POST")).toBeUndefined();
  });
});

describe("templates that cross", () => {
  const crossed = paths({
    "/workspaces/{workspaceId}/attachments": withParameters({ workspaceId: uuid }),
    "/workspaces/templates/{templateId}": withParameters({ templateId: uuid }),
  });

  it("goes by what the parameters take, and then by the left-most literal", () => {
    expect(match(crossed, `/workspaces/${ID}/attachments`)?.key).toBe(
      "GET /workspaces/{workspaceId}/attachments",
    );
    expect(match(crossed, `/workspaces/templates/${ID}`)?.key).toBe("GET /workspaces/templates/{templateId}");
    expect(match(crossed, "/workspaces/templates/attachments")?.key).toBe(
      "GET /workspaces/templates/{templateId}",
    );
  });

  it("chooses between templates of one shape by their schemas, and says when it cannot", () => {
    const typed = paths({ "/x/{id}": withParameters({ id: { type: "integer" } }), "/x/{name}": operation });
    expect(match(typed, "/x/5")?.key).toBe("GET /x/{id}");
    expect(match(typed, "/x/five")?.key).toBe("GET /x/{name}");
    const alike = paths({ "/x/{id}": operation, "/x/{name}": operation });
    const found = matchOperation(alike, { method: "GET", url: "/x/5" });
    expect(found?.operation.path).toBe("/x/{id}");
    expect(found?.ambiguous.map(({ path }) => path)).toEqual(["/x/{name}"]);
  });

  it("does not fall through from a concrete path without the method to a template that takes anything", () => {
    const members = { "/items/search": { post: operation }, "/items/{id}": { get: operation } };
    expect(match(documentOf({ paths: members }), "/items/search")).toBeUndefined();
  });
});

describe("servers", () => {
  const at = (url: string, more: JsonObject = {}) =>
    paths({ "/pets": operation }, { servers: [{ url, ...more }] });

  it.each([
    ["https://api.test/v1", "https://api.test/v1/pets"],
    ["https://api.test/v1/", "https://api.test/v1/pets"],
    ["/v1", "https://anywhere.test/v1/pets"],
    ["v1", "/v1/pets"],
    ["https://api.test", "http://localhost:8080/pets"],
    ["https://api.test/v1", "http://localhost:8080/v1/pets"],
    ["https://{tenant}.api.test/v1", "https://acme.api.test/v1/pets"],
    ["https://api.test/{stage}/x", "https://api.test/prod/x/pets"],
    ["https://api.test:8443", "https://API.test:8443/pets"],
  ])("%s serves %s", (server, url) => {
    expect(match(at(server), url)?.key).toBe("GET /pets");
  });

  it.each([
    ["https://api.test", "https://api.test:443/pets", true],
    ["http://api.test:80", "http://api.test/pets", true],
    ["https://api.test", "https://api.test:80/pets", false],
  ])("knows the host of %s in %s: %s", (server, url, known) => {
    expect(matchOperation(at(server), { method: "GET", url })?.knownHost).toBe(known);
  });

  it("keeps to the base path on a host it knows, and to the values of a variable", () => {
    expect(match(at("https://api.test/v1"), "https://api.test/pets")).toBeUndefined();
    expect(match(at("https://api.test/v1"), "https://api.test/v12/pets")).toBeUndefined();
    const staged = at("https://api.test/{stage}", {
      variables: { stage: { enum: ["v1", "v2"], default: "v1" } },
    });
    expect(match(staged, "https://api.test/v2/pets")?.key).toBe("GET /pets");
    expect(match(staged, "https://api.test/v3/pets")).toBeUndefined();
  });

  it("knows servers of an operation's own, of a service, and a service's prefix", () => {
    const own = documentOf({
      servers: [{ url: "https://api.test" }],
      paths: {
        "/pets": { servers: [{ url: "https://pets.test/p" }], get: operation },
        "/cats": { get: operation },
      },
    });
    expect(match(own, "https://pets.test/p/pets")?.key).toBe("GET /pets");
    expect(match(own, "https://api.test/pets")).toBeUndefined();
    expect(match(own, "https://api.test/cats")?.key).toBe("GET /cats");
    const service = {
      name: "s",
      title: "S",
      documents: {},
      servers: ["https://{site}.test/gateway/v1"],
      documentPrefix: "/focus/v1",
    };
    const prefixed = paths({ "/focus/v1/areas": operation });
    const request = { method: "GET", url: "https://acme.test/gateway/v1/areas" };
    expect(matchOperation(prefixed, request)).toBeUndefined();
    expect(matchOperation(prefixed, request, service)?.operation.path).toBe("/focus/v1/areas");
  });
});

describe("laws", () => {
  const name = fc.stringMatching(/^[a-z]{1,6}$/);
  const segment = fc.oneof(
    name,
    name.map((text) => `{${text}}`),
  );
  const template = fc
    .array(segment, { minLength: 1, maxLength: 4 })
    .filter((segments) => new Set(segments).size === segments.length);

  it("finds every path that is made from a template, with the values that went in", () => {
    property(fc.tuple(template, fc.string({ minLength: 1, maxLength: 8 })), ([segments, value]) => {
      const path = `/${segments.join("/")}`;
      const url = `/${segments.map((each) => (each.startsWith("{") ? encodeURIComponent(value) : each)).join("/")}`;
      const found = matchOperation(paths({ [path]: operation }), { method: "GET", url });
      expect(found?.operation.path).toBe(path);
      for (const sent of found?.pathParameters.values() ?? []) expect(decodeURIComponent(sent)).toBe(value);
    });
  });

  it("does not depend on the order of the paths, where no two have one shape", () => {
    const shape = (path: readonly string[]) =>
      path.map((each) => (each.startsWith("{") ? "{}" : each)).join("/");
    const templates = fc.uniqueArray(template, { minLength: 1, maxLength: 6, selector: shape });
    property(fc.tuple(templates, fc.array(name, { minLength: 1, maxLength: 4 })), ([list, sent]) => {
      const members = list.map((segments): [string, JsonObject] => [`/${segments.join("/")}`, operation]);
      const url = `/${sent.join("/")}`;
      const forward = match(paths(Object.fromEntries(members)), url);
      expect(match(paths(Object.fromEntries(members.toReversed())), url)).toEqual(forward);
    });
  });
});
