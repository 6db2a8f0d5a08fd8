import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  createConfirmer,
  createProver,
  type Relation,
  type SchemaAt,
} from "../../../src/diff/schema/index.ts";
import type { Json, JsonObject } from "../../../src/model/json.ts";
import { property } from "../../support/property.ts";
import { documents, values } from "./arbitrary.ts";
import { at } from "./at.ts";
import { rewrite } from "./rewrite.ts";

/** Each property runs twice as often: with the fixed seed and with another. */
const RUNS = 300;

const SAME: Relation = { gains: { verdict: "no" }, loses: { verdict: "no" } };

/** Does Ajv judge the witness otherwise? Now and then it cannot judge at all. */
function disputed({ loses, gains }: Relation, base: SchemaAt, revision: SchemaAt): boolean {
  const { accepts } = createConfirmer();
  const differs = (witness: Json, accepting: SchemaAt, refusing: SchemaAt) =>
    accepts(accepting, witness) === false || accepts(refusing, witness) === true;
  return (
    (loses.verdict === "yes" && differs(loses.witness, base, revision)) ||
    (gains.verdict === "yes" && differs(gains.witness, revision, base))
  );
}

/** Puts one keyword of another document into a document and writes it differently: close, but seldom the same. */
const edits = fc
  .tuple(documents, fc.nat(100), fc.array(fc.nat(50), { minLength: 1, maxLength: 12 }))
  .map(([other, pick, by]) => (document: JsonObject): JsonObject => {
    const keywords = Object.keys(other);
    const keyword = keywords[pick % keywords.length] ?? "$defs";
    return rewrite({ ...document, [keyword]: other[keyword] ?? true }, by);
  });

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
      fc.tuple(documents, edits, fc.array(values, { minLength: 4, maxLength: 8 })),
      ([base, edit, candidates]) => {
        const revision = edit(base);
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
        expect(disputed(relate(base, revision), at(base), at(revision))).toBe(false);
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
          const theirs = confirmer.accepts(side, value);
          if (theirs !== undefined) expect(prover.accepts(side, value), JSON.stringify(value)).toBe(theirs);
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
        if (value !== undefined) expect(createConfirmer().accepts(side, value)).not.toBe(false);
      },
      RUNS,
    );
  });
});
