import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { diff, diffRules } from "../../src/diff/index.ts";
import type { Effect } from "../../src/model/finding.ts";
import type { Json, JsonObject } from "../../src/model/json.ts";
import { acceptsWhole } from "../support/ajv.ts";
import { documentWithSchema, SLOTS } from "../support/documents.ts";
import { property } from "../support/property.ts";
import { taggedUnions } from "./schema/tagged-unions.ts";

const RUNS = 40;

function effectsOf(before: Json, after: Json, components: [JsonObject, JsonObject] = [{}, {}]): Effect[] {
  const [base, revision] = [
    documentWithSchema(before, "request", components[0]),
    documentWithSchema(after, "request", components[1]),
  ];
  return diff(base, revision).changes.flatMap(({ effects }) => effects);
}

const object = (properties: JsonObject, ...required: string[]): JsonObject => ({
  type: "object",
  properties,
  required,
});
const toPart: Json = { $ref: "#/components/schemas/Part" };
const parts = (before: Json, after: Json): [JsonObject, JsonObject] => [{ Part: before }, { Part: after }];

describe("a witness", () => {
  it("in the examples of the rules is judged the same way by Ajv with the whole documents", () => {
    let checked = 0;
    for (const { on, example } of diffRules) {
      if (on !== "schema") continue;
      for (const slot of SLOTS) {
        const base = documentWithSchema(example.before, slot);
        const revision = documentWithSchema(example.after, slot);
        for (const { effects } of diff(base, revision).changes) {
          for (const { witness } of effects) {
            if (witness?.body === undefined) continue;
            const [accepting, refusing] = witness.acceptedBy === "base" ? [base, revision] : [revision, base];
            expect(acceptsWhole(accepting, slot, witness.body)).toBe(true);
            expect(acceptsWhole(refusing, slot, witness.body)).toBe(false);
            checked++;
          }
        }
      }
    }
    expect(checked).toBeGreaterThan(50);
  });

  it("stands in a whole message of an operation, with what the message needs on the way", () => {
    const whole = object({ id: { type: "integer" }, parts: { type: "array", items: toPart } }, "id");
    const [effect] = effectsOf(whole, whole, parts({ enum: ["a", "b"] }, { enum: ["a"] }));
    expect(effect).toMatchObject({
      severity: "breaking",
      evidence: "witness",
      witness: { value: "b", operation: "POST /things", body: { id: 0, parts: ["b"] } },
    });
  });

  it("finds a name for any member, and a place after those that are given", () => {
    const map = { type: "object", properties: { key: { type: "integer" } }, additionalProperties: toPart };
    const list = { type: "array", prefixItems: [{ type: "boolean" }], items: toPart };
    const change = parts({ type: ["string", "null"] }, { type: "string" });
    expect(effectsOf(map, map, change)[0]?.witness?.body).toEqual({ key2: null });
    expect(effectsOf(list, list, change)[0]?.witness?.body).toEqual([expect.any(Boolean), null]);
  });

  it("is about each edit of a schema apart", () => {
    const before = object({ a: { type: "string" }, b: { type: "string" } });
    const effects = effectsOf(
      { ...before, maxProperties: 2 },
      { ...before, minProperties: 1, maxProperties: 1 },
    );
    const bodies = effects.map(({ witness }) => witness?.body);
    expect(bodies).toHaveLength(2);
    expect(bodies).toContainEqual({});
    expect(bodies).toContainEqual({ a: expect.any(String), b: expect.any(String) });
  });
});

describe("an edit with others below it", () => {
  const outer = (Part: Json, more: JsonObject = {}): [JsonObject, JsonObject] => [
    { Part: object({ a: { type: "string" } }) },
    { Part: { ...object({ a: Part }), ...more } },
  ];

  it("is harmless where it is without them", () => {
    const effects = effectsOf(
      toPart,
      toPart,
      outer({ type: "string", maxLength: 1 }, { additionalProperties: false }),
    );
    expect(effects.map(({ severity, evidence }) => [severity, evidence])).toEqual([
      ["breaking", "witness"],
      ["safe", "proof"],
    ]);
  });
});

