import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../../src/model/json.ts";
import type { ServiceDefinition } from "../../../src/model/service.ts";
import { documentOf } from "../../support/documents.ts";
import { exchange, findingsIn, rulesIn } from "../exchanges.ts";

const MARKDOWN = "application/vnd.test.markdown+json";
const error = { code: "invalid", message: "no" };
const anything = { "application/json": {} };
const text = { type: "object", required: ["blocks"], properties: { blocks: { type: "array" } } };
const note = {
  type: "object",
  required: ["text"],
  properties: { text: { $ref: "#/components/schemas/Text" } },
};
const ref = { schema: { $ref: "#/components/schemas/Note" } };

const document = documentOf({
  paths: {
    "/notes": {
      get: {
        responses: {
          "200": { description: "OK", content: { "application/json": ref, [MARKDOWN]: ref } },
          default: { description: "error", content: anything },
        },
      },
    },
  },
  components: { schemas: { Text: text, Note: note } },
});

function service(promises: Partial<ServiceDefinition>): ServiceDefinition {
  return { name: "test", title: "Test", documents: {}, ...promises };
}
const source = "pages, somewhere";
const answer = (status: number, json: JsonObject, headers: Record<string, string> = {}) =>
  exchange("GET /notes", status, { json, headers });

describe("errors", () => {
  const errors = service({
    errors: {
      schema: { type: "object", required: ["code", "message"], properties: { code: { type: "string" } } },
      source,
      codePointer: "/code",
      codeStatuses: { forbidden: [403] },
      opaque: { statuses: [500], source },
    },
  });

  it("look alike, whatever their status, documented or not", async () => {
    expect(await rulesIn(document, answer(418, error), errors)).toEqual([]);
    expect(await findingsIn(document, answer(418, { error: "no" }), errors)).toMatchObject([
      { rule: "error-shape", severity: "breaking", message: `the error lacks code and message (${source})` },
    ]);
  });

  it("have a body, but for HEAD and for what a proxy says of the rate", async () => {
    expect(await rulesIn(document, exchange("GET /notes", 400), errors)).toContain("error-shape");
    expect(await rulesIn(document, exchange("GET /notes", 429), errors)).not.toContain("error-shape");
    expect(await rulesIn(document, exchange("HEAD /notes", 400), errors)).toEqual([]);
  });

  it("carry codes that belong to their status", async () => {
    const forbidden = { ...error, code: "forbidden" };
    expect(await rulesIn(document, answer(403, forbidden), errors)).toEqual([]);
    expect(await findingsIn(document, answer(400, forbidden), errors)).toMatchObject([
      { rule: "error-code-status", expected: [403], actual: 400, instance: "/code" },
    ]);
  });

  it.each([
    "NullPointerException\n  at com.acme.Main.run(Main.java:12)",
    "    at Object.<anonymous> (/srv/app/index.js:1:2)",
    "Traceback (most recent call last):",
    "SELECT id FROM users WHERE x",
    "cannot reach db-3.internal:5432",
  ])("tell nothing of the inside: %j", async (message) => {
    expect(await rulesIn(document, answer(500, { ...error, message }), errors)).toEqual([
      "error-detail-leaked",
    ]);
    expect(await rulesIn(document, answer(400, { ...error, message }), errors)).toEqual([]);
  });

  it("may speak plainly", async () => {
    const message = "Select a name from the list at the top, or update it.";
    expect(await rulesIn(document, answer(500, { ...error, message }), errors)).toEqual([]);
  });
});

describe("headers", () => {
  it("that are promised on every response are there", async () => {
    const promised = service({ responseHeaders: [{ name: "x-request-id", source }] });
    const body = { text: { blocks: [] } };
    expect(await rulesIn(document, answer(200, body, { "X-Request-Id": "1" }), promised)).toEqual([]);
    expect(await rulesIn(document, answer(200, body), promised)).toEqual(["promised-header-missing"]);
  });

  it("that limit the rate come together and agree", async () => {
    const limited = service({ rateLimit: { limit: "x-limit", remaining: "x-left", reset: "x-reset" } });
    const sent = async (headers: Record<string, string>) =>
      (await findingsIn(document, answer(200, { text: { blocks: [] } }, headers), limited)).map(
        ({ rule, message }) => `${rule}: ${message}`,
      );
    const date = "Fri, 20 Nov 2026 04:30:00 GMT";
    const reset = String(Date.parse(date) / 1000 + 30);
    expect(await sent({})).toEqual([]);
    expect(await sent({ "x-limit": "600", "x-left": "0", "x-reset": reset, date })).toEqual([]);
    expect(await sent({ "x-limit": "600", "x-left": "601", "x-reset": reset, date })).toEqual([
      "rate-limit-headers: x-left is 601, more than the limit of 600",
    ]);
    expect(await sent({ "x-limit": "600", "x-left": "many", "x-reset": reset, date })).toEqual([
      'rate-limit-headers: x-left is "many", must be a whole number',
    ]);
    expect(await sent({ "x-limit": "600", "x-left": "1", "x-reset": "1000", date })).toEqual([
      "rate-limit-headers: x-reset is 1000, which was over when the response was sent",
    ]);
    expect(await sent({ "x-limit": "600" })).toHaveLength(2);
  });
});

