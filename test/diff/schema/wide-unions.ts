import fc from "fast-check";
import type { Json, JsonObject } from "../../../src/model/json.ts";
import { schemas as anySchema, values } from "./arbitrary.ts";

const TAGS = ["cat", "dog", "eel", "fox", 1, null] as const;

const tag = fc.constantFrom<Json>(...TAGS);

/** What a variant says of a member that may tell it from others: its one value, a few of them, a type, or nothing. */
const said = fc.oneof(
  { weight: 4, arbitrary: tag.map((one): Json => ({ const: one })) },
  {
    weight: 2,
    arbitrary: fc.uniqueArray(tag, { minLength: 1, maxLength: 3 }).map((list): Json => ({ enum: list })),
  },
  { weight: 1, arbitrary: fc.constant<Json>({ type: "string" }) },
  { weight: 1, arbitrary: fc.constant(undefined) },
);

/** A variant that says it in itself, in a part of it, or behind a reference. */
const variants = fc
  .record({ kind: said, role: said, a: anySchema([], "plain"), asked: fc.boolean(), as: fc.nat(3) })
  .map(({ kind, role, a, asked, as }): Json => {
    const own = { properties: { a, ...(role === undefined ? {} : { role }) } };
    const tags = {
      type: "object",
      properties: kind === undefined ? {} : { kind },
      ...(asked ? { required: ["kind"] } : {}),
    };
    if (as === 0) return { allOf: [tags, own] };
    if (as === 1) return { ...own, $ref: "#/$defs/tagged" };
    return { ...tags, properties: { ...tags.properties, ...own.properties } };
  });

/** A union of so many objects that one does not look at each, some of which are told apart by their members. */
export const wideUnions: fc.Arbitrary<JsonObject> = fc
  .record({
    keyword: fc.constantFrom("oneOf", "anyOf"),
    of: fc.array(variants, { minLength: 2, maxLength: 9 }),
    closed: fc.boolean(),
    inList: fc.boolean(),
    more: fc.constantFrom(0, 0, 0, 40),
    parts: fc.constantFrom(0, 0, 0, 40),
  })
  .map(({ keyword, of, closed, inList, more, parts }): JsonObject => {
    const others = Array.from({ length: more }, (_, i) => ({
      type: "object",
      required: [`b${i}`],
      properties: { [`b${i}`]: { type: "integer" } },
    }));
    const allOf = Array.from({ length: parts }, (_, i) => ({ properties: { [`b${i}`]: { minimum: 1 } } }));
    const union = {
      [keyword]: [...of, ...others],
      ...(parts > 0 ? { allOf } : {}),
      // In a list, Ajv 8 takes what was evaluated of one item for evaluated of the next.
      ...(closed && !inList ? { unevaluatedProperties: false } : {}),
    };
    const tagged = { properties: { kind: { enum: ["cat", "eel"] } } };
    return { ...(inList ? { type: "array", items: union } : union), $defs: { tagged } };
  });

const members = fc.record(
  { kind: tag, role: tag, a: values, b1: fc.nat(2), b2: fc.constantFrom<Json>(0, 1, "") },
  { requiredKeys: [], noNullPrototype: true },
);

/** Values of such unions, or nearly. */
export const unionValues: fc.Arbitrary<Json> = fc.oneof(members, fc.array(members, { maxLength: 3 }), values);
