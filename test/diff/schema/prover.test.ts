import { describe, expect, it } from "vitest";
import {
  type Access,
  compareSchemas,
  createConfirmer,
  createProver,
  type Relation,
} from "../../../src/diff/schema/index.ts";
import type { Json, JsonObject } from "../../../src/model/json.ts";
import { at } from "./at.ts";

const NO = { verdict: "no" };
const yes = (witness: Json) => ({ verdict: "yes", witness });

function object(properties: Record<string, Json>, more: Record<string, Json> = {}): Json {
  return { type: "object", properties, ...more };
}

function relate(base: Json, revision: Json, access?: Access): Relation {
  return createProver({ access }).relate(at(base), at(revision));
}

function literally(base: Json, revision: Json): Relation {
  return compareSchemas(base, revision, { dialect: "2020-12", openWorld: true });
}

describe("open objects", () => {
  const base = object({ a: { type: "string" } });
  const wider = object({ a: { type: "string" }, b: { type: "integer" } });

  it("say nothing of what they do not declare, as producers", () => {
    expect(relate(base, wider)).toEqual({ gains: NO, loses: NO });
  });

  it("are taken literally in an open world", () => {
    expect(literally(base, wider)).toEqual({ gains: NO, loses: yes({ b: null }) });
  });

  it("lose values when they are closed over a declared property", () => {
    expect(relate(wider, object({ a: { type: "string" } }, { additionalProperties: false }))).toEqual({
      gains: NO,
      loses: yes({ b: 0 }),
    });
  });

  it("are as open as they say", () => {
    const open = object({ a: { type: "string" } }, { additionalProperties: true });
    expect(relate(open, wider).loses).toEqual(yes({ b: null }));
  });

  it("that declare nothing are maps of anything", () => {
    expect(relate({ type: "object" }, base).loses).toEqual(yes({ a: null }));
  });

  it("emit the properties of one variant of a union", () => {
    const union = (cat: Json, dog: Json) => ({ oneOf: [cat, dog] });
    const tagged = (kind: string, more: Record<string, Json>) =>
      object({ kind: { const: kind }, ...more }, { required: ["kind"] });
    const dog = tagged("dog", { bark: { type: "integer" } });
    const before = union(tagged("cat", {}), dog);
    const after = union(tagged("cat", { bark: { type: "string" } }), dog);
    expect(relate(before, after)).toEqual({ gains: NO, loses: NO });
  });
});

describe("access", () => {
  const base = object({ id: { type: "string", readOnly: true }, name: { type: "string" } });
  const stricter = object(
    { id: { type: "string", readOnly: true, minLength: 3 }, name: { type: "string" } },
    { required: ["id"] },
  );

  it("leaves read-only properties out of requests", () => {
    expect(relate(base, stricter, "request")).toEqual({ gains: NO, loses: NO });
  });

  it("keeps them in responses", () => {
    expect(relate(base, stricter, "response")).toEqual({ gains: NO, loses: yes({}) });
  });

  it("leaves write-only properties out of responses", () => {
    const secret = object({ pin: { type: "integer", writeOnly: true } }, { required: ["pin"] });
    expect(relate(object({}), secret, "response").loses).toEqual(NO);
    expect(relate(object({}, { required: [] }), secret, "request").loses).toMatchObject({ verdict: "yes" });
  });

  it("is said beside a reference, too", () => {
    const document = (property: Json) =>
      object({ id: property }, { required: ["id"], $defs: { Id: { type: "string" } } });
    const hidden = document({ $ref: "#/$defs/Id", readOnly: true });
    const sent = document({ $ref: "#/$defs/Id" });
    expect(relate(hidden, sent, "request").loses).toEqual(yes({}));
    expect(relate(hidden, sent, "response").loses).toEqual(NO);
  });

  it("is the same for the validator", () => {
    const { accepts } = createConfirmer({ access: "request" });
    expect(accepts(at(stricter), { name: "" })).toBe(true);
    expect(createConfirmer().accepts(at(stricter), { name: "" })).toBe(false);
  });
});

