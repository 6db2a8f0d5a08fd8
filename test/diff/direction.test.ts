import { describe, expect, it } from "vitest";
import { diff } from "../../src/diff/index.ts";
import type { Json, JsonObject } from "../../src/model/json.ts";
import { documentOf } from "../support/documents.ts";

const OK: JsonObject = { responses: { "200": { description: "OK" } } };
const body = (schema: Json, more: JsonObject = {}): JsonObject => ({
  ...OK,
  requestBody: { content: { "application/json": { schema } }, ...more },
});
const answer = (schema: Json): JsonObject => ({
  responses: { "200": { description: "OK", content: { "application/json": { schema } } } },
});
const query = (required: boolean): JsonObject => ({
  ...OK,
  parameters: [{ name: "q", in: "query", required, schema: { type: "string" } }],
});
const header = (required: boolean): JsonObject => ({
  responses: { "200": { description: "OK", headers: { "X-A": { required, schema: { type: "string" } } } } },
});

/** Where an operation can stand: clients ask at a path; at a webhook, and in a callback, the server does. */
const PLACES = {
  path: (operation: JsonObject) => documentOf({ paths: { "/things": { post: operation } } }),
  webhook: (operation: JsonObject) => documentOf({ webhooks: { thing: { post: operation } } }),
  callback: (operation: JsonObject) =>
    documentOf({
      paths: { "/things": { post: { ...OK, callbacks: { done: { "{$url}": { post: operation } } } } } },
    }),
};

const TEXT = { type: "string" };
const ANY = {};
const NAMED = { type: "object", properties: { a: TEXT } };
const NEEDED = { ...NAMED, required: ["a"] };

describe.each<[string, JsonObject, JsonObject, string, string]>([
  ["a body that must hold more", body(NAMED), body(NEEDED), "breaking", "safe"],
  ["a body that need no longer hold it", body(NEEDED), body(NAMED), "safe", "breaking"],
  ["a body of another kind", body(TEXT), body({ type: "integer" }), "breaking", "breaking"],
  ["an answer that may be more", answer(TEXT), answer(ANY), "breaking", "safe"],
  ["an answer that may be less", answer(ANY), answer(TEXT), "safe", "breaking"],
  ["a body that must be sent", body(TEXT), body(TEXT, { required: true }), "breaking", "safe"],
  ["a body that need not be sent", body(TEXT, { required: true }), body(TEXT), "safe", "breaking"],
  ["a parameter that must be sent", query(false), query(true), "breaking", "safe"],
  ["a parameter that need not be sent", query(true), query(false), "safe", "breaking"],
  ["a parameter that is new", OK, query(true), "breaking", "safe"],
  ["a header that may be missing", header(true), header(false), "breaking", "safe"],
  ["a header that is always there", header(false), header(true), "safe", "breaking"],
  [
    "an answer that is gone",
    { responses: { ...(OK.responses as JsonObject), "404": {} } },
    OK,
    "safe",
    "dangerous",
  ],
])("%s", (_, before, after, asked, called) => {
  it.each([
    ["path", asked],
    ["webhook", called],
    ["callback", called],
  ] as const)("at a %s is %s", (place, severity) => {
    const { changes } = diff(PLACES[place](before), PLACES[place](after));
    expect(changes.flatMap(({ effects }) => effects.map((effect) => effect.severity))).toEqual([severity]);
  });
});

describe("what the server calls on its own", () => {
  const none = documentOf({ webhooks: {} });
  const one = PLACES.webhook(body(TEXT));

  it("breaks who waits for it when it is gone, and may surprise when it is new", () => {
    expect(diff(one, none).changes).toMatchObject([
      { rule: "operation-removed", effects: [{ direction: "response", severity: "breaking" }] },
    ]);
    expect(diff(none, one).changes).toMatchObject([
      { rule: "operation-added", effects: [{ direction: "response", severity: "dangerous" }] },
    ]);
  });
});

describe("properties that travel one way", () => {
  const only = (access: "readOnly" | "writeOnly", required: string[]) => ({
    type: "object",
    properties: { id: { type: "string", [access]: true }, name: TEXT },
    required,
  });
  const thing = { $ref: "#/components/schemas/Thing" };
  const post = { ...body(thing), ...answer(thing) };
  const of = (Thing: Json) =>
    documentOf({ paths: { "/things": { post } }, components: { schemas: { Thing } } });
  const effects = (before: Json, after: Json) =>
    diff(of(before), of(after)).changes.flatMap((change) =>
      change.effects.map(({ direction, severity }) => `${direction} ${severity}`),
    );

  it("asks for nothing in a request where the server alone writes", () => {
    expect(effects(only("readOnly", []), only("readOnly", ["id"]))).toEqual(["response safe"]);
    expect(effects(only("readOnly", ["id"]), only("readOnly", []))).toEqual(["response breaking"]);
  });

  it("promises nothing in a response where the client alone writes", () => {
    expect(effects(only("writeOnly", []), only("writeOnly", ["id"]))).toEqual(["request breaking"]);
    expect(effects(only("writeOnly", ["id"]), only("writeOnly", []))).toEqual(["request safe"]);
  });

  it("asks for what clients now write, and no longer promises what they no longer read", () => {
    const open = { type: "object", properties: { id: TEXT, name: TEXT }, required: ["id"] };
    expect(effects(only("readOnly", ["id"]), open).sort()).toEqual([
      "request breaking",
      "request safe",
      "response safe",
    ]);
    expect(effects(open, only("writeOnly", ["id"])).sort()).toEqual([
      "request safe",
      "response breaking",
      "response dangerous",
    ]);
  });
});
