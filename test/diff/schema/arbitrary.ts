import fc from "fast-check";
import type { Json, JsonObject } from "../../../src/model/json.ts";

/** Few names, numbers and patterns, so that generated schemas meet each other often. */
const NAMES = ["a", "b", "ab"] as const;
const NUMBERS = [-2, -1, 0, 0.5, 1, 1.5, 2, 3, 10] as const;
const FACTORS = [0.1, 0.5, 1, 1.5, 2, 3] as const;
const TEXTS = ["", "a", "b", "ab", "ba", "aab", "é"] as const;
const PATTERNS = ["^a", "b$", "^[ab]*$", "a", "^(?:a|b)$"] as const;
const KINDS = ["null", "boolean", "integer", "number", "string", "array", "object"] as const;

const name = fc.constantFrom(...NAMES);
const count = fc.integer({ min: 0, max: 3 });

/** Values of the same small world as {@link schemas}. */
export const values: fc.Arbitrary<Json> = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    { weight: 5, arbitrary: fc.constantFrom<Json>(null, true, false, ...NUMBERS, ...TEXTS) },
    { weight: 2, arbitrary: fc.array(tie("value"), { maxLength: 3 }) },
    { weight: 3, arbitrary: fc.dictionary(name, tie("value"), { maxKeys: 3, noNullPrototype: true }) },
  ),
})).value;

type Members = Record<string, fc.Arbitrary<Json>>;

/** A few of the members, and those alone. */
function some(members: Members): fc.Arbitrary<JsonObject> {
  return fc
    .subarray(Object.keys(members), { maxLength: 3 })
    .chain((keys) =>
      fc.record(Object.fromEntries(keys.map((key) => [key, members[key] ?? fc.constant(true)]))),
    );
}

/** Which keywords are used. `unevaluatedItems` never is: Ajv takes items of branches that fail as evaluated. */
type Vocabulary = "plain" | "full";

/** JSON Schemas of 2020-12; `references` are what a `$ref` may name. */
export function schemas(references: readonly string[], vocabulary: Vocabulary): fc.Arbitrary<Json> {
  const all = vocabulary === "full";
  return fc.letrec<{ schema: Json; leaf: Json }>((tie) => {
    const schema = tie("schema");
    const list = fc.array(schema, { minLength: 1, maxLength: 3 });
    const leaf = fc.oneof(
      fc.constantFrom<Json>(
        {},
        { type: "string" },
        { type: "integer" },
        { type: "object" },
        { type: "null" },
      ),
      fc.constantFrom(...KINDS, ["string", "null"], ["integer", "boolean"]).map((type): Json => ({ type })),
      fc.array(values, { minLength: 1, maxLength: 3 }).map((list): Json => ({ enum: list })),
      some({
        type: fc.constantFrom("number", "integer"),
        minimum: fc.constantFrom(...NUMBERS),
        exclusiveMaximum: fc.constantFrom(...NUMBERS),
        multipleOf: fc.constantFrom(...FACTORS),
      }),
      some({
        type: fc.constant("string"),
        minLength: count,
        maxLength: count,
        pattern: fc.constantFrom(...PATTERNS),
      }),
      ...(references.length > 0 ? [fc.constantFrom(...references).map(($ref): Json => ({ $ref }))] : []),
    );
    const object = some({
      type: fc.constant("object"),
      properties: fc.dictionary(name, schema, { maxKeys: 2, noNullPrototype: true }),
      required: fc.subarray([...NAMES]),
      additionalProperties: fc.oneof(fc.constant(false), schema),
      minProperties: count,
      maxProperties: count,
      ...(all
        ? {
            patternProperties: fc.dictionary(fc.constantFrom("^a", "b$"), schema, {
              maxKeys: 2,
              noNullPrototype: true,
            }),
            propertyNames: schema,
            dependentRequired: fc.dictionary(name, fc.subarray([...NAMES]), {
              maxKeys: 1,
              noNullPrototype: true,
            }),
            dependentSchemas: fc.dictionary(name, schema, { maxKeys: 1, noNullPrototype: true }),
            unevaluatedProperties: fc.oneof(fc.constant(false), schema),
          }
        : {}),
    });
    const array = some({
      type: fc.constant("array"),
      items: schema,
      minItems: count,
      maxItems: count,
      ...(all
        ? {
            prefixItems: list,
            uniqueItems: fc.boolean(),
            contains: schema,
          }
        : {}),
    });
    const composed = some({
      anyOf: list,
      allOf: list,
      oneOf: list,
      type: fc.constantFrom(...KINDS),
      ...(all ? Object.fromEntries(["not", "if", "then", "else"].map((keyword) => [keyword, schema])) : {}),
    });
    return {
      leaf,
      schema: fc.oneof(
        { maxDepth: 2, withCrossShrink: true },
        { weight: 3, arbitrary: leaf },
        { weight: 3, arbitrary: object },
        { weight: 2, arbitrary: array },
        { weight: 2, arbitrary: composed },
      ),
    };
  }).schema;
}

const REFERENCES = ["#/$defs/one", "#/$defs/two"];

/** A schema with definitions that may refer to each other and to themselves, through members and items alone. */
export const documents: fc.Arbitrary<JsonObject> = fc
  .record(
    {
      root: schemas(REFERENCES, "full"),
      one: schemas(REFERENCES, "plain"),
      two: schemas(REFERENCES, "plain"),
    },
    { noNullPrototype: true },
  )
  .map(({ root, one, two }) => ({
    ...(typeof root === "object" ? (root as JsonObject) : root === true ? {} : { not: {} }),
    $defs: {
      one: { type: ["object", "null"], properties: { a: one } },
      two: { type: ["array", "string"], items: two },
    },
  }));