describe("numbers", () => {
  const relations: readonly (readonly [Json, Json, Json, Json])[] = [
    // base, revision, gains, loses
    [{ type: "integer", maximum: 120 }, { type: "integer", maximum: 100 }, NO, yes(101)],
    [{ type: "number", minimum: 0 }, { type: "number", exclusiveMinimum: 0 }, NO, yes(0)],
    [{ type: "number", multipleOf: 0.1 }, { type: "number", multipleOf: 0.01 }, yes(0.01), NO],
    [{ type: "integer" }, { type: "number", multipleOf: 1 }, NO, NO],
    [{ type: "integer", multipleOf: 4 }, { allOf: [{ multipleOf: 2 }, { type: "integer" }] }, yes(2), NO],
    [{ type: "integer", minimum: 1, maximum: 3 }, { enum: [3, 1, 2] }, NO, NO],
    [{ enum: [1, 2.0] }, { type: "integer", exclusiveMinimum: 0, exclusiveMaximum: 3 }, NO, NO],
    [
      { type: "number", minimum: 0, maximum: 10 },
      { anyOf: [{ maximum: 5 }, { minimum: 6 }] },
      yes(null),
      yes(5.1),
    ],
    [
      { type: "integer", minimum: 0 },
      { anyOf: [{ maximum: 5 }, { minimum: 6 }], type: "integer" },
      yes(-1),
      NO,
    ],
    [
      { multipleOf: 6, type: "integer" },
      { allOf: [{ multipleOf: 2 }, { multipleOf: 3 }], type: "integer" },
      NO,
      NO,
    ],
  ];

  it.each(relations)("%j → %j", (base, revision, gains, loses) => {
    expect(literally(base, revision)).toEqual({ gains, loses });
  });
});

describe("strings", () => {
  const pattern = (text: string) => ({ type: "string", pattern: text });
  const relations: readonly (readonly [Json, Json, Json, Json])[] = [
    [pattern("^[a-z]+$"), pattern("^[a-z0-9]+$"), yes("0"), NO],
    [pattern("^a"), pattern("a"), yes("0a"), NO],
    [{ type: "string", minLength: 1 }, pattern("^[\\s\\S]+$"), NO, NO],
    [{ type: "string", maxLength: 2 }, { type: "string", maxLength: 1 }, NO, yes("aa")],
    [pattern("^(?=.*[0-9])[a-z0-9]+$"), pattern("^[a-z0-9]+$"), yes("a"), NO],
    [pattern("^(?!foo$)[a-z]+$"), pattern("^[a-z]+$"), yes("foo"), NO],
    [pattern("^[a-f]{8}$"), { type: "string", minLength: 8, maxLength: 8 }, yes("0aaaaaaa"), NO],
    [{ enum: ["on", "off"] }, pattern("^o(n|ff)$"), NO, NO],
    [{ enum: ["on", "off", "auto"] }, { enum: ["off", "on"] }, NO, yes("auto")],
    [{ type: "string", maxLength: 1 }, pattern("^\\p{L}?$"), NO, yes("0")],
  ];

  it.each(relations)("%j → %j", (base, revision, gains, loses) => {
    const found = literally(base, revision);
    expect({ gains: found.gains.verdict, loses: found.loses.verdict }).toEqual({
      gains: (gains as { verdict: string }).verdict,
      loses: (loses as { verdict: string }).verdict,
    });
  });

  it("are given as the document gives them", () => {
    const base = { type: "string", example: "PRJ-12" };
    expect(literally(base, pattern("^[a-z]*$")).loses).toEqual(yes("PRJ-12"));
  });

  it("that no automaton describes are not judged, unless a value settles it", () => {
    expect(literally(pattern("\\bfoo\\b"), pattern("\\bfo")).loses.verdict).toBe("unknown");
    expect(literally({ type: "string" }, pattern("\\bfoo\\b")).loses.verdict).toBe("yes");
  });
});

