import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { stringify } from "yaml";
import { type DiffOptions, type DiffResult, diff } from "../../src/diff/index.ts";
import { Sameness } from "../../src/diff/sameness.ts";
import { type Document, loadDocument } from "../../src/model/document.ts";
import { type Change, type Direction, SEVERITIES } from "../../src/model/finding.ts";
import { canonical, isArray, isObject, type Json, type JsonObject } from "../../src/model/json.ts";
import { makeSource } from "../../src/model/source.ts";
import { acceptsAt } from "../support/ajv.ts";
import { documentOf } from "../support/documents.ts";
import { casesTried, property } from "../support/property.ts";
import { AROUND_AND_KEPT, edited, members, NAMES, pairs, schemaEdits, values } from "./arbitrary.ts";
import { unmirrored } from "./mirror.ts";

function compare(base: JsonObject, revision: JsonObject, options: DiffOptions = {}): DiffResult {
  return diff(documentOf(base), documentOf(revision), options);
}

/** The same JSON with the keys of every object in the opposite order. */
function reversed(value: Json): Json {
  if (isArray(value)) return value.map(reversed);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, member]) => [key, reversed(member)]),
  );
}

/** With what every reference to a component leads to in its place, once. */
function unrolled(document: JsonObject): JsonObject {
  const schemas = (document as { components: { schemas: JsonObject } }).components.schemas;
  const visit = (value: Json): Json => {
    if (isArray(value)) return value.map(visit);
    if (!isObject(value)) return value;
    const name = NAMES.find((one) => value["$ref"] === `#/components/schemas/${one}`);
    if (name !== undefined) return schemas[name] ?? true;
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, visit(member)]));
  };
  return visit(document) as JsonObject;
}

/** Is a component a variant of itself? No value can be held against it in finite time (JSON Schema, section 9.4.1). */
function holdsItself(document: JsonObject): boolean {
  const schemas = (document as { components: { schemas: JsonObject } }).components.schemas;
  const variants = (schema: Json | undefined): string[] => {
    const { $ref, oneOf } = isObject(schema ?? null) ? (schema as JsonObject) : {};
    if (isArray(oneOf)) return oneOf.flatMap(variants);
    return typeof $ref === "string" ? [$ref.slice("#/components/schemas/".length)] : [];
  };
  return NAMES.some((name) => {
    const below = new Set(variants(schemas[name]));
    for (const each of below) for (const next of variants(schemas[each])) below.add(next);
    return below.has(name);
  });
}

function renamed(value: JsonObject, from: string, to: string): JsonObject {
  return JSON.parse(JSON.stringify(value).replaceAll(from, to)) as JsonObject;
}

/** What changed where, however it is judged. */
function edits({ changes }: DiffResult): string[] {
  return changes
    .map(({ rule, base, revision, before = null, after = null }) =>
      canonical([rule, base?.pointer ?? null, revision?.pointer ?? null, before, after]),
    )
    .sort();
}

/** The summary, with all that does harm in one number. */
function harmful({ summary }: DiffResult): DiffResult["summary"] {
  return { ...summary, breaking: 0, dangerous: summary.breaking + summary.dangerous };
}

/** How many effects are only dangerous because no message was found that shows them. */
function unshown({ changes }: DiffResult): number {
  return changes.flatMap(({ effects }) => effects.filter(({ reason }) => reason !== undefined)).length;
}

function harms({ changes }: DiffResult, direction: Direction): readonly string[] {
  return changes.flatMap(({ effects }) =>
    effects.filter((effect) => effect.direction === direction).map(({ severity }) => severity),
  );
}

const severe = (severity: string) => severity === "breaking" || severity === "dangerous";

/** Components that no operation uses are known by their name alone. */
function used(changes: readonly Change[]): readonly Change[] {
  return changes.filter(({ rule }) => rule !== "component-added" && rule !== "component-removed");
}

