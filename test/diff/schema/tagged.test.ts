import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareSchemas, createProver } from "../../../src/diff/schema/index.ts";
import type { Json, JsonObject } from "../../../src/model/json.ts";
import { property } from "../../support/property.ts";
import { spelledOut } from "../../support/tagged.ts";
import { schemas, values } from "./arbitrary.ts";
import { at } from "./at.ts";

const RUNS = 150;
const NAMES = ["Cat", "Dog", "Eel"] as const;

type Declares = "nothing" | "text" | "its tags";

/** A variant that may or may not say what its tag is: `kind`, which nothing else here is called. */
const variants = fc
  .record({
    declares: fc.constantFrom<Declares>("nothing", "text", "its tags"),
    a: schemas([], "plain"),
    required: fc.subarray(["a", "b"]),
    self: fc.boolean(),
  })
  .map(({ declares, a, required, self }) => (tags: readonly string[]): JsonObject => {
    const kind: Json = declares === "text" ? { type: "string" } : { enum: [...tags] };
    const b: Json = self ? { $ref: "#/$defs/Union" } : { type: "integer" };
    const properties = { a, b, ...(declares === "nothing" ? {} : { kind }) };
    return {
      type: "object",
      properties,
      required: [...required, ...(declares === "its tags" ? ["kind"] : [])],
    };
  });

/** Unions of objects that overlap unless one looks at their tags, some of them with null beside. */
const unions: fc.Arbitrary<JsonObject> = fc
  .record({
    keyword: fc.constantFrom("oneOf", "anyOf"),
    mapped: fc.boolean(),
    none: fc.boolean(),
    of: fc.tuple(variants, variants, variants),
    names: fc.subarray([...NAMES], { minLength: 1 }),
  })
  .map(({ keyword, mapped, none, of, names }): JsonObject => {
    const tags = (name: string) => (mapped ? [name.toLowerCase(), `${name}-2`] : [name]);
    const ref = (name: string) => `#/$defs/${name}`;
    const mapping = Object.fromEntries(names.flatMap((name) => tags(name).map((tag) => [tag, ref(name)])));
    const Union = {
      [keyword]: [...names.map((name) => ({ $ref: ref(name) })), ...(none ? [{ type: "null" }] : [])],
      discriminator: { propertyName: "kind", ...(mapped ? { mapping } : {}) },
    };
    const $defs = Object.fromEntries(NAMES.map((name, i) => [name, of[i]?.(tags(name)) ?? true]));
    return { $ref: "#/$defs/Union", $defs: { ...$defs, Union } };
  });

const tagged: fc.Arbitrary<Json> = fc.oneof(
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

/** What plain Ajv says of values, given the same union without its discriminator. */
function judgeOf(schema: JsonObject): (value: Json) => boolean {
  const ajv = new Ajv2020({
    ...{ strict: false, logger: false, meta: false, validateSchema: false, validateFormats: false },
    ...{ inlineRefs: false, code: { optimize: false } },
  });
  const validate = ajv.compile(spelledOut(schema));
  return (value) => validate(value) === true;
}

describe("unions with a discriminator", () => {
  it("accept what the schema accepts that spells the tags out", () => {
    property(
      fc.tuple(unions, fc.array(tagged, { minLength: 4, maxLength: 8 })),
      ([schema, candidates]) => {
        const prover = createProver({ openWorld: true });
        const accepts = judgeOf(schema);
        for (const value of candidates) {
          expect(prover.accepts(at(schema), value), JSON.stringify(value)).toBe(accepts(value));
        }
      },
      RUNS,
    );
  });

  it("mean the same as the schema that spells the tags out", () => {
    property(
      unions,
      (schema) => {
        const { gains, loses } = compareSchemas(schema, spelledOut(schema), {
          dialect: "2020-12",
          openWorld: true,
        });
        expect([gains.verdict, loses.verdict]).toEqual(["no", "no"]);
      },
      RUNS,
    );
  });

  it.each([true, false])(
    "are told apart by values that plain Ajv confirms, and by no others (open world: %s)",
    (openWorld) => {
      property(
        fc.tuple(unions, unions, fc.array(tagged, { minLength: 4, maxLength: 8 })),
        ([base, revision, candidates]) => {
          const relation = compareSchemas(base, revision, { dialect: "2020-12", openWorld });
          const judges = [judgeOf(base), judgeOf(revision)] as const;
          const sides = [
            [relation.loses, judges[0], judges[1]],
            [relation.gains, judges[1], judges[0]],
          ] as const;
          for (const [verdict, accepting, refusing] of sides) {
            if (verdict.verdict === "yes") {
              expect(accepting(verdict.witness), JSON.stringify(verdict.witness)).toBe(true);
              expect(refusing(verdict.witness), JSON.stringify(verdict.witness)).toBe(false);
            }
            if (verdict.verdict !== "no" || !openWorld) continue;
            for (const value of candidates) expect(accepting(value) && !refusing(value)).toBe(false);
          }
        },
        RUNS,
      );
    },
  );
});
