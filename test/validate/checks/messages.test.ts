import { describe, expect, it } from "vitest";
import type { Json, JsonObject } from "../../../src/model/json.ts";
import { documentOf } from "../../support/documents.ts";
import { exchange, findingsIn, rulesIn } from "../exchanges.ts";

const json = (schema: Json): JsonObject => ({ "application/json": { schema } });
const pet = {
  type: "object",
  required: ["id"],
  properties: { id: { type: "integer" }, tag: { enum: ["a", "b"] } },
};
const ok = { description: "OK", content: json(pet) };

/** One operation: `GET` or `POST /pets`. */
function pets(operation: JsonObject, method = "get", more: JsonObject = {}) {
  return documentOf({ paths: { "/pets": { [method]: operation } }, ...more });
}

describe("status", () => {
  const document = pets({ responses: { "200": ok, "4XX": { description: "refused" } } });

  it("takes an exact status before its range, and the range before nothing", async () => {
    expect(await rulesIn(document, exchange("GET /pets", 200, { json: { id: 1 } }))).toEqual([]);
    expect(await rulesIn(document, exchange("GET /pets", 418))).toEqual([]);
  });

  it("reports a status that is documented by nothing, with those that are", async () => {
    const [finding] = await findingsIn(document, exchange("GET /pets", 302));
    expect(finding).toMatchObject({
      rule: "status-undocumented",
      severity: "breaking",
      operation: "GET /pets",
      message: "answered 302; the document knows 200 and 4XX",
      document: { pointer: "/paths/~1pets/get/responses" },
    });
  });

  it("lets a default stand for every other status", async () => {
    const lenient = pets({ responses: { default: ok } });
    expect(await rulesIn(lenient, exchange("GET /pets", 503, { json: { id: 1 } }))).toEqual([]);
    expect(await rulesIn(lenient, exchange("GET /pets", 503, { json: {} }))).toEqual(["response-body"]);
  });

  it("leaves 304 to HTTP where the client asked for it", async () => {
    const condition = { headers: { "if-none-match": '"x"' } };
    expect(await rulesIn(document, exchange("GET /pets", 304, {}, condition))).toEqual([]);
    expect(await rulesIn(document, exchange("GET /pets", 304))).toEqual(["status-undocumented"]);
  });
});

describe("media types", () => {
  const content = { ...json(pet), "text/*": { schema: { type: "string" } } };
  const document = pets({ responses: { "200": { description: "OK", content } } });
  const typed = (type: string, text: string) =>
    exchange("GET /pets", 200, { headers: { "content-type": type }, body: { text } });

  it.each([
    ["application/json; charset=utf-8", '{"id":1}'],
    ["Application/JSON", '{"id":1}'],
    ["text/markdown", "# x"],
  ])("knows %s", async (type, text) => {
    expect(await rulesIn(document, typed(type, text))).toEqual([]);
  });

  it.each(["application/xml", "application/problem+json", "application/jsonp"])(
    "does not know %s",
    async (type) => {
      const [finding] = await findingsIn(document, typed(type, '{"id":1}'));
      expect(finding?.rule).toBe("media-type-undocumented");
      expect(finding?.message).toBe(
        `the response body is ${type}; the document knows application/json and text/*`,
      );
    },
  );

  it("asks for the parameters that the document states", async () => {
    const versioned = pets({
      responses: { "200": { description: "OK", content: { "application/json;v=2": { schema: pet } } } },
    });
    expect(await rulesIn(versioned, typed("application/json; v=2", '{"id":1}'))).toEqual([]);
    expect(await rulesIn(versioned, typed("application/json", '{"id":1}'))).toEqual([
      "media-type-undocumented",
    ]);
  });

  it("notes a body without a media type, and reads it as the documented one", async () => {
    const plain = (text: string) => exchange("GET /pets", 200, { body: { text } });
    expect(await rulesIn(document, plain('{"id":1}'))).toEqual(["content-type-missing"]);
    expect(await rulesIn(document, plain("{}"))).toEqual(["response-body", "content-type-missing"]);
  });

  it("reads plain text as what the schema asks for, and leaves formats of their own alone", async () => {
    const answering = (type: string, schema: Json) =>
      pets({ responses: { "200": { description: "OK", content: { [type]: { schema } } } } });
    const count = answering("text/plain", { type: "integer" });
    expect(await rulesIn(count, typed("text/plain", "5"))).toEqual([]);
    expect(await rulesIn(count, typed("text/plain", "five"))).toEqual(["response-body"]);
    const events = answering("text/event-stream", pet);
    expect(await rulesIn(events, typed("text/event-stream", "data: {}"))).toEqual(["body-unchecked"]);
  });

  it("says so where a body cannot be held against its schema", async () => {
    const xml = pets({
      responses: { "200": { description: "OK", content: { "application/xml": { schema: pet } } } },
    });
    expect(await rulesIn(xml, typed("application/xml", "<a/>"))).toEqual(["body-unchecked"]);
    const bytes = { "image/png": { schema: { type: "string", format: "binary" } } };
    const png = pets({ responses: { "200": { description: "OK", content: bytes } } });
    expect(await rulesIn(png, typed("image/png", "x"))).toEqual([]);
  });
});

