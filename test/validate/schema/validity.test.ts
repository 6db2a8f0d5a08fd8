import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isObject, type Json, type JsonObject } from "../../../src/model/json.ts";
import { SchemaGraph } from "../../../src/model/schema.ts";
import { SchemaEngine } from "../../../src/validate/schema/engine.ts";
import { property } from "../../support/property.ts";
import { shared } from "../../support/shared.ts";

function fits(schema: Json, value: Json): boolean {
  const engine = new SchemaEngine(new SchemaGraph(schema, "2020-12"), "response");
  const silent = engine.check("", value).length === 0;
  expect(engine.fits("", value)).toBe(silent);
  return silent;
}

const ajv = new Ajv2020({ strict: false, logger: false });
const fitsPlainly = (schema: Json, value: Json) => ajv.validate(schema as JsonObject, value);

const scalar = fc.constantFrom<Json>(null, true, 0, 1, 1.5, "", "a", "b");
const value = fc.letrec<{ value: Json; object: Json; array: Json }>((tie) => ({
  value: fc.oneof({ maxDepth: 3 }, scalar, tie("object"), tie("array")),
  object: fc.dictionary(fc.constantFrom("a", "b", "t"), tie("value"), {
    maxKeys: 3,
    noNullPrototype: true,
  }) as fc.Arbitrary<Json>,
  array: fc.array(tie("value"), { maxLength: 3 }) as fc.Arbitrary<Json>,
})).value;

const simple = fc.oneof(
  fc.constantFrom<Json>(true, false, {}),
  fc
    .constantFrom("null", "boolean", "integer", "number", "string", "array", "object")
    .map((type) => ({ type })),
  fc.array(scalar, { minLength: 1, maxLength: 3 }).map((values) => ({ enum: values })),
  scalar.map((constant) => ({ const: constant })),
  fc.constantFrom("a", "b", "t").map((name) => ({ required: [name] })),
  fc.constantFrom<Json>({ uniqueItems: true }, { uniqueItems: false }),
  fc.integer({ min: 0, max: 2 }).map((limit) => ({ minimum: limit, maxLength: limit, maxItems: limit })),
);
const schema = fc.letrec<{ schema: Json; branches: Json[] }>((tie) => ({
  branches: fc.array(tie("schema"), { minLength: 1, maxLength: 3 }),
  schema: fc.oneof(
    { maxDepth: 3 },
    simple,
    fc.record({ oneOf: tie("branches") }) as fc.Arbitrary<Json>,
    fc.record({ anyOf: tie("branches") }) as fc.Arbitrary<Json>,
    fc.record({ anyOf: tie("branches"), oneOf: tie("branches") }) as fc.Arbitrary<Json>,
    fc.record({ allOf: tie("branches") }) as fc.Arbitrary<Json>,
    fc.record({ not: tie("schema") }) as fc.Arbitrary<Json>,
    // Written as pairs: an object with `then` would be taken for a promise.
    fc
      .tuple(tie("schema"), tie("schema"), tie("schema"))
      .map((parts) => Object.fromEntries(["if", "then", "else"].map((key, i) => [key, parts[i] ?? true]))),
    fc.record({ items: tie("schema") }) as fc.Arbitrary<Json>,
    fc.record({ contains: tie("schema"), uniqueItems: fc.boolean() }) as fc.Arbitrary<Json>,
    fc.record({ propertyNames: tie("schema"), patternProperties: fc.record({ "^[at]": tie("schema") }) }),
    fc.record({
      properties: fc.record({ a: tie("schema"), t: tie("schema") }),
      additionalProperties: tie("schema"),
    }) as fc.Arbitrary<Json>,
    fc.record({
      properties: fc.record({ a: tie("schema") }),
      anyOf: tie("branches"),
      unevaluatedProperties: fc.constant(false),
    }) as fc.Arbitrary<Json>,
  ),
})).schema;

describe("what fits", () => {
  it("is what JSON Schema says, however unions are judged", () => {
    property(
      fc.tuple(schema, value),
      ([stated, sent]) => {
        expect(fits(stated, sent)).toBe(fitsPlainly(stated, sent));
      },
      100,
    );
  });

  it("does not change with a discriminator where every variant fixes its tag and requires it", () => {
    const variant = (tag: string, more: Json) => ({
      properties: { t: { const: tag }, a: more },
      required: ["t"],
    });
    property(
      fc.tuple(fc.array(simple, { minLength: 1, maxLength: 3 }), value),
      ([inner, sent]) => {
        const oneOf = inner.map((more, i) => ({ type: "object", ...variant("ab_"[i] ?? "", more) }));
        const tagged = { oneOf, discriminator: { propertyName: "t" } };
        expect(fits(tagged, sent)).toBe(fitsPlainly({ oneOf }, sent));
      },
      60,
    );
  });

  it("has at least one fault for every value that does not fit, and says where", () => {
    property(
      fc.tuple(schema, value),
      ([stated, sent]) => {
        const faults = new SchemaEngine(new SchemaGraph(stated, "2020-12"), "response").check("", sent);
        for (const { pointer, instance, text } of faults) {
          expect(pointer).toMatch(/^\//);
          expect(instance === "" || instance.startsWith("/")).toBe(true);
          expect(text).not.toMatch(/undefined|\[object/);
        }
      },
      60,
    );
  });
});

const cases = shared("cases", "schema-pairs", "cases.ndjson");

describe.skipIf(cases === undefined)("witnesses of other projects", () => {
  it("fit the schema that they are said to fit, and not the other", () => {
    const lines = readFileSync(cases ?? "", "utf8")
      .trim()
      .split("\n");
    const wrong: string[] = [];
    let count = 0;
    for (const pair of lines.map((line) => JSON.parse(line) as JsonObject)) {
      if (pair.dialect !== "2020-12") continue;
      for (const [yes, no] of [
        ["a", "b"],
        ["b", "a"],
      ] as const) {
        const witness = pair[`witness_${yes}_not_${no}`];
        if (witness === undefined) continue;
        count++;
        const refuses = !fits(pair[no] ?? null, witness) || hasNoEnd(pair[no]);
        if (!fits(pair[yes] ?? null, witness) || !refuses) wrong.push(String(pair.name));
      }
    }
    expect(wrong).toEqual([]);
    expect(count).toBeGreaterThan(40);
  });
});

/** A schema that holds itself by `allOf` cannot be decided; it is reported as unusable. */
function hasNoEnd(schema: Json | undefined): boolean {
  if (!isObject(schema)) return false;
  const engine = new SchemaEngine(new SchemaGraph(schema, "2020-12"), "response");
  engine.check("", { value: 1 });
  return engine.problems.some(({ why }) => why.includes("without end"));
}
