import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareSchemas, createProver } from "../../../src/diff/schema/index.ts";
import type { Json, JsonObject } from "../../../src/model/json.ts";
import { property } from "../../support/property.ts";
import { spelledOut } from "../../support/tagged.ts";
import { at } from "./at.ts";
import { taggedUnions, taggedValues } from "./tagged-unions.ts";

const RUNS = 120;
const unions = taggedUnions("#/$defs/").map(($defs): JsonObject => ({ $ref: "#/$defs/Union", $defs }));

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
      fc.tuple(unions, fc.array(taggedValues, { minLength: 4, maxLength: 8 })),
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
        fc.tuple(unions, unions, fc.array(taggedValues, { minLength: 4, maxLength: 8 })),
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