describe("response bodies", () => {
  const document = pets({ responses: { "200": ok, "204": { description: "gone" } } });

  it("names place, value and promise", async () => {
    const [finding] = await findingsIn(document, exchange("GET /pets", 200, { json: { id: "1" } }));
    expect(finding).toMatchObject({
      rule: "response-body",
      severity: "breaking",
      status: 200,
      instance: "/id",
      message: 'id is "1", must be an integer',
      expected: "integer",
      actual: "1",
      document: {
        pointer: "/paths/~1pets/get/responses/200/content/application~1json/schema/properties/id/type",
      },
    });
  });

  it("names all that an object lacks in one finding, and other lacks in another", async () => {
    const schema = { type: "object", required: ["a", "b", "c"] };
    const strict = pets({ responses: { "200": { description: "OK", content: json(schema) } } });
    const bodies: Json[] = [{}, { a: 1 }, {}];
    const exchanges = bodies.map((body, index) => ({ ...exchange("GET /pets", 200, { json: body }), index }));
    expect((await findingsIn(strict, exchanges)).map(({ message, count }) => [message, count])).toEqual(
      expect.arrayContaining([
        ["the response body lacks a, b and c", 2],
        ["the response body lacks b and c", 1],
      ]),
    );
  });

  it("names the closest value of an enum", async () => {
    const [finding] = await findingsIn(document, exchange("GET /pets", 200, { json: { id: 1, tag: "bb" } }));
    expect(finding).toMatchObject({
      rule: "enum-unknown-value",
      message: 'tag is "bb"; the document knows "b" and "a"',
      expected: ["b", "a"],
    });
  });

  it("says what is no JSON at all", async () => {
    const html = exchange("GET /pets", 200, {
      headers: { "content-type": "application/json" },
      body: { text: "<html>" },
    });
    const [finding] = await findingsIn(document, html);
    expect(finding?.rule).toBe("response-body");
    expect(finding?.message).toMatch(/^the response body is not what its media type says: /);
  });

  it("misses a body, forbids one under 204 and for HEAD, and passes over one that was not recorded", async () => {
    const typed = { headers: { "content-type": "application/json" } };
    expect(await rulesIn(document, exchange("GET /pets", 200, typed))).toEqual(["response-body-missing"]);
    expect(await rulesIn(document, exchange("GET /pets", 204, { json: {} }))).toEqual([
      "response-body-forbidden",
    ]);
    expect(await rulesIn(document, exchange("GET /pets", 204, typed))).toEqual([]);
    expect(await rulesIn(document, exchange("HEAD /pets", 200, typed))).toEqual([]);
    expect(await rulesIn(document, exchange("HEAD /pets", 200, { json: { id: 1 } }))).toEqual([
      "response-body-forbidden",
    ]);
    const lost = exchange("GET /pets", 200, { ...typed, body: { omitted: "too large" } });
    expect(await rulesIn(document, lost)).toEqual([]);
  });

  it("reports a body where the document describes none", async () => {
    const silent = pets({ responses: { "200": { description: "OK" } } });
    expect(await rulesIn(silent, exchange("GET /pets", 200, { json: {} }))).toEqual([
      "response-body-undocumented",
    ]);
    expect(await rulesIn(silent, exchange("GET /pets", 200))).toEqual([]);
  });

  it("counts alike faults of a list once for each exchange", async () => {
    const list = pets({
      responses: { "200": { description: "OK", content: json({ type: "array", items: pet }) } },
    });
    const bad = { json: [{ id: "x" }, { id: "y" }, { id: 3 }] };
    const two = [exchange("GET /pets", 200, bad), { ...exchange("GET /pets", 200, bad), index: 1 }];
    const findings = await findingsIn(list, two);
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatchObject({
      instance: "/0/id",
      count: 2,
      examples: [
        { recording: "test.ndjson", index: 0 },
        { recording: "test.ndjson", index: 1 },
      ],
    });
  });
});

