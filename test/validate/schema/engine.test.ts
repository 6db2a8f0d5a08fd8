import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Json, JsonObject } from "../../../src/model/json.ts";
import type { Pointer } from "../../../src/model/pointer.ts";
import type { MessageDirection } from "../../../src/validate/schema/convert.ts";
import { SchemaEngine } from "../../../src/validate/schema/engine.ts";
import { isMultipleOf } from "../../../src/validate/schema/multiple-of.ts";
import { documentOf } from "../../support/documents.ts";
import { property } from "../../support/property.ts";

function engineFor(schemas: JsonObject, openapi = "3.1.0", direction: MessageDirection = "response") {
  const engine = new SchemaEngine(documentOf({ openapi, components: { schemas } }).schemas, direction);
  const check = (name: string, value: Json) => engine.check(`/components/schemas/${name}` as Pointer, value);
  return { engine, check };
}

/** The faults of a value against the one schema `S`, as `kind instance`. */
function faults(schema: Json, value: Json, openapi?: string): string[] {
  return engineFor({ S: schema }, openapi)
    .check("S", value)
    .map(({ kind, instance }) => `${kind} ${instance}`);
}

const variant = (tag: string, more: JsonObject = {}) => ({
  type: "object",
  required: ["type", "name"],
  properties: { type: { const: tag }, name: { type: "string" }, ...more },
});
const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });

describe("discriminators", () => {
  const mapped = {
    Cat: variant("cat"),
    Dog: variant("dog", { friend: ref("Pet"), pack: { type: "array", items: ref("Pet") } }),
    Pet: {
      oneOf: [ref("Cat"), ref("Dog")],
      discriminator: {
        propertyName: "type",
        mapping: { cat: "#/components/schemas/Cat", dog: "Dog" },
      },
    },
    Pets: { type: "object", additionalProperties: { type: "array", items: ref("Pet") } },
    Maybe: { anyOf: [ref("Pet"), { type: "null" }] },
  };
  const { check } = engineFor(mapped);

  it("fits where the named variant fits", () => {
    expect(check("Pet", { type: "dog", name: "a", friend: { type: "cat", name: "b" } })).toEqual([]);
    expect(check("Maybe", null)).toEqual([]);
  });

  it.each([
    ["Pet", { name: "a" }, "discriminator-missing /type"],
    ["Pet", { type: "dgo", name: "a" }, "discriminator-unknown /type"],
    ["Pet", { type: 5, name: "a" }, "discriminator-unknown /type"],
    ["Pet", { type: "dog" }, "required /name"],
    ["Pet", "dog", "keyword "],
    ["Maybe", { type: "fox", name: "a" }, "discriminator-unknown /type"],
    ["Pets", { a: [{ type: "cat", name: "a" }, { type: "x" }] }, "discriminator-unknown /a/1/type"],
    [
      "Pet",
      { type: "dog", name: "a", pack: [{ type: "dog", name: "b", friend: { type: "x" } }] },
      "discriminator-unknown /pack/0/friend/type",
    ],
  ] as const)("has one fault in %s for %j", (name, value, expected) => {
    expect(check(name, value as Json).map(({ kind, instance }) => `${kind} ${instance}`)).toEqual([expected]);
  });

  it("lists what it knows, the closest first", () => {
    expect(check("Pet", { type: "dgo" })[0]).toMatchObject({
      text: 'is "dgo"; the document knows "dog" and "cat"',
      expected: ["dog", "cat"],
      pointer: "/components/schemas/Pet/discriminator",
    });
  });

  it("takes a mapping's word where variants do not declare the property", () => {
    const plain = { type: "object", required: ["name"] };
    const undeclared = engineFor({
      A: plain,
      B: { ...plain, properties: { name: { type: "integer" } } },
      U: {
        oneOf: [ref("A"), ref("B")],
        discriminator: { propertyName: "kind", mapping: { a: "A", b: "B" } },
      },
    });
    expect(undeclared.check("U", { kind: "a", name: 1 })).toEqual([]);
    expect(undeclared.check("U", { kind: "b", name: "x" })).toHaveLength(1);
  });

  it("knows implicit names, unless the variants fix another tag, and a mapped name replaces its own", () => {
    const named = (tags: JsonObject) =>
      engineFor({
        Cat: { type: "object", required: ["type"], properties: { type: tags } },
        Dog: { type: "object", required: ["type"] },
        Pet: { anyOf: [ref("Cat"), ref("Dog")], discriminator: { propertyName: "type" } },
      });
    expect(named({ type: "string" }).check("Pet", { type: "Cat" })).toEqual([]);
    expect(named({ enum: ["kitty"] }).check("Pet", { type: "kitty" })).toEqual([]);
    expect(named({ enum: ["kitty"] }).check("Pet", { type: "Cat" })).toMatchObject([
      { kind: "discriminator-unknown", expected: ["kitty", "Dog"] },
    ]);
    expect(check("Pet", { type: "Cat", name: "a" })).toMatchObject([{ kind: "discriminator-unknown" }]);
  });

  it("does not take the enum of a shared parent for a variant's own tag", () => {
    const base = { type: "object", required: ["type"], properties: { type: { enum: ["A", "B"] } } };
    const inherited = engineFor({
      Base: base,
      A: { allOf: [ref("Base"), { required: ["a"] }] },
      B: { allOf: [ref("Base"), { required: ["b"] }] },
      U: { oneOf: [ref("A"), ref("B")], discriminator: { propertyName: "type" } },
    });
    expect(inherited.check("U", { type: "B", b: 1 })).toEqual([]);
    expect(inherited.check("U", { type: "B", a: 1 })).toMatchObject([{ kind: "required", instance: "/b" }]);
  });

  it("enters nested unions through the tags of their variants", () => {
    const nested = engineFor({
      ...mapped,
      Fish: variant("fish"),
      Animal: { oneOf: [ref("Pet"), ref("Fish")], discriminator: { propertyName: "type" } },
    });
    expect(nested.check("Animal", { type: "cat", name: "a" })).toEqual([]);
    expect(nested.check("Animal", { type: "fox", name: "a" })).toMatchObject([
      { kind: "discriminator-unknown", expected: ["dog", "cat", "fish"] },
    ]);
  });

  it("says when a mapping names a variant that refuses the name", () => {
    const wrong = engineFor({
      Cat: variant("cat"),
      Dog: variant("dog"),
      Pet: {
        oneOf: [ref("Cat"), ref("Dog")],
        discriminator: { propertyName: "type", mapping: { cat: "Dog", dog: "Cat" } },
      },
    });
    expect(wrong.check("Pet", { type: "cat", name: "a" })).toMatchObject([
      { kind: "discriminator-mismatch" },
    ]);
  });

  it("follows a parent to the children that build on it", () => {
    const family = engineFor({
      Pet: {
        type: "object",
        required: ["kind"],
        properties: { kind: { type: "string" } },
        discriminator: { propertyName: "kind" },
      },
      Cat: { allOf: [ref("Pet"), { required: ["claws"] }] },
    });
    expect(family.check("Pet", { kind: "Cat", claws: 10 })).toEqual([]);
    expect(family.check("Pet", { kind: "Cat" })).toMatchObject([{ kind: "required", instance: "/claws" }]);
    expect(family.check("Pet", { kind: "Fox" })).toMatchObject([{ kind: "discriminator-unknown" }]);
    expect(family.check("Cat", { kind: "Cat", claws: 1 })).toEqual([]);
  });
});