describe("media types", () => {
  const corrected = service({
    mediaTypes: [
      {
        mediaType: MARKDOWN,
        component: "/components/schemas/Text",
        replacement: { type: "object", required: ["markdown"], properties: { markdown: { type: "string" } } },
        source,
      },
    ],
    statusConventions: [{ status: 406, rule: "status-of-unsupported-markdown", meaning: "no text", source }],
  });
  const markdown = (json: JsonObject) => answer(200, json, { "content-type": MARKDOWN });

  it("with a wrong schema in the document follow the service's", async () => {
    expect(await rulesIn(document, markdown({ text: { markdown: "# a" } }), corrected)).toEqual([]);
    expect(await findingsIn(document, markdown({ text: { blocks: [] } }), corrected)).toMatchObject([
      { rule: "response-body", message: "text.markdown is missing" },
      { rule: "property-undocumented", severity: "safe", message: "text.blocks is not in the document" },
    ]);
    expect(await rulesIn(document, answer(200, { text: { blocks: [] } }), corrected)).toEqual([]);
    expect(await rulesIn(document, markdown({ text: { markdown: "# a" } }))).toEqual([
      "response-body",
      "property-undocumented",
    ]);
  });

  it("that are documented are not refused", async () => {
    const asking = (accept: string) => exchange("GET /notes", 406, { json: error }, { headers: { accept } });
    expect(await rulesIn(document, asking(MARKDOWN), corrected)).toEqual(["status-of-unsupported-markdown"]);
    expect(await rulesIn(document, asking("application/json"), corrected)).toEqual([]);
  });

  it("other than JSON are not promised", async () => {
    const json = service({ jsonOnly: { source, exceptSegments: ["files"] } });
    const html = exchange("GET /notes", 502, {
      headers: { "content-type": "text/html" },
      body: { text: "<p>" },
    });
    expect(await rulesIn(document, html, json)).toContain("not-json");
    expect(await rulesIn(document, answer(502, error), json)).toEqual([]);
    const files = documentOf({
      paths: {
        "/files/{id}": { get: { responses: { "200": { description: "OK", content: { "image/png": {} } } } } },
      },
    });
    const png = { headers: { "content-type": "image/png" }, body: { base64: "aGk=" } };
    expect(await rulesIn(files, exchange("GET /files/1", 200, png), json)).toEqual([]);
  });
});

describe("statuses", () => {
  const conventions = service({
    errors: { schema: {}, source, codePointer: "/code" },
    statusConventions: [
      { status: 404, rule: "status-of-unknown-path", meaning: "no endpoint has this path", source },
      { status: 400, rule: "status-of-unknown-resource", meaning: "the resource does not exist", source },
    ],
  });

  it("of unknown paths do not come from known ones", async () => {
    expect(await rulesIn(document, answer(404, error), conventions)).toEqual(["status-of-unknown-path"]);
    expect(await rulesIn(document, answer(400, error), conventions)).toEqual([]);
  });

  it("of unknown resources do not come from unknown paths", async () => {
    const lost = (status: number, code: string) => exchange("GET /lost", status, { json: { code } });
    expect(await rulesIn(document, lost(400, "not_found"), conventions)).toEqual([
      "operation-undocumented",
      "status-of-unknown-resource",
    ]);
    expect(await rulesIn(document, lost(404, "not_found"), conventions)).toEqual(["operation-undocumented"]);
    expect(await rulesIn(document, lost(400, "invalid"), conventions)).toEqual(["operation-undocumented"]);
  });
});
