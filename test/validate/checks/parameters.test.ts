import { describe, expect, it } from "vitest";
import type { Json, JsonObject } from "../../../src/model/json.ts";
import { documentOf } from "../../support/documents.ts";
import { exchange, findingsIn, rulesIn } from "../exchanges.ts";

const integers = { type: "array", items: { type: "integer" } };
const point = {
  type: "object",
  properties: { x: { type: "integer" }, y: { type: "integer" } },
  required: ["x"],
};

function withParameter(parameter: JsonObject, path = "/p") {
  return documentOf({
    paths: { [path]: { get: { parameters: [parameter], responses: { "200": { description: "OK" } } } } },
  });
}

const query = (schema: Json, more: JsonObject = {}) =>
  withParameter({ name: "q", in: "query", schema, ...more });
const path = (schema: Json, more: JsonObject = {}) =>
  withParameter({ name: "q", in: "path", required: true, schema, ...more }, "/p/{q}");

describe("parameters", () => {
  it.each([
    ["form, exploded", query(integers), "/p?q=1&q=2", "/p?q=1&q=b"],
    ["form", query(integers, { explode: false }), "/p?q=1,2", "/p?q=1,b"],
    ["spaces", query(integers, { style: "spaceDelimited", explode: false }), "/p?q=1%202", "/p?q=1%20b"],
    ["pipes", query(integers, { style: "pipeDelimited", explode: false }), "/p?q=1|2", "/p?q=1|b"],
    ["an exploded object", query(point), "/p?x=1&y=2", "/p?x=one"],
    ["a plain object", query(point, { explode: false }), "/p?q=x,1,y,2", "/p?q=y,2"],
    ["deepObject", query(point, { style: "deepObject" }), "/p?q[x]=1", "/p?q%5Bx%5D=one"],
    [
      "JSON in a parameter",
      withParameter({ name: "q", in: "query", content: { "application/json": { schema: point } } }),
      "/p?q=%7B%22x%22%3A1%7D",
      "/p?q=%7B%7D",
    ],
    ["a boolean", query({ type: "boolean" }), "/p?q=true", "/p?q=yes"],
    [
      "a number or a word",
      query({ anyOf: [{ type: "integer" }, { enum: ["all"] }] }),
      "/p?q=all",
      "/p?q=none",
    ],
    ["a simple list", path(integers), "/p/1,2", "/p/1,b"],
    ["a simple object", path(point, { explode: true }), "/p/x=1,y=2", "/p/x=a"],
    ["a label", path(integers, { style: "label", explode: true }), "/p/.1.2", "/p/.1.b"],
    ["a matrix", path(integers, { style: "matrix", explode: true }), "/p/;q=1;q=2", "/p/;q=b"],
    ["a matrix of one", path({ type: "integer" }, { style: "matrix" }), "/p/;q=5", "/p/;q=b"],
  ])("reads %s", async (_, document, right, wrong) => {
    expect(await rulesIn(document, exchange(`GET ${right}`, 200))).toEqual([]);
    const rules = await rulesIn(document, exchange(`GET ${wrong}`, 200));
    expect(rules).toHaveLength(1);
    expect(["parameter-value", "enum-unknown-value"]).toContain(rules[0]);
  });

  it("takes digits for text where text is asked for", async () => {
    expect(await rulesIn(query({ type: "string" }), exchange("GET /p?q=5", 200))).toEqual([]);
    expect(
      await rulesIn(query({ type: ["string", "integer"], maxLength: 2 }), exchange("GET /p?q=5", 200)),
    ).toEqual([]);
    expect(
      await rulesIn(query({ type: "string", pattern: "^a,b$" }), exchange("GET /p?q=a%2Cb", 200)),
    ).toEqual([]);
  });

  it("says which parameter, and what was meant", async () => {
    const [finding] = await findingsIn(query({ enum: ["name", "age"] }), exchange("GET /p?q=nam", 200));
    expect(finding).toMatchObject({
      rule: "enum-unknown-value",
      severity: "breaking",
      message: 'the query parameter q is "nam"; the document knows "name" and "age"',
      document: { pointer: "/paths/~1p/get/parameters/0/schema/enum" },
    });
  });

  it("misses what is required, in whatever place", async () => {
    for (const place of ["query", "header", "cookie"]) {
      const document = withParameter({ name: "q", in: place, required: true, schema: { type: "string" } });
      const [finding] = await findingsIn(document, exchange("GET /p", 200));
      expect(finding).toMatchObject({
        rule: "parameter-missing",
        message: `the ${place} parameter q is missing`,
      });
    }
  });

  it("reads headers and cookies, and passes over what was redacted", async () => {
    const schema = { type: "integer" };
    const header = withParameter({ name: "X-Page", in: "header", required: true, schema });
    const cookie = withParameter({ name: "page", in: "cookie", required: true, schema });
    const sent = (headers: Record<string, string>) => exchange("GET /p", 200, {}, { headers });
    expect(await rulesIn(header, sent({ "x-page": "3" }))).toEqual([]);
    expect(await rulesIn(header, sent({ "x-page": "three" }))).toEqual(["parameter-value"]);
    expect(await rulesIn(header, sent({ "x-page": "[redacted]" }))).toEqual([]);
    expect(await rulesIn(cookie, sent({ cookie: "a=b; page=3" }))).toEqual([]);
    expect(await rulesIn(cookie, sent({ cookie: "page=x" }))).toEqual(["parameter-value"]);
    expect(await rulesIn(cookie, sent({ cookie: "[redacted]" }))).toEqual([]);
  });

  it("tells two parameters apart that share a schema", async () => {
    const schema = { $ref: "#/components/schemas/Count" };
    const parameters = ["limit", "offset"].map((name) => ({ name, in: "query", schema }));
    const document = documentOf({
      paths: { "/p": { get: { parameters, responses: { "200": { description: "OK" } } } } },
      components: { schemas: { Count: { type: "integer" } } },
    });
    const findings = await findingsIn(document, exchange("GET /p?limit=a&offset=b", 200));
    expect(findings.map(({ message }) => message).sort()).toEqual([
      'the query parameter limit is "a", must be an integer',
      'the query parameter offset is "b", must be an integer',
    ]);
    expect(new Set(findings.map(({ id }) => id)).size).toBe(2);
  });

  it("leaves headers alone that are described elsewhere", async () => {
    const document = withParameter({ name: "Accept", in: "header", required: true, schema: { enum: ["x"] } });
    expect(await rulesIn(document, exchange("GET /p", 200))).toEqual([]);
  });

  it("notes a query parameter that nobody documents", async () => {
    expect(await findingsIn(query({ type: "string" }), exchange("GET /p?q=a&sort=b", 200))).toMatchObject([
      {
        rule: "parameter-undocumented",
        severity: "note",
        message: "the query parameter sort is not in the document",
      },
    ]);
  });
});