describe("unions that a discriminator tells apart", () => {
  const component = (name: string) => ({ $ref: `#/components/schemas/${name}` });
  const shape = object({ shape: component("Shape") }, "shape");
  const Shape = {
    oneOf: [component("Part"), component("Dot")],
    discriminator: { propertyName: "kind", mapping: { part: "#/components/schemas/Part" } },
  };
  const effects = (before: Json, after: Json) =>
    effectsOf(shape, shape, [
      { Shape, Dot: { type: "object" }, Part: before },
      { Shape, Dot: { type: "object" }, Part: after },
    ]);

  it("are sent with their tags: where no variant declares one, that is what keeps them apart", () => {
    const [effect] = effects(object({ a: { enum: [1, 2] } }), object({ a: { enum: [1] } }));
    expect(effect).toMatchObject({
      severity: "breaking",
      witness: { value: 2, body: { shape: { kind: "part", a: 2 } } },
    });
  });

  it("are shown in whole messages that Ajv judges the same way, given documents that spell the tags out", () => {
    let checked = 0;
    const union = component("Union");
    const body = object({ first: union, more: { type: "array", items: union } }, "first");
    const components = taggedUnions("#/components/schemas/");
    property(
      fc.tuple(components, components),
      ([before, after]) => {
        const base = documentWithSchema(body, "request", before);
        const revision = documentWithSchema(body, "request", after);
        const { changes, disputed } = diff(base, revision);
        expect(disputed).toBe(0);
        for (const { witness } of changes.flatMap(({ effects }) => effects)) {
          if (witness?.body === undefined || witness.acceptedBy !== "base") continue;
          expect(acceptsWhole(base, "request", witness.body), JSON.stringify(witness)).toBe(true);
          expect(acceptsWhole(revision, "request", witness.body), JSON.stringify(witness)).toBe(false);
          checked++;
        }
      },
      RUNS,
    );
    expect(checked).toBeGreaterThan(RUNS);
  });

  it("lose nothing by a tag that a variant now asks for: it was always sent", () => {
    const declared = object({ kind: { const: "part" } }, "kind");
    expect(effects(object({}), declared).find(({ direction }) => direction === "request")).toMatchObject({
      severity: "safe",
      evidence: "proof",
    });
    const another = object({ kind: { const: "other" } }, "kind");
    const broken = effects(object({}), another).find(({ direction }) => direction === "request");
    expect(broken).toMatchObject({ severity: "breaking", witness: { body: { shape: { kind: "part" } } } });
  });
});

describe("a break that no message shows", () => {
  it("is safe where another variant takes the value", () => {
    const union = { anyOf: [toPart, { type: "string" }] };
    const [effect] = effectsOf(union, union, parts({ enum: ["a", "b"] }, { enum: ["a"] }));
    expect(effect).toMatchObject({ severity: "safe", evidence: "proof", reason: expect.any(String) });
    expect(effect?.witness).toBeUndefined();
  });

  it("is safe where another variant takes the value further up, whatever else is refused there", () => {
    const part = (kinds: Json, name: Json) => object({ kind: { enum: kinds }, name }, "kind");
    const text = { type: "string" };
    const change = parts(part(["a", "b"], text), part(["a"], { ...text, maxLength: 1 }));
    const moved = object({ kind: { const: "b" }, name: text }, "kind");
    const effects = effectsOf({ oneOf: [toPart, text] }, { oneOf: [toPart, text, moved] }, change);
    expect(effects.map(({ severity, evidence }) => [severity, evidence])).toEqual([
      ["breaking", "witness"],
      ["safe", "proof"],
      ["safe", "rule"],
    ]);
  });

  it("is safe where other variants of a oneOf take all that a variant may be", () => {
    const union = (...oneOf: Json[]) => ({ oneOf });
    const [a, any] = [{ type: "string", pattern: "^a" }, { type: "string" }];
    const gone = effectsOf(union(any, a, { type: "integer" }), union(any, { type: "integer" }))[0];
    expect(gone).toMatchObject({ severity: "safe", evidence: "proof" });
    // By the letter, no string could be sent before either.
    const all = effectsOf(union(any, any, { type: "integer" }), union({ type: "integer" }))[0];
    expect(all).toMatchObject({ severity: "dangerous", evidence: "undecided" });
  });

  it("is not called safe where the document allows no message that holds it", () => {
    const never = object({ part: toPart, other: false }, "part", "other");
    const [effect] = effectsOf(never, never, parts({ enum: ["a", "b"] }, { enum: ["a"] }));
    expect(effect).toMatchObject({ severity: "dangerous", reason: expect.stringContaining("no message") });
  });

  it("is told with the value alone where that stands in a chain of a thousand components", () => {
    const chain = (last: Json): JsonObject =>
      Object.fromEntries(
        Array.from({ length: 1_000 }, (_, i) => [
          `C${i}`,
          object({ next: i === 999 ? last : { $ref: `#/components/schemas/C${i + 1}` } }),
        ]),
      );
    const root = { $ref: "#/components/schemas/C0" };
    const [effect] = effectsOf(root, root, [chain({ enum: ["a", "b"] }), chain({ enum: ["a"] })]);
    expect(effect).toMatchObject({ severity: "dangerous", witness: { value: "b" } });
    expect(effect?.reason).toContain("levels down");
  });
});