describe("unions without a discriminator", () => {
  it("has one fault, which names the closest variant", () => {
    const schema = {
      anyOf: [
        { title: "Circle", type: "object", required: ["radius"], properties: { radius: { type: "number" } } },
        { title: "Box", type: "object", required: ["width", "height"] },
        { type: "null" },
      ],
    };
    const [fault, ...more] = engineFor({ S: schema }).check("S", { radius: "1" });
    expect(more).toEqual([]);
    expect(fault?.text).toBe(
      'fits none of Circle and Box; closest is Circle, but radius is "1", must be a number',
    );
    expect(faults(schema, { width: 1, height: 1 })).toEqual([]);
    expect(faults(schema, 5)).toEqual(["keyword "]);
  });

  it("complains of the one variant whose type fits as if there were no union", () => {
    const schema = { anyOf: [{ type: "object", required: ["a"] }, { type: "null" }] };
    expect(faults(schema, {})).toEqual(["required /a"]);
  });

  it("names the variants that a value fits at once", () => {
    const schema = {
      oneOf: [
        { title: "A", required: ["x"] },
        { title: "B", required: ["y"] },
      ],
    };
    expect(engineFor({ S: schema }).check("S", { x: 1, y: 1 })).toMatchObject([
      { kind: "union-ambiguous", expected: ["A", "B"] },
    ]);
  });

  it("stays visible to unevaluatedProperties", () => {
    const schema = {
      type: "object",
      properties: { t: { enum: ["a", "b"] } },
      oneOf: [{ properties: { t: { const: "a" }, x: {} } }, { properties: { t: { const: "b" }, y: {} } }],
      discriminator: { propertyName: "t" },
      unevaluatedProperties: false,
    };
    expect(faults(schema, { t: "a", x: 1 })).toEqual([]);
    expect(faults(schema, { t: "a", y: 1 })).toEqual(["keyword /y"]);
    expect(faults(schema, { t: "c" })).toEqual(["discriminator-unknown /t"]);
  });
});

