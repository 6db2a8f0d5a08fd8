import { describe, expect, it } from "vitest";
import { diff, diffRules } from "../../src/diff/index.ts";
import { type ChangeRule, type Example, HARMED_BY } from "../../src/diff/rule.ts";
import type { Document } from "../../src/model/document.ts";
import type { Change } from "../../src/model/finding.ts";
import type { Json, JsonObject } from "../../src/model/json.ts";
import { severityFor } from "../../src/model/rule.ts";
import { documentOf, documentWithSchema, SLOTS } from "../support/documents.ts";
import { EITHER_WAY, OPPOSITES, unmirrored } from "./mirror.ts";

const requirements = { heading: "Requirements:", source: "test" };

function documentFor({ on }: ChangeRule, part: Json): Document {
  if (on === "schema") return documentWithSchema(part, "request");
  const members = on === "document" ? part : { paths: { "/things": { get: part } } };
  return documentOf(members as JsonObject, "test.json", "2026-01-01");
}

function changesOf(rule: ChangeRule, { before, after }: Example): readonly Change[] {
  return diff(documentFor(rule, before), documentFor(rule, after), { requirements }).changes;
}

describe("the catalogue", () => {
  it("names every rule once, in lower case with hyphens", () => {
    const ids = diffRules.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^[a-z]+(?:-[a-z]+)+$|^deprecated$/);
  });

  it("never puts a place into a name", () => {
    const places = /^(?:query|path|cookie)-|-in-(?:request|response)/;
    for (const { id } of diffRules) expect(id).not.toMatch(places);
  });

  it("has an opposite of every rule, or says that it is its own", () => {
    const opposed = OPPOSITES.flat().flatMap((rules) => rules.split(" "));
    expect([...opposed, ...EITHER_WAY].sort()).toEqual(diffRules.map(({ id }) => id).sort());
  });

  it("loses one way what it gains the other", () => {
    const nothing = { gains: "no", loses: "no" } as const;
    const relation = (id: string) => diffRules.find((rule) => rule.id === id)?.relation ?? nothing;
    for (const [come, gone] of OPPOSITES) {
      const [one, other] = [relation(come), relation(gone)];
      // What a server is assumed not to send is no gain, but a client may send it all the same.
      if (come === "additional-properties-accepted") continue;
      expect(one, come).toEqual({ gains: other.loses, loses: other.gains });
    }
  });

  it.each(diffRules.map((rule) => [rule.id, rule] as const))("is mirrored: %s", (_, rule) => {
    for (const { before, after } of [rule.example, rule.nearMiss]) {
      const forth = changesOf(rule, { before, after });
      expect(unmirrored(forth, changesOf(rule, { before: after, after: before }))).toEqual([]);
    }
  });

  it("says why wherever a severity departs from what the edit does to the set of values", () => {
    const verdict = { no: "safe", maybe: "dangerous", yes: "breaking" } as const;
    for (const rule of diffRules.filter(({ relation }) => relation !== undefined)) {
      const relation = rule.relation as NonNullable<ChangeRule["relation"]>;
      const derived = { request: verdict[relation.loses], response: verdict[relation.gains] };
      const departs = (["request", "response"] as const).some((direction) =>
        (["tolerant", "strict"] as const).some(
          (consumer) => severityFor(rule, direction, consumer) !== derived[direction],
        ),
      );
      if (departs) expect(rule.departs, rule.id).toBeDefined();
    }
  });
});

describe.each(diffRules.filter(({ on }) => on === "schema").map((rule) => [rule.id, rule] as const))(
  "%s",
  (id, rule) => {
    it.each(SLOTS)("fires in a %s, once, with its severity", (slot) => {
      const { before, after } = rule.example;
      const { changes } = diff(documentWithSchema(before, slot), documentWithSchema(after, slot));
      const fired = changes.filter((change) => change.rule === id);
      expect(fired, JSON.stringify(changes.map(({ message }) => message))).toHaveLength(1);
      const direction = slot === "request" || slot === "query" ? "request" : "response";
      const harm = rule.relation?.[HARMED_BY[direction]] ?? "no";
      // What a rule says of the set of accepted values is borne out by a value; where it leaves it open, one decides,
      // or a proof.
      const stated = severityFor(rule, direction, "tolerant");
      const proved = fired[0]?.effects[0]?.evidence === "proof";
      const expected = {
        no: { severity: stated, evidence: "rule" },
        yes: { severity: stated, evidence: "witness" },
        maybe: proved ? { severity: "safe" } : { severity: "breaking", evidence: "witness" },
      }[harm];
      expect(fired[0]?.effects).toHaveLength(1);
      expect(fired[0]?.effects[0]).toMatchObject({ direction, ...expected });
    });

    it("stays silent at a near miss", () => {
      const { before, after } = rule.nearMiss;
      for (const slot of SLOTS) {
        const { changes } = diff(documentWithSchema(before, slot), documentWithSchema(after, slot));
        expect(changes.map(({ rule }) => rule)).not.toContain(id);
      }
    });
  },
);

describe.each(diffRules.filter(({ on }) => on !== "schema").map((rule) => [rule.id, rule] as const))(
  "%s",
  (id, rule) => {
    it("fires once", () => {
      const fired = changesOf(rule, rule.example).filter((change) => change.rule === id);
      expect(fired).toHaveLength(1);
    });

    it("stays silent at a near miss", () => {
      expect(changesOf(rule, rule.nearMiss).map(({ rule }) => rule)).not.toContain(id);
    });
  },
);
