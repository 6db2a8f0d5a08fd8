import fc from "fast-check";
import type { Json, JsonObject } from "../../../src/model/json.ts";
import { schemas as anySchema, values } from "./arbitrary.ts";

const NAMES = ["Cat", "Dog", "Eel"] as const;

type Declares = "nothing" | "text" | "its tags";

/** Where the schemas are kept that refer to each other. */
type Shelf = "#/$defs/" | "#/components/schemas/";

/** A variant that may or may not say what its tag is: `kind`, which nothing else here is called. */
const variants = fc
  .record({
    declares: fc.constantFrom<Declares>("nothing", "text", "its tags"),
    a: anySchema([], "plain"),
    required: fc.subarray(["a", "b"]),
    self: fc.boolean(),
  })
  .map(({ declares, a, required, self }) => (tags: readonly string[], shelf: Shelf): JsonObject => {
    const kind: Json = declares === "text" ? { type: "string" } : { enum: [...tags] };
    const b: Json = self ? { $ref: `${shelf}Union` } : { type: "integer" };
    const properties = { a, b, ...(declares === "nothing" ? {} : { kind }) };
    return {
      type: "object",
      properties,
      required: [...required, ...(declares === "its tags" ? ["kind"] : [])],
    };
  });

/** Unions of objects that overlap unless one looks at their tags, some of them with null beside: `Union`, and its variants. */
export const taggedUnions = (shelf: Shelf): fc.Arbitrary<JsonObject> =>
  fc
    .record({
      keyword: fc.constantFrom("oneOf", "anyOf"),
      mapped: fc.boolean(),
      none: fc.boolean(),
      of: fc.tuple(variants, variants, variants),
      names: fc.subarray([...NAMES], { minLength: 1 }),
    })
    .map(({ keyword, mapped, none, of, names }): JsonObject => {
      const tags = (name: string) => (mapped ? [name.toLowerCase(), `${name}-2`] : [name]);
      const ref = (name: string) => `${shelf}${name}`;
      const mapping = Object.fromEntries(names.flatMap((name) => tags(name).map((tag) => [tag, ref(name)])));
      const Union = {
        [keyword]: [...names.map((name) => ({ $ref: ref(name) })), ...(none ? [{ type: "null" }] : [])],
        discriminator: { propertyName: "kind", ...(mapped ? { mapping } : {}) },
      };
      const schemas = Object.fromEntries(NAMES.map((name, i) => [name, of[i]?.(tags(name), shelf) ?? true]));
      return { ...schemas, Union };
    });

/** Values of such unions, or nearly. */
export const taggedValues: fc.Arbitrary<Json> = fc.oneof(
  values,
  fc.record(
    {
      kind: fc.constantFrom(...NAMES, ...NAMES.map((name) => name.toLowerCase()), "Cat-2", 1),
      a: values,
      b: fc.oneof(
        fc.integer({ min: 0, max: 2 }),
        fc.constantFrom({ kind: "Cat" }, { kind: "dog", a: 1 }, null),
      ),
    },
    { requiredKeys: [], noNullPrototype: true },
  ),
);