describe("what changes nothing", () => {
  it("a document and itself", () => {
    property(members, (document) => expect(compare(document, document).changes).toEqual([]), 1500);
  });

  it("another version, another order of keys", () => {
    property(
      members,
      (document) => {
        const other = { ...(reversed(document) as JsonObject), info: { title: "Test", version: "2" } };
        expect(compare(document, other).changes).toEqual([]);
      },
      1200,
    );
  });

  it("YAML instead of JSON", () => {
    property(
      members,
      (document) => {
        const base = documentOf(document);
        const text = stringify(base.root, { aliasDuplicateObjects: false });
        const yaml = loadDocument(makeSource({ ref: "test.yaml", origin: "test.yaml", bytes: text }));
        expect(diff(base, yaml).changes).toEqual([]);
      },
      100,
    );
  });

  it("another name for a component, or for a path parameter", () => {
    property(
      members,
      (document) => {
        const path = renamed(renamed(document, "{id}", "{thingId}"), '"name":"id"', '"name":"thingId"');
        expect(used(compare(document, renamed(path, "Alpha", "Zeta")).changes)).toEqual([]);
      },
      1000,
    );
  });

  it("for any message, components written where they are used", () => {
    property(
      // What allOf puts together, a schema may put together of itself.
      members.filter((document) => !JSON.stringify(document).includes("allOf") && !holdsItself(document)),
      (document) => {
        for (const direction of ["request", "response"] as const) {
          expect(harms(compare(document, unrolled(document)), direction).filter(severe)).toEqual([]);
          expect(harms(compare(unrolled(document), document), direction).filter(severe)).toEqual([]);
        }
      },
      400,
    );
  });
});

describe("two documents", () => {
  it("end even where a reference leads only to itself", () => {
    const body = { content: { "application/json": { schema: { $ref: "#/components/schemas/A" } } } };
    const paths = { "/": { post: { requestBody: body, responses: { "200": { description: "OK" } } } } };
    const of = (A: Json, B: Json) => ({ paths, components: { schemas: { A, B } } });
    const [toA, toB] = [{ $ref: "#/components/schemas/A" }, { $ref: "#/components/schemas/B" }];
    expect(compare(of(toA, true), of(toA, true)).changes).toEqual([]);
    const { changes } = compare(of(toB, toA), of(toB, { type: "string" }));
    expect(changes.map(({ rule }) => rule)).toContain("type-narrowed");
  });

  it("of any kind are compared the same way every time, in time that does not explode", () => {
    property(
      fc.tuple(members, members),
      ([left, right]) => {
        const [base, revision] = [documentOf(left), documentOf(right)];
        const once = diff(base, revision);
        expect(diff(documentOf(left), documentOf(right))).toEqual(once);
        expect(new Set(once.changes.map(({ id }) => id)).size).toBe(once.changes.length);
        expect(once.disputed).toBe(0);
        expect([base.root, revision.root]).toEqual([documentOf(left).root, documentOf(right).root]);
      },
      50,
    );
  });

  it("of any kind are mirrored when they are exchanged", () => {
    property(
      fc.tuple(members, members),
      ([left, right]) => {
        expect(unmirrored(compare(left, right).changes, compare(right, left).changes)).toEqual([]);
      },
      50,
    );
  });

  it("that differ by a few edits are mirrored when they are exchanged", () => {
    property(
      pairs.filter(([, revision]) => !/readOnly|writeOnly/.test(JSON.stringify(revision))),
      ([base, revision]) => {
        expect(unmirrored(compare(base, revision).changes, compare(revision, base).changes)).toEqual([]);
      },
      400,
    );
  });

  it("are told apart in the same way whether or not what is written the same is passed through", () => {
    property(
      pairs,
      ([base, revision]) => {
        const short = compare(base, revision);
        using _ = vi.spyOn(Sameness.prototype, "areOne").mockReturnValue(false);
        expect(short).toEqual(compare(base, revision));
      },
      150,
    );
  });

  it("differ in the same however their keys are ordered", () => {
    property(
      pairs,
      ([base, revision]) => {
        const there = compare(base, revision);
        const here = compare(reversed(base) as JsonObject, reversed(revision) as JsonObject);
        expect(edits(here)).toEqual(edits(there));
        expect(harmful(here)).toEqual(harmful(there));
        // Messages are looked for in the order of the keys: where one is found in only one order, the other says so.
        const apart = Math.abs(here.summary.breaking - there.summary.breaking);
        expect(apart).toBeLessThanOrEqual(unshown(here) + unshown(there));
      },
      300,
    );
  });

  it("harm a strict client no less than a tolerant one", () => {
    property(
      pairs,
      ([base, revision]) => {
        const strict = compare(base, revision, { consumer: "strict" }).changes;
        for (const { id, effects } of compare(base, revision).changes) {
          const other = strict.find((change) => change.id === id)?.effects;
          expect(other).toHaveLength(effects.length);
          for (const [i, { severity }] of effects.entries())
            expect(SEVERITIES.indexOf(other?.[i]?.severity ?? "note")).toBeLessThanOrEqual(
              SEVERITIES.indexOf(severity),
            );
        }
      },
      200,
    );
  });

  it("differ by the edits of both steps that lead from one to the other", () => {
    property(
      fc.tuple(members, schemaEdits, fc.array(fc.constantFrom(...AROUND_AND_KEPT), { minLength: 1 })),
      ([first, inSchemas, around]) => {
        const second = inSchemas.reduce(edited, first);
        const third = around.reduce((document, edit) => edited(document, { at: 0, edit }), second);
        const steps = [...edits(compare(first, second)), ...edits(compare(second, third))];
        expect(edits(compare(first, third))).toEqual([...new Set(steps)].sort());
      },
      250,
    );
  });
});