describe("request bodies", () => {
  const body = (required: boolean) => ({ required, content: json(pet) });
  const document = pets({ requestBody: body(true), responses: { "200": { description: "OK" } } }, "post");
  const send = (request: Parameters<typeof exchange>[3], status = 200) =>
    exchange("POST /pets", status, {}, request);

  it("fits, or does not", async () => {
    expect(await rulesIn(document, send({ json: { id: 1 } }))).toEqual([]);
    expect(await findingsIn(document, send({ json: {} }))).toMatchObject([
      { rule: "request-body", severity: "breaking", message: "id is missing", instance: "/id" },
    ]);
  });

  it("is a note where the server refused it", async () => {
    const refusing = pets({ requestBody: body(true), responses: { "400": { description: "no" } } }, "post");
    expect(await findingsIn(refusing, send({ json: {} }, 400))).toMatchObject([
      { rule: "request-body", severity: "note" },
    ]);
  });

  it("is missing only where it is required", async () => {
    expect(await rulesIn(document, send({}))).toEqual(["request-body-missing"]);
    const optional = pets({ requestBody: body(false), responses: { "200": { description: "OK" } } }, "post");
    expect(await rulesIn(optional, send({}))).toEqual([]);
  });

  it("is undocumented, or of an undocumented media type", async () => {
    const none = pets({ responses: { "200": { description: "OK" } } }, "post");
    expect(await rulesIn(none, send({ json: {} }))).toEqual(["request-body-undocumented"]);
    const text = { headers: { "content-type": "text/plain" }, body: { text: "x" } };
    expect(await rulesIn(document, send(text))).toEqual(["media-type-undocumented"]);
  });

  it("is a form, whose text is read as what the schema asks for", async () => {
    const schema = {
      type: "object",
      required: ["age"],
      properties: { age: { type: "integer" }, tags: { type: "array", items: { type: "string" } } },
    };
    const form = pets(
      {
        requestBody: {
          content: { "application/x-www-form-urlencoded": { schema }, "multipart/form-data": { schema } },
        },
        responses: { "200": { description: "OK" } },
      },
      "post",
    );
    const encoded = (text: string) =>
      send({ headers: { "content-type": "application/x-www-form-urlencoded" }, body: { text } });
    expect(await rulesIn(form, encoded("age=3&tags=a+b&tags=c"))).toEqual([]);
    expect(await rulesIn(form, encoded("age=three"))).toEqual(["request-body"]);
    const parts = (age: string) =>
      send({
        headers: { "content-type": "multipart/form-data; boundary=x" },
        body: { text: `--x\r\nContent-Disposition: form-data; name="age"\r\n\r\n${age}\r\n--x--\r\n` },
      });
    expect(await rulesIn(form, parts("3"))).toEqual([]);
    expect(await rulesIn(form, parts("three"))).toEqual(["request-body"]);
  });
});

describe("directions", () => {
  const schema = {
    type: "object",
    required: ["id", "password"],
    properties: { id: { type: "string", readOnly: true }, password: { type: "string", writeOnly: true } },
  };
  const document = pets(
    {
      requestBody: { content: json(schema) },
      responses: { "200": { description: "OK", content: json(schema) } },
    },
    "post",
  );

  it("does not ask for what travels the other way", async () => {
    const fine = exchange("POST /pets", 200, { json: { id: "1" } }, { json: { password: "x" } });
    expect(await rulesIn(document, fine)).toEqual([]);
  });

  it("reports what travels the wrong way", async () => {
    const all = { id: "1", password: "x" };
    const findings = await findingsIn(document, exchange("POST /pets", 200, { json: all }, { json: all }));
    expect(findings.map(({ rule, severity, instance }) => [rule, severity, instance])).toEqual([
      ["write-only-in-response", "dangerous", "/password"],
      ["read-only-in-request", "note", "/id"],
    ]);
  });
});