describe("recursion", () => {
  const list = (of: Json, more: Record<string, Json> = {}) => ({
    $ref: "#/$defs/List",
    $defs: {
      List: object({ value: of, next: { $ref: "#/$defs/List" } }, { ...more, type: ["object", "null"] }),
    },
  });

  it("ends, and finds nothing between a schema and its unrolled form", () => {
    const unrolled = {
      $ref: "#/$defs/Even",
      $defs: {
        Even: object(
          { value: { type: "string" }, next: { $ref: "#/$defs/Odd" } },
          { type: ["null", "object"] },
        ),
        Odd: object(
          { next: { $ref: "#/$defs/Even" }, value: { type: "string" } },
          { type: ["object", "null"] },
        ),
      },
    };
    expect(literally(list({ type: "string" }), unrolled)).toEqual({ gains: NO, loses: NO });
  });

  it("finds the difference however deep it shows first", () => {
    expect(relate(list({ type: "string" }), list({ type: "string", maxLength: 0 })).loses).toEqual(
      yes({ value: "a" }),
    );
  });

  it("knows that what has no end has no values", () => {
    const endless = {
      $ref: "#/$defs/Node",
      $defs: { Node: object({ next: { $ref: "#/$defs/Node" } }, { required: ["next"] }) },
    };
    expect(createProver().smallest(at(endless))).toBeUndefined();
    expect(literally(endless, false)).toEqual({ gains: NO, loses: NO });
  });

  it("never holds for empty what leads back to values by way of others", () => {
    // D needs a C, C a B, and B can do with an A: that there is no C rests on A, also where D asks for it.
    const needs = (name: string) =>
      object({ next: { $ref: `#/$defs/${name}` } }, { required: ["next"], additionalProperties: false });
    const $defs = {
      A: { anyOf: [needs("B"), needs("D"), object({ end: {} }, { required: ["end"] })] },
      B: { anyOf: [needs("C"), needs("A")] },
      C: needs("B"),
      D: needs("C"),
    };
    // One document, so that what is found out of A is remembered when D is asked for.
    const { graph } = at({ $defs });
    const prover = createProver({ openWorld: true });
    const empty = ["A", "D"].filter((name) => prover.isEmpty({ graph, schema: graph.at(`/$defs/${name}`) }));
    expect(empty).toEqual([]);
  });

  it("forgets what was assumed of a goal that turns out to have values", () => {
    // A's first variant needs a B, and B needs an A: that there is no B may not be kept once there is an A.
    const document = {
      $defs: {
        A: {
          anyOf: [
            object({ b: { $ref: "#/$defs/B" } }, { required: ["b"] }),
            object({ leaf: { const: 1 } }, { required: ["leaf"] }),
          ],
        },
        B: object({ a: { $ref: "#/$defs/A" } }, { required: ["a"] }),
      },
    };
    const prover = createProver();
    const side = at(document);
    const of = (name: string) => ({ graph: side.graph, schema: side.graph.at(`/$defs/${name}`) });
    const objects = (name: string) =>
      prover.escapes(of(name), at({ type: ["null", "boolean", "number", "string", "array"] }));
    expect(objects("A")).toEqual(yes({ leaf: 1 }));
    expect(objects("B")).toEqual(yes({ a: { leaf: 1 } }));
  });
});

describe("unions", () => {
  const variant = (tag: string, more: Json = { type: "string" }) =>
    object({ type: { const: tag }, value: more }, { required: ["type"] });

  it("are compared tag by tag, in any order", () => {
    const tags = Array.from({ length: 40 }, (_, i) => `t${i}`);
    const base = { oneOf: tags.map((tag) => variant(tag)) };
    const revision = { oneOf: [...tags].reverse().map((tag) => variant(tag)) };
    expect(relate(base, revision)).toEqual({ gains: NO, loses: NO });
    const widened = { oneOf: [...tags, "new"].map((tag) => variant(tag)) };
    expect(relate(base, widened)).toEqual({ gains: yes({ type: "new" }), loses: NO });
    const narrowed = {
      oneOf: tags.map((tag) => variant(tag, tag === "t7" ? { type: "integer" } : undefined)),
    };
    expect(relate(base, narrowed).loses).toEqual(yes({ type: "t7", value: "" }));
  });

  it("split an object on the values of its tag", () => {
    const flat = object({ type: { enum: ["a", "b"] }, value: { type: "string" } }, { required: ["type"] });
    expect(relate(flat, { anyOf: [variant("a"), variant("b")] })).toEqual({ gains: NO, loses: NO });
  });

  it("that can do without their tags are met with one", () => {
    const tags = Array.from({ length: 40 }, (_, i) => `t${i}`);
    const loose = tags.map((tag) => object({ type: { const: tag }, [tag]: { type: "string" } }));
    const prover = createProver({ steps: 1000 });
    expect(prover.smallest(at({ oneOf: loose }))).toEqual({ type: "t0" });
    const narrowed = loose.map((variant, i) =>
      i === 7 ? { ...(variant as JsonObject), maxProperties: 1 } : variant,
    );
    expect(prover.relate(at({ oneOf: loose }), at({ oneOf: narrowed })).loses).toEqual(
      yes({ type: "t7", t7: "" }),
    );
  });

  it("of overlapping variants lose what they share, as oneOf", () => {
    expect(
      literally(
        { anyOf: [{ type: "integer" }, { type: "number" }] },
        { oneOf: [{ type: "integer" }, { type: "number" }] },
      ),
    ).toEqual({
      gains: NO,
      loses: yes(0),
    });
  });
});