describe("dialects", () => {
  it.each([
    [{ type: "string", nullable: true }],
    [{ type: "string", nullable: true, enum: ["a"] }],
    [{ nullable: true, allOf: [{ type: "string" }] }],
  ])("takes null for %j, in 3.0 and where 3.1 kept the word", (schema) => {
    for (const version of ["3.0.3", "3.1.0"]) {
      expect(faults(schema, null, version)).toEqual([]);
      expect(faults(schema, "a", version)).toEqual([]);
      expect(faults({ ...schema, nullable: false }, null, version)).not.toEqual([]);
    }
  });

  it("lets null in beside a $ref of 3.0", () => {
    const property = { $ref: "#/components/schemas/T", nullable: true };
    const schemas = { T: { type: "string" }, S: { type: "object", properties: { a: property } } };
    expect(engineFor(schemas, "3.0.3").check("S", { a: null })).toEqual([]);
    expect(engineFor(schemas, "3.0.3").check("S", { a: 5 })).toHaveLength(1);
  });

  it("reads exclusive bounds of 3.0", () => {
    const schema = { type: "number", minimum: 1, exclusiveMinimum: true };
    expect(faults(schema, 1, "3.0.3")).toHaveLength(1);
    expect(faults(schema, 1.5, "3.0.3")).toEqual([]);
  });

  it("ignores what stands beside a $ref in 3.0, and not in 3.1", () => {
    const schemas = { T: { type: "string" }, S: { $ref: "#/components/schemas/T", maxLength: 1 } };
    expect(engineFor(schemas, "3.0.3").check("S", "ab")).toEqual([]);
    expect(engineFor(schemas, "3.1.0").check("S", "ab")).toHaveLength(1);
  });

  it("leaves alone what only looks like a keyword", () => {
    const schema = {
      type: "object",
      required: ["nullable", "constructor"],
      properties: { nullable: { type: "boolean" }, example: { type: "string" }, $ref: { type: "string" } },
      example: { type: 5 },
    };
    expect(faults(schema, { nullable: true, constructor: 1, $ref: "x" } as unknown as Json, "3.0.3")).toEqual(
      [],
    );
    expect(faults(schema, { nullable: true }, "3.0.3")).toEqual(["required /constructor"]);
  });
});

describe("schemas that cannot be used", () => {
  it.each([
    [{ type: "string", pattern: "(" }, "pattern"],
    [{ type: "text" }, "type"],
    [{ type: "object", required: true }, "required"],
    [{ minLength: -1 }, "minLength"],
    [{ $ref: "https://example.test/s.json" }, "$ref"],
  ] as const)("reports %j", (schema, word) => {
    const { engine, check } = engineFor({ S: schema as unknown as Json });
    check("S", "x");
    expect(engine.problems).toHaveLength(1);
    expect(engine.problems[0]?.why).toContain(word);
    expect(engine.problems[0]?.pointer).toContain("/components/schemas/S");
  });

  it("reports references that only lead to themselves", () => {
    const { engine, check } = engineFor({ A: ref("B"), B: ref("A"), C: { allOf: [ref("C")] } });
    check("A", 1);
    check("C", 1);
    expect(engine.problems.length).toBeGreaterThanOrEqual(2);
  });

  it("still checks the rest of the schema", () => {
    expect(faults({ type: "string", pattern: "(" }, 5)).toEqual(["keyword "]);
  });
});

