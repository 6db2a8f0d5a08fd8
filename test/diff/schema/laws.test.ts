import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createConfirmer, createProver, type Relation } from "../../../src/diff/schema/index.ts";
import type { JsonObject } from "../../../src/model/json.ts";
import { property } from "../../support/property.ts";
import { documents, values } from "./arbitrary.ts";
import { at } from "./at.ts";
import { rewrite } from "./rewrite.ts";

/** Each property runs twice as often: with the fixed seed and with another. */
const RUNS = 300;

const SAME: Relation = { gains: { verdict: "no" }, loses: { verdict: "no" } };

function relate(base: JsonObject, revision: JsonObject): Relation {
  return createProver({ openWorld: true }).relate(at(base), at(revision));
}

describe("the relation of two schemas", () => {
  it("is none where the schema is the same", () => {
    property(
      documents,
      (document) => {
        expect(relate(document, structuredClone(document))).toEqual(SAME);
      },
      RUNS,
    );
  });

  it("is none where the schema is written differently", () => {
    const choices = fc.array(fc.nat(50), { minLength: 1, maxLength: 12 });
    property(
      fc.tuple(documents, choices),
      ([document, by]) => {
        expect(relate(document, rewrite(document, by))).toEqual(SAME);
      },
      RUNS,
    );
  });

  it("never proves what a value refutes", () => {
    property(
      fc.tuple(documents, documents, fc.array(values, { minLength: 4, maxLength: 8 })),
      ([base, revision, candidates]) => {
        const { gains, loses } = relate(base, revision);
        const confirmer = createConfirmer();
        const [left, right] = [at(base), at(revision)];
        for (const value of candidates) {
          if (loses.verdict === "no") expect(confirmer.confirms(value, left, right)).toBe(false);
          if (gains.verdict === "no") expect(confirmer.confirms(value, right, left)).toBe(false);
        }
      },
      RUNS,
    );
  });

  it("shows only witnesses that Ajv confirms", () => {
    property(
      fc.tuple(documents, documents),
      ([base, revision]) => {
        const { gains, loses } = relate(base, revision);
        const confirmer = createConfirmer();
        const [left, right] = [at(base), at(revision)];
        if (loses.verdict === "yes") expect(confirmer.confirms(loses.witness, left, right)).toBe(true);
        if (gains.verdict === "yes") expect(confirmer.confirms(gains.witness, right, left)).toBe(true);
      },
      RUNS,
    );
  });

  it("shows less, and as surely, where producers send only what they declare", () => {
    property(
      fc.tuple(documents, documents),
      ([base, revision]) => {
        const [left, right] = [at(base), at(revision)];
        const { loses } = createProver().relate(left, right);
        if (loses.verdict === "yes")
          expect(createConfirmer().confirms(loses.witness, left, right)).toBe(true);
        if (relate(base, revision).loses.verdict === "no") expect(loses).toEqual({ verdict: "no" });
      },
      RUNS,
    );
  });

  it("is mirrored when the schemas are exchanged", () => {
    property(
      fc.tuple(documents, documents),
      ([base, revision]) => {
        const { gains, loses } = relate(base, revision);
        expect(relate(revision, base)).toEqual({ gains: loses, loses: gains });
      },
      RUNS,
    );
  });

  it("is hardly ever unknown", () => {
    let unknown = 0;
    let all = 0;
    property(
      fc.tuple(documents, documents),
      ([base, revision]) => {
        const { gains, loses } = relate(base, revision);
        all += 2;
        for (const { verdict } of [gains, loses]) if (verdict === "unknown") unknown += 1;
      },
      RUNS,
    );
    expect(unknown / all).toBeLessThan(0.02);
  });
});

describe("the interpreter", () => {
  it("agrees with Ajv", () => {
    property(
      fc.tuple(documents, fc.array(values, { minLength: 4, maxLength: 8 })),
      ([document, candidates]) => {
        const prover = createProver({ openWorld: true });
        const confirmer = createConfirmer();
        const side = at(document);
        for (const value of candidates) {
          expect(prover.accepts(side, value), JSON.stringify(value)).toBe(confirmer.accepts(side, value));
        }
      },
      RUNS,
    );
  });

  it("accepts the smallest value of a schema", () => {
    property(
      documents,
      (document) => {
        const side = at(document);
        const value = createProver().smallest(side);
        if (value !== undefined) expect(createConfirmer().accepts(side, value)).toBe(true);
      },
      RUNS,
    );
  });
});