describe("unevaluated items", () => {
  const closed = (more: Record<string, Json>): Json => ({ type: "array", unevaluatedItems: false, ...more });

  it("are those that no schema beside has looked at", () => {
    const tuple = closed({ allOf: [{ prefixItems: [{ type: "string" }] }] });
    expect(literally(tuple, { type: "array", maxItems: 1, items: { type: "string" } })).toEqual({
      gains: NO,
      loses: NO,
    });
    expect(literally({ type: "array" }, closed({ items: {}, prefixItems: [true] }))).toEqual({
      gains: NO,
      loses: NO,
    });
  });

  it("do not count schemas that fail", () => {
    const union = { anyOf: [{ items: { type: "number" }, minItems: 1 }, { maxItems: 1 }] };
    expect(literally({ type: "array", ...union }, closed(union)).loses).toEqual(yes([null]));
  });

  it("beside contains are not judged", () => {
    const { loses } = literally(
      { type: "array", items: { type: "string" } },
      closed({ contains: { minLength: 1 } }),
    );
    expect(loses.verdict).not.toBe("no");
  });
});

describe("a question", () => {
  it("that costs too much is unknown", () => {
    const wide = (n: number) => ({
      allOf: Array.from({ length: n }, (_, i) => ({
        anyOf: [{ required: [`a${i}`] }, { required: [`b${i}`] }, { required: [`c${i}`] }],
      })),
    });
    const verdict = createProver({ steps: 50, openWorld: true }).escapes(at(wide(9)), at(wide(10)));
    expect(verdict).toMatchObject({ verdict: "unknown" });
  });

  it("about a reference that leads out of the document is unknown", () => {
    expect(literally({ $ref: "other.json" }, { type: "string" }).loses).toEqual({
      verdict: "unknown",
      reason: "the reference other.json leads out of the document",
    });
  });

  it("gets a witness without what it does not need", () => {
    const base = object(
      { id: { type: "string" }, tags: { type: "array", items: { enum: ["x", "y"] }, minItems: 1 } },
      { required: ["id", "tags"] },
    );
    const revision = object(
      { id: { type: "string" }, tags: { type: "array", items: { enum: ["x"] } } },
      { required: ["tags"] },
    );
    expect(relate(base, revision).loses).toEqual(yes({ id: "", tags: ["y"] }));
  });

  it("may be about names that objects inherit", () => {
    const hostile = {
      properties: JSON.parse('{"__proto__": {"type": "string"}}') as Json,
      required: ["__proto__"],
    };
    const { loses } = literally({ type: "object" }, { type: "object", ...hostile });
    expect(loses).toEqual(yes({}));
  });
});

describe("dialects", () => {
  it("are each read in their own way", () => {
    const nullable = { type: "string", nullable: true };
    expect(compareSchemas(nullable, { type: "string" }, { dialect: "oas-3.0" }).loses).toEqual(yes(null));
    // What came from 3.0 and kept the word kept the meaning.
    expect(compareSchemas(nullable, { type: "string" }, { dialect: "oas-3.1" }).loses).toEqual(yes(null));
    expect(createConfirmer().accepts(at(nullable, "oas-3.1"), null)).toBe(true);
    const both = { type: ["string", "null"], nullable: false };
    expect(createConfirmer().accepts(at(both, "oas-3.1"), null)).toBe(true);
    expect(compareSchemas(nullable, { type: "string" }, { dialect: "2020-12" }).loses).toEqual(NO);
    const alone = { nullable: true, allOf: [{ type: "string" }] };
    expect(compareSchemas(alone, { type: "string" }, { dialect: "oas-3.0" })).toEqual({
      gains: NO,
      loses: NO,
    });
    expect(createConfirmer().accepts(at(alone, "oas-3.0"), null)).toBe(false);
    const tuple = { type: "array", items: [{ type: "string" }], additionalItems: false };
    const narrower = { ...tuple, items: [{ type: "string", maxLength: 0 }] };
    expect(compareSchemas(tuple, narrower, { dialect: "draft-07" }).loses).toEqual(yes(["a"]));
  });
});