describe("keywords", () => {
  it("uses patterns that are no expressions under the u flag", () => {
    expect(faults({ pattern: "^[\\w-.]+$" }, "a-b.c")).toEqual([]);
    expect(faults({ pattern: "^[\\w-.]+$" }, "a b")).toHaveLength(1);
  });

  it("asserts formats of the type that is there", () => {
    expect(faults({ type: "string", format: "uuid" }, "x")).toHaveLength(1);
    expect(faults({ type: "string", format: "invented" }, "x")).toEqual([]);
    expect(faults({ type: "integer", format: "int32" }, 2 ** 31)).toHaveLength(1);
  });

  it("counts in decimal", () => {
    expect(faults({ multipleOf: 0.01 }, 4.35)).toEqual([]);
    expect(faults({ multipleOf: 0.01 }, 4.355)).toHaveLength(1);
    property(
      fc.tuple(fc.integer(), fc.integer({ min: 1, max: 1e6 }), fc.integer({ min: 0, max: 6 })),
      ([k, n, scale]) => {
        const step = Number(`${n}e-${scale}`);
        const value = Number(`${BigInt(k) * BigInt(n)}e-${scale}`);
        // Beyond 15 digits a number is no longer the decimal that was written.
        if (String(Math.abs(k) * n).length <= 15) expect(isMultipleOf(value, step)).toBe(true);
      },
    );
  });

  it("looks for items that are there twice, whatever the order of their members", () => {
    const unique = { uniqueItems: true };
    expect(
      faults(unique, [
        { a: 1, b: [] },
        { b: [], a: 1 },
      ]),
    ).toEqual(["keyword "]);
    expect(faults(unique, [1, "1", [1], ["1"], '{"a":1}', { a: 1 }, true, null, "null"])).toEqual([]);
    const [fault] = engineFor({ S: unique }).check("S", ["a", "b", "a", "b"]);
    expect(fault?.text).toBe("holds the same item twice, at [0] and [2], and must not");
  });

  it.each<[string, JsonObject, Json]>([
    ["items", { items: { type: "string" } }, Array(5000).fill(0)],
    ["items behind a reference", { items: { $ref: "#/components/schemas/Name" } }, Array(5000).fill(0)],
    ["items of a union", { items: { oneOf: [{ type: "string" }, { type: "null" }] } }, Array(5000).fill(0)],
    ["members", { additionalProperties: { type: "string" } }, { ...Array(5000).fill(0) }],
    ["members of a pattern", { patternProperties: { "^\\d": false } }, { ...Array(5000).fill(0) }],
  ])("stops at a thousand wrong %s", (_, schema, value) => {
    let looks = 0;
    const counted = new Proxy(value as JsonObject, {
      get: (target, key) => {
        if (/^\d+$/.test(String(key))) looks++;
        return Reflect.get(target, key);
      },
    });
    const { check } = engineFor({ S: schema, Name: { type: "string" } });
    expect(check("S", counted)).toHaveLength(1000);
    // Judged, looked for a variant, and told.
    expect(looks).toBeLessThanOrEqual(3100);
  });

  it("fills in and coerces nothing", () => {
    const value = {};
    expect(faults({ required: ["a"], properties: { a: { default: 1 } } }, value)).toEqual(["required /a"]);
    expect(value).toEqual({});
    expect(faults({ type: "integer" }, "5")).toEqual(["keyword "]);
  });

  it("has one fault for each thing wrong, at its own place in the document", () => {
    const schemas = {
      Name: { type: "string", maxLength: 2 },
      S: {
        type: "object",
        properties: { "a/b": { $ref: "#/components/schemas/Name" } },
        additionalProperties: false,
      },
    };
    expect(engineFor(schemas).check("S", { "a/b": "long", c: 1 })).toMatchObject([
      { pointer: "/components/schemas/S/additionalProperties", instance: "/c" },
      { pointer: "/components/schemas/Name/maxLength", instance: "/a~1b" },
    ]);
  });
});

describe.each(["$ref", "allOf", "anyOf", "oneOf"])(
  "patterns beside %s of a schema that leads to itself",
  (keyword) => {
    const again = keyword === "$ref" ? ref("Node") : { [keyword]: [ref("Node")] };
    const { check } = engineFor({
      Root: { allOf: [ref("Node")], unevaluatedProperties: false },
      Node: {
        properties: {
          id: {},
          next: { ...again, patternProperties: { "^k": { type: "integer" } }, unevaluatedProperties: false },
        },
      },
    });

    it.each<readonly [Json, string | undefined]>([
      [{ id: 1, next: { kind: 3, next: { kind: 3 } } }, undefined],
      [{ id: 1, next: { kind: 3, next: { kind: "x" } } }, "/next/next/kind"],
      [{ id: 1, next: { kind: 3, next: { other: 3 } } }, "/next/next/other"],
      [{ id: 1, other: 2 }, "/other"],
    ])("%j", (value, place) => {
      expect(check("Root", value)[0]?.instance).toBe(place);
    });
  },
);
