import { describe, expect, it } from "vitest";
import { diff } from "../../src/diff/index.ts";
import type { JsonObject } from "../../src/model/json.ts";
import { documentOf } from "../support/documents.ts";

const OK = { "200": { description: "OK" } };
const text = { type: "string" };

/** An operation with one parameter `q`, or with one header in its response. */
const query = (parameter: JsonObject): JsonObject => ({
  parameters: [{ name: "q", in: "query", ...parameter }],
  responses: OK,
});
const header = (header: JsonObject): JsonObject => ({
  responses: { "200": { description: "OK", headers: { "X-Q": header } } },
});

function effects(before: JsonObject, after: JsonObject, path = "/things", renamed = path): string[] {
  const base = documentOf({ paths: { [path]: { get: before } } });
  const revision = documentOf({ paths: { [renamed]: { get: after } } });
  return diff(base, revision)
    .changes.flatMap(({ rule, effects }) =>
      effects.map(
        ({ severity, reaches }) =>
          `${rule} ${severity} ${reaches.map((reach) => `${reach.in} ${reach.name ?? ""}`).join()}`,
      ),
    )
    .sort();
}

describe("a parameter", () => {
  it.each<[string, JsonObject, JsonObject, readonly string[]]>([
    [
      "is written in another style",
      { schema: text },
      { schema: text, style: "spaceDelimited" },
      ["serialization-changed breaking query q"],
    ],
    [
      "is no longer exploded",
      { schema: text },
      { schema: text, explode: false },
      ["serialization-changed breaking query q"],
    ],
    ["says what it said by default", { schema: text }, { schema: text, style: "form", explode: true }, []],
    [
      "holds reserved characters",
      { schema: text },
      { schema: text, allowReserved: true },
      ["reserved-characters-changed dangerous query q"],
    ],
    [
      "needs a value",
      { schema: text, allowEmptyValue: true },
      { schema: text },
      ["empty-value-refused breaking query q"],
    ],
    [
      "need not have a value",
      { schema: text },
      { schema: text, allowEmptyValue: true },
      ["empty-value-accepted safe query q"],
    ],
    [
      "has another default",
      { schema: { ...text, default: "a" } },
      { schema: { ...text, default: "b" } },
      ["default-changed dangerous query q"],
    ],
    [
      "holds JSON in its text",
      { schema: text },
      { content: { "application/json": { schema: text } } },
      ["serialization-changed breaking query q"],
    ],
    [
      "holds another kind of JSON",
      { content: { "application/json": { schema: text } } },
      { content: { "application/json": { schema: { ...text, maxLength: 3 } } } },
      ["max-length-tightened breaking query q"],
    ],
  ])("%s", (_, before, after, found) => {
    expect(effects(query(before), query(after))).toEqual(found);
  });

  it("of a path is the same under another name", () => {
    const at = (name: string) => ({
      parameters: [{ name, in: "path", required: true, schema: text }],
      responses: OK,
    });
    expect(effects(at("id"), at("thingId"), "/things/{id}", "/things/{thingId}")).toEqual([]);
  });

  it("of a path item counts for its operations, unless they have their own", () => {
    const shared = (schema: JsonObject, own: JsonObject[] = []) =>
      documentOf({
        paths: {
          "/things": {
            parameters: [{ name: "q", in: "query", schema }],
            get: { parameters: own, responses: OK },
          },
        },
      });
    const short = { ...text, maxLength: 3 };
    const rules = (own: JsonObject[]) =>
      diff(shared(text, own), shared(short, own)).changes.map(({ rule }) => rule);
    expect(rules([])).toEqual(["max-length-tightened"]);
    expect(rules([{ name: "q", in: "query", schema: text }])).toEqual([]);
  });
});

describe("a response header", () => {
  it("is read as its schema says", () => {
    expect(effects(header({ schema: text }), header({ schema: { type: "integer" } }))).toEqual([
      "type-changed breaking response-header X-Q",
    ]);
    expect(effects(header({ schema: { enum: ["a"] } }), header({ schema: { enum: ["a", "b"] } }))).toEqual([
      "enum-value-added dangerous response-header X-Q",
    ]);
    expect(effects(header({ schema: text }), header({ schema: text, explode: true }))).toEqual([
      "serialization-changed breaking response-header X-Q",
    ]);
  });
});

describe("a header that OpenAPI ignores", () => {
  const token = (name: string, more: JsonObject = {}): JsonObject => ({
    parameters: [{ name, in: "header", required: true, schema: text, ...more }],
    responses: OK,
  });

  it.each(["Accept", "content-type", "AUTHORIZATION"])("is told of, and harms nobody: %s", (name) => {
    const note = ["ignored-header-changed note header "];
    expect(effects({ responses: OK }, token(name))).toEqual(note);
    expect(effects(token(name), token(name, { schema: { type: "integer" } }))).toEqual(note);
    expect(effects(token(name), token(name))).toEqual([]);
  });

  it("is one of a response, where content says the same", () => {
    const sent = (name: string): JsonObject => ({
      responses: { "200": { description: "OK", headers: { [name]: { required: true, schema: text } } } },
    });
    expect(effects(sent("Content-Type"), { responses: OK })).toEqual([
      "ignored-header-changed note response-header ",
    ]);
    expect(effects(sent("Accept"), { responses: OK })).toEqual([
      "required-response-header-removed breaking response-header Accept",
    ]);
  });
});