describe("a severity", () => {
  const REQUEST = "/paths/~1things~1{id}/post/requestBody/content/application~1json/schema";
  const RESPONSE = "/paths/~1things~1{id}/post/responses/200/content/application~1json/schema";

  /** `undefined` where Ajv runs in circles, after a schema that applies itself to the same value. */
  function accepts(document: Document, pointer: string, value: Json): boolean | undefined {
    try {
      return acceptsAt(document, pointer, value);
    } catch {
      return undefined;
    }
  }

  /**
   * Few edits of schemas, in unions that a value may fit in several ways: where it must fit one alone, a variant that
   * takes less leaves more to the others, which is not looked for.
   */
  const steps = fc
    .tuple(members, schemaEdits, schemaEdits)
    .map(([first, earlier, later]): [JsonObject, JsonObject, JsonObject] => {
      const second = earlier.reduce(edited, first);
      const third = later.reduce(edited, second);
      return [
        renamed(first, "oneOf", "anyOf"),
        renamed(second, "oneOf", "anyOf"),
        renamed(third, "oneOf", "anyOf"),
      ];
    })
    // What travels one way only is not for Ajv to know.
    .filter(([, , third]) => !/readOnly|writeOnly/.test(JSON.stringify(third)));

  it("is never harmless where a value is refused that was accepted", () => {
    const some = fc.array(values, { minLength: 10, maxLength: 20 });
    property(
      fc.tuple(steps, some),
      ([[before, after], candidates]) => {
        const [base, revision] = [documentOf(before), documentOf(after)];
        const result = diff(base, revision, { openWorld: true });
        expect(result.disputed).toBe(0);
        const refused = (sent: Document, read: Document, pointer: string) =>
          candidates.find(
            (value) => accepts(sent, pointer, value) === true && accepts(read, pointer, value) === false,
          );
        if (!harms(result, "request").some(severe)) expect(refused(base, revision, REQUEST)).toBeUndefined();
        if (!harms(result, "response").some(severe))
          expect(refused(revision, base, RESPONSE)).toBeUndefined();
      },
      120,
    );
  });

  it("is breaking in one step only where it is not harmless in both halves of it", () => {
    property(
      steps,
      ([first, second, third]) => {
        const options = { openWorld: true };
        const halves = [compare(first, second, options), compare(second, third, options)];
        const whole = compare(first, third, options);
        for (const direction of ["request", "response"] as const) {
          if (halves.some((half) => harms(half, direction).some(severe))) continue;
          expect(harms(whole, direction)).not.toContain("breaking");
        }
      },
      120,
    );
  });

  it("is borne out by Ajv with the whole documents, where it has a witness", () => {
    property(
      steps,
      ([before, after]) => {
        const documents = { base: documentOf(before), revision: documentOf(after) };
        for (const { effects } of diff(documents.base, documents.revision).changes) {
          for (const { direction, witness, reaches } of effects) {
            if (witness?.body === undefined || reaches.every(({ in: place }) => place !== direction))
              continue;
            const pointer = direction === "request" ? REQUEST : RESPONSE;
            const sides = [witness.acceptedBy, witness.rejectedBy] as const;
            const judged = sides.map((side) => accepts(documents[side], pointer, witness.body as Json));
            // What Ajv cannot judge it does not dispute.
            expect(judged[0]).not.toBe(false);
            expect(judged[1]).not.toBe(true);
          }
        }
      },
      80,
    );
  });
});

it("the laws were tried on 10,000 cases", () => {
  expect(casesTried()).toBeGreaterThanOrEqual(10_000);
});
