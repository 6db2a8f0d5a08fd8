import { describe, expect, it } from "vitest";
import { downConvert } from "../../../src/diff/engines/down-convert.ts";
import { compareSchemas } from "../../../src/diff/schema/index.ts";
import type { Json } from "../../../src/model/json.ts";
import { own } from "../../../src/model/json.ts";

function converted(schema: Json): Json {
  const root = downConvert({
    openapi: "3.1.0",
    info: { title: "T", version: "1" },
    components: { schemas: { A: schema } },
  });
  return (root["components"] as { schemas: { A: Json } }).schemas.A;
}

describe("a schema in the words of OpenAPI 3.0", () => {
  it.each<[Json, Json]>([
    [{ type: ["string", "null"] }, { type: "string", nullable: true }],
    [{ const: 1 }, { enum: [1] }],
    [
      { type: "number", exclusiveMinimum: 0 },
      { type: "number", minimum: 0, exclusiveMinimum: true },
    ],
    [
      { type: "number", exclusiveMaximum: 5, maximum: 3 },
      { type: "number", maximum: 3 },
    ],
    [
      { type: "string", examples: ["a", "b"] },
      { type: "string", example: "a" },
    ],
    [{ type: ["string", "integer"] }, { anyOf: [{ type: "string" }, { type: "integer" }] }],
    [{ type: "array" }, { type: "array", items: {} }],
    [true, {}],
    [false, { not: {} }],
    [
      { $ref: "#/components/schemas/A", description: "beside" },
      { allOf: [{ $ref: "#/components/schemas/A" }, { description: "beside" }] },
    ],
    [
      { anyOf: [{ type: "string" }, { type: "null" }] },
      { anyOf: [{ type: "string" }, { type: "string", nullable: true, enum: [null] }] },
    ],
  ])("%j", (schema, expected) => {
    expect(converted(schema)).toEqual(expected);
  });

  it.each<Json>([
    { type: ["string", "null"], enum: ["a", null] },
    { type: ["string", "null"], enum: ["a"] },
    { type: ["integer", "array", "null"], minimum: 3, minItems: 2 },
    {
      type: "object",
      properties: { a: { const: null }, b: false },
      additionalProperties: { type: ["null"] },
    },
    { type: ["boolean", "string"], anyOf: [{ minLength: 2 }, { const: true }] },
  ])("accepts the same values: %j", (schema) => {
    // In OpenAPI 3.0, `nullable` is what the dialect adds to JSON Schema: each side is asked in its own.
    for (const value of [
      null,
      true,
      "",
      "a",
      "aa",
      2,
      3,
      [],
      [1, 2],
      {},
      { a: null },
      { a: 1 },
      { b: 1 },
      { c: null },
    ]) {
      const takes = (of: Json, dialect: "oas-3.0" | "2020-12") =>
        compareSchemas({ enum: [value], ...(value === null ? { type: "string", nullable: true } : {}) }, of, {
          dialect,
        }).loses.verdict;
      const before = compareSchemas({ enum: [value] }, schema, { dialect: "2020-12", openWorld: true }).loses
        .verdict;
      expect([value, takes(converted(schema), "oas-3.0")]).toEqual([value, before]);
    }
  });

  it("is refused where it would say something else", () => {
    for (const keyword of ["patternProperties", "if", "contains", "unevaluatedProperties", "prefixItems"]) {
      expect(() => converted({ [keyword]: {} })).toThrow(keyword);
    }
    const root = { openapi: "3.1.0", info: {}, webhooks: { a: {} } };
    expect(() => downConvert(root)).toThrow("webhooks");
    expect(own(downConvert({ openapi: "3.1.0", info: {} }), "paths")).toEqual({});
  });
});
