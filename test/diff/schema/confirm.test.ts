import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createConfirmer, createProver } from "../../../src/diff/schema/index.ts";
import type { Json, JsonObject } from "../../../src/model/json.ts";
import { property } from "../../support/property.ts";
import { documents, values } from "./arbitrary.ts";
import { at } from "./at.ts";
import { unionValues, wideUnions } from "./wide-unions.ts";

const RUNS = 100;

const several = (of: fc.Arbitrary<Json>) => fc.array(of, { minLength: 4, maxLength: 8 });

/** What Ajv says of a value, given the whole schema as it is; `undefined` where it cannot say. */
function plainly(schema: JsonObject): (value: Json) => boolean | undefined {
  const ajv = new Ajv2020({
    ...{ strict: false, logger: false, meta: false, validateSchema: false, validateFormats: false },
    ...{ inlineRefs: false, code: { optimize: false } },
  });
  const validate = ajv.compile(schema);
  return (value) => {
    try {
      return validate(value) === true;
    } catch {
      return undefined;
    }
  };
}

/**
 * After a list of item schemas, Ajv 8 skips keywords where the array is shorter than the list; and in a loop over items
 * or members, it takes what was evaluated of one for evaluated of the next.
 */
function isBeyondAjv({ unevaluatedProperties: _, ...document }: JsonObject): boolean {
  return /prefixItems|unevaluated/.test(JSON.stringify(document));
}

describe("the confirmer", () => {
  it("judges a value by the part of a schema that it needs as Ajv judges it by the whole", () => {
    property(
      fc.tuple(documents, documents, several(values)),
      ([base, revision, candidates]) => {
        // One for both, so that what is the same in them is compiled once.
        const { accepts } = createConfirmer();
        for (const document of [base, revision]) {
          if (isBeyondAjv(document)) continue;
          const judge = plainly(document);
          const side = at(document);
          for (const value of candidates) {
            expect(accepts(side, value), JSON.stringify(value)).toBe(judge(value));
          }
        }
      },
      RUNS,
    );
  });

  it("leaves out only such variants of a union as refuse the value, and so does the interpreter", () => {
    property(
      fc.tuple(wideUnions, several(unionValues)),
      ([union, candidates]) => {
        const judge = plainly(union);
        const side = at(union);
        const { accepts } = createConfirmer();
        const prover = createProver({ openWorld: true });
        for (const value of candidates) {
          const truth = judge(value);
          expect(accepts(side, value), JSON.stringify(value)).toBe(truth);
          expect(prover.accepts(side, value), JSON.stringify(value)).toBe(truth);
        }
      },
      RUNS,
    );
  });

  it("counts nothing as evaluated that only a variant looked at which refuses the value", () => {
    const union = {
      oneOf: [
        { $ref: "#/$defs/tagged", properties: { role: { type: "string" } } },
        { required: ["b"], properties: { b: { type: "integer" } } },
      ],
      unevaluatedProperties: false,
      $defs: { tagged: { properties: { kind: { enum: ["cat", "eel"] } } } },
    };
    const { accepts } = createConfirmer();
    expect(accepts(at(union), { role: "x" })).toBe(true);
    expect(accepts(at(union), { role: null, b: 0 })).toBe(false);
  });
});