describe("response headers", () => {
  const headers = {
    "X-Count": { required: true, schema: { type: "integer" } },
    "X-Tags": { schema: { type: "array", items: { type: "integer" } } },
  };
  const document = pets({ responses: { "200": { description: "OK", headers } } });
  const answer = (sent: Record<string, string>) => exchange("GET /pets", 200, { headers: sent });

  it("reads them by their schema, whatever their case", async () => {
    expect(await rulesIn(document, answer({ "x-count": "3", "x-tags": "1,2" }))).toEqual([]);
    expect(await rulesIn(document, answer({ "X-COUNT": "3" }))).toEqual([]);
  });

  it("reports missing and unfitting ones", async () => {
    const findings = await findingsIn(document, answer({ "x-tags": "1,b" }));
    expect(findings.map(({ rule, message }) => [rule, message])).toEqual([
      ["response-header", '[1] of the response header X-Tags is "b", must be an integer'],
      ["response-header-missing", "the response header X-Count is missing"],
    ]);
  });
});

describe("security", () => {
  const components = {
    securitySchemes: {
      bearer: { type: "http", scheme: "bearer" },
      key: { type: "apiKey", in: "header", name: "X-Api-Key" },
    },
  };
  const document = pets(
    { security: [{ bearer: [] }, { key: [] }], responses: { "200": { description: "OK" } } },
    "get",
    {
      components,
    },
  );
  const call = (headers: Record<string, string>, status = 200) =>
    exchange("GET /pets", status, {}, { headers });

  it("asks for one of the alternatives, redacted or not", async () => {
    expect(await rulesIn(document, call({ authorization: "[redacted]" }))).toEqual([]);
    expect(await rulesIn(document, call({ "x-api-key": "***" }))).toEqual([]);
  });

  it("says once that a recording holds no credentials, and by operation where others do", async () => {
    expect(await findingsIn(document, [call({}), { ...call({}), index: 1 }])).toMatchObject([
      { rule: "security-missing", severity: "dangerous", count: 2 },
    ]);
    const [finding] = await findingsIn(document, [call({}), { ...call({ authorization: "x" }), index: 1 }]);
    expect(finding).toMatchObject({
      operation: "GET /pets",
      message: "answered 200 without bearer and X-Api-Key",
    });
  });

  it("never shows what a header held", async () => {
    const secret = "abc-very-secret";
    const findings = await findingsIn(
      document,
      call({ cookie: `session=${secret}`, "proxy-authorization": secret }),
    );
    expect(JSON.stringify(findings)).not.toContain(secret);
  });
});

describe("secrets and length", () => {
  it("leaves secrets out of what was found, and cuts what is long", async () => {
    const schema = { type: "object", properties: { token: { type: "integer" }, text: { maxLength: 3 } } };
    const document = pets({ responses: { "200": { description: "OK", content: json(schema) } } });
    const body = { token: "s3cr3t-value", text: "x".repeat(500) };
    const findings = await findingsIn(document, exchange("GET /pets", 200, { json: body }));
    expect(JSON.stringify(findings)).not.toContain("s3cr3t-value");
    expect(findings.map(({ actual }) => actual)).toEqual([`${"x".repeat(79)}…`, "[redacted]"]);
  });
});

describe("operations", () => {
  const document = documentOf({
    servers: [{ url: "https://api.test/v1" }],
    paths: {
      "/pets": { get: { responses: { "200": { description: "OK" } } } },
      "/old": { get: { deprecated: true, responses: { "200": { description: "OK" } } } },
    },
  });

  it("reports what the document does not have, with what is near, and alike ones together", async () => {
    const lost = [1, 2].map((id) => ({ ...exchange(`GET https://api.test/v1/pet/${id}`, 200), index: id }));
    expect(await findingsIn(document, lost)).toMatchObject([
      {
        rule: "operation-undocumented",
        severity: "dangerous",
        operation: "GET /v1/pet/*",
        message: "the document has no path /v1/pet/*; nearest: /pets",
        count: 2,
      },
    ]);
    expect(await findingsIn(document, exchange("DELETE https://api.test/v1/pets", 200))).toMatchObject([
      { rule: "method-undocumented", message: "the document has /pets, but not with DELETE; it knows GET" },
    ]);
  });

  it("notes deprecated operations and other hosts", async () => {
    expect(await rulesIn(document, exchange("GET https://api.test/v1/old", 200))).toEqual([
      "deprecated-operation",
    ]);
    const [finding] = await findingsIn(document, exchange("GET http://localhost:3000/v1/pets", 200));
    expect(finding).toMatchObject({
      rule: "server-undocumented",
      severity: "note",
      message: "localhost:3000 is none of the document's servers",
    });
  });
});
