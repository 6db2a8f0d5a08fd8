import { describe, expect, it } from "vitest";
import { diff } from "../../src/diff/index.ts";
import { isTooDeep, MOST_LEVELS } from "../../src/model/depth.ts";
import type { Dialect } from "../../src/model/dialect.ts";
import { loadDocument } from "../../src/model/document.ts";
import { InputError } from "../../src/model/errors.ts";
import type { Json, JsonObject } from "../../src/model/json.ts";
import { type Schema, SchemaGraph } from "../../src/model/schema.ts";
import { makeSource } from "../../src/model/source.ts";

function read(schema: Json, dialect: Dialect): Schema {
  return new SchemaGraph(schema, dialect).at("");
}

describe("OpenAPI 3.0", () => {
  it("adds null by nullable, beside a type only", () => {
    expect(read({ type: "string", nullable: true }, "oas-3.0").types).toEqual(["null", "string"]);
    expect(read({ type: "string", nullable: false }, "oas-3.0").types).toEqual(["string"]);
    expect(read({ nullable: true }, "oas-3.0").types).toBeUndefined();
    expect(read({ type: "file", nullable: true }, "oas-3.0")).toMatchObject({
      opaque: expect.stringMatching(/^a type/),
    });
    expect(read({ type: "string", nullable: true, enum: ["a"] }, "oas-3.0").values).toEqual(["a"]);
    expect(read({ type: "string", nullable: true, enum: ["a", null] }, "oas-3.0").values).toEqual([
      "a",
      null,
    ]);
  });

  it("has bounds that a flag makes exclusive", () => {
    const schema = {
      type: "number",
      minimum: 1,
      exclusiveMinimum: true,
      maximum: 9,
      exclusiveMaximum: false,
    };
    expect(read(schema, "oas-3.0")).toMatchObject({
      minimum: { value: 1, exclusive: true },
      maximum: { value: 9, exclusive: false },
    });
    expect(read({ type: "number", exclusiveMinimum: 1 }, "oas-3.0").minimum).toBeUndefined();
  });

  it("ignores what stands beside $ref", () => {
    const root = {
      a: { $ref: "#/b", type: "string", description: "a", minLength: 3 },
      b: { type: "integer" },
    };
    const schema = new SchemaGraph(root, "oas-3.0").at("/a");
    expect(schema.ref).toBe("/b");
    expect(schema.types).toBeUndefined();
    expect(schema.minLength).toBeUndefined();
    expect(schema.annotations).toEqual({});
  });

  it.each<[string, Json]>([
    ["const", 1],
    ["if", {}],
    ["contains", {}],
    ["propertyNames", {}],
    ["patternProperties", { a: {} }],
    ["prefixItems", [{}]],
    ["dependentRequired", { a: ["b"] }],
    ["unevaluatedProperties", false],
  ])("does not have %s", (keyword, value) => {
    expect(read({ [keyword]: value }, "oas-3.0")).toEqual({
      ...read({}, "oas-3.0"),
      raw: { [keyword]: value },
    });
  });
});

describe("OpenAPI 3.1 and 3.2", () => {
  it.each<[JsonObject, Partial<Record<keyof Schema, unknown>>]>([
    [{ type: ["string", "null"] }, { types: ["null", "string"] }],
    [{ type: ["integer", "number"] }, { types: ["number"] }],
    [{ type: "string", nullable: true }, { types: ["string"] }],
    [{ const: 1 }, { values: [1] }],
    [
      { const: 1, enum: [2] },
      { possible: false, values: [] },
    ],
    [{ exclusiveMinimum: 1, minimum: 0 }, { minimum: { value: 1, exclusive: true } }],
    [{ type: "integer", exclusiveMinimum: -1 }, { minimum: { value: 0, exclusive: false } }],
    [{ prefixItems: [{ type: "string" }], items: false }, { items: { possible: false } }],
    [
      { contains: {}, minContains: 2, maxContains: 3 },
      { minContains: 2, maxContains: 3 },
    ],
    [{ dependentRequired: { a: ["b"] } }, { dependentRequired: new Map([["a", ["b"]]]) }],
    [
      { if: true, else: { type: "string" } },
      { if: { possible: true }, else: { types: ["string"] } },
    ],
    [{ unevaluatedProperties: false }, { unevaluatedProperties: { possible: false } }],
    [{ unevaluatedItems: { type: "string" } }, { unevaluatedItems: { types: ["string"] } }],
    [{ propertyNames: { maxLength: 3 } }, { propertyNames: { maxLength: 3 } }],
    [{ additionalProperties: false }, { additionalProperties: { possible: false } }],
    [{ not: {} }, { not: { possible: true } }],
    [{ not: true }, { not: { possible: true } }],
    [
      { contains: true, minContains: 2 },
      { contains: { possible: true }, minContains: 2 },
    ],
    [{ minContains: 2, contains: {} }, { minContains: 2 }],
    [{ minimum: 1, exclusiveMinimum: 1 }, { minimum: { value: 1, exclusive: true } }],
    [{ "x-a": 1, title: "A", unknown: 2 }, { annotations: { "x-a": 1, title: "A", unknown: 2 } }],
  ])("reads %j", (schema, expected) => {
    expect(read(schema, "2020-12")).toMatchObject(expected);
  });

  it.each<[keyof Schema, Json]>([
    ["minContains", { minContains: 2 }],
    // biome-ignore lint/suspicious/noThenProperty: it is a keyword of JSON Schema
    ["then", Object.fromEntries([["then", { type: "string" }]])],
    ["additionalProperties", { additionalProperties: true }],
    ["items", { items: {} }],
    ["minLength", { minLength: 0 }],
    ["minLength", { type: "integer", minLength: 3 }],
    ["prefixItems", { items: [{}] }],
  ])("finds that %s says nothing in %j", (member, schema) => {
    expect(read(schema, "2020-12")[member]).toBeUndefined();
  });

  it("reads maps of schemas", () => {
    const { patternProperties, dependentSchemas } = read(
      { patternProperties: { "^a": { type: "string" } }, dependentSchemas: { a: false } },
      "2020-12",
    );
    expect(patternProperties.get("^a")).toMatchObject({ types: ["string"] });
    expect(dependentSchemas.get("a")).toMatchObject({ possible: false });
  });

  it("takes true and false for schemas", () => {
    expect(read(true, "2020-12")).toMatchObject({ possible: true });
    expect(read(false, "2020-12")).toMatchObject({ possible: false });
  });

  it("heeds what stands beside $ref", () => {
    const root = { a: { $ref: "#/b", minLength: 3 }, b: { type: "string" } };
    const graph = new SchemaGraph(root, "2020-12");
    expect(graph.at("/a")).toMatchObject({ ref: "/b", minLength: 3 });
    expect(graph.target(graph.at("/a"))).toBe(graph.at("/a"));
  });
});

describe("references", () => {
  const root = {
    $defs: {
      pet: { $anchor: "pet", $defs: { name: { $dynamicAnchor: "name", type: "string" } } },
      far: {
        $id: "https://a.example/schemas/far",
        $defs: {
          near: {
            $id: "near",
            $anchor: "pet",
            $defs: { a: { type: "integer" } },
            items: { $ref: "#/$defs/a" },
          },
        },
        items: { $ref: "near#pet" },
        contains: { $ref: "#/$defs/near" },
      },
      data: { example: { $id: "https://a.example/none", $anchor: "none" } },
    },
    byAnchor: { $ref: "#pet" },
    byDynamicAnchor: { $dynamicRef: "#name" },
    byId: { $ref: "https://a.example/schemas/near" },
    byIdAndPointer: { $ref: "https://a.example/schemas/near#/$defs/a" },
    data: { $ref: "#none" },
    out: { $ref: "https://b.example/other" },
    bad: { $ref: "http://[" },
  } as const;
  const graph = new SchemaGraph(root, "2020-12");

  it.each([
    ["/byAnchor", "/$defs/pet"],
    ["/byDynamicAnchor", "/$defs/pet/$defs/name"],
    ["/byId", "/$defs/far/$defs/near"],
    ["/byIdAndPointer", "/$defs/far/$defs/near/$defs/a"],
    ["/$defs/far/items", "/$defs/far/$defs/near"],
    ["/$defs/far/contains", "/$defs/far/$defs/near"],
    ["/$defs/far/$defs/near/items", "/$defs/far/$defs/near/$defs/a"],
  ] as const)("%s leads to %s", (from, to) => {
    expect(graph.at(from).ref).toBe(to);
  });

  it.each(["/data", "/out", "/bad"] as const)("%s leads out of the document", (from) => {
    expect(graph.at(from).ref).toBeUndefined();
    expect(graph.at(from).opaque).toMatch(/leads out of the document$/);
  });

  it("end at a cycle that says nothing", () => {
    const cycle = new SchemaGraph({ a: { $ref: "#/b" }, b: { $ref: "#/a" } }, "2020-12");
    expect(cycle.target(cycle.at("/a")).opaque).toBe("a $ref that only leads to itself");
  });

  it("may be chained a thousand times", () => {
    const chain = Object.fromEntries(
      Array.from({ length: 1000 }, (_, i) => [`a${i}`, { $ref: `#/a${i + 1}` }] as const),
    );
    const graph = new SchemaGraph({ ...chain, a1000: { type: "string" } }, "2020-12");
    expect(graph.target(graph.at("/a0")).types).toEqual(["string"]);
  });
});

describe("a hostile document", () => {
  const load = (text: string) => loadDocument(makeSource({ ref: "api", origin: "api", bytes: text }));
  const wrap = (schema: string) =>
    `{"openapi":"3.1.0","info":{"title":"A","version":"1"},"paths":{},"components":{"schemas":{"A":${schema}}}}`;

  it("may name its properties like those that every object has", () => {
    const names = ["__proto__", "constructor", "toString", "hasOwnProperty"];
    const properties = names.map((name) => `${JSON.stringify(name)}:{"type":"string"}`).join();
    const [before, after] = [`{"properties":{${properties}}}`, '{"properties":{}}'].map((text) =>
      load(wrap(text)),
    );
    if (before === undefined || after === undefined) throw new Error("not loaded");
    const read = before.schemas.at("/components/schemas/A").properties;
    expect([...read.keys()]).toEqual(names);
    // Properties are read when they are asked for, and are a map like any other.
    expect(names.map((name) => read.has(name) && read.get(name))).toEqual([...read.values()]);
    expect([...new Map(read)]).toEqual([...read]);
    expect([read.has("valueOf"), read.get("valueOf"), read.size]).toEqual([false, undefined, 4]);
    expect(after.schemas.at("/components/schemas/A").properties.size).toBe(0);
    expect(diff(before, after).changes.filter(({ rule }) => rule === "property-removed")).toHaveLength(4);
    expect(diff(before, before).changes).toEqual([]);
  });

  it.each([
    ["JSON", (depth: number) => wrap(`${'{"items":'.repeat(depth)}{}${"}".repeat(depth)}`)],
    ["YAML", (depth: number) => `openapi: 3.1.0\npaths: {}\nx-a: ${"[".repeat(depth)}${"]".repeat(depth)}\n`],
  ])("of %s that is nested ten thousand deep is refused in one line", (_, text) => {
    expect(() => load(text(10_000))).toThrow(InputError);
    expect(() => load(text(10_000))).toThrow(
      /^cannot read api: it is (?:nested too deep|not valid YAML)[^\n]*$/,
    );
    expect(() => load(text(100))).not.toThrow();
  });

  it.each([
    ["items", "{}"],
    ["example", "{}"],
    ["x-data", "[]"],
  ])("is as deep as it is, in %s as anywhere", (keyword, [open, close]) => {
    const nested = (depth: number) =>
      wrap(`{"${keyword}":${`{"items":`.repeat(depth)}${open}${close}${"}".repeat(depth)}}`);
    for (let depth = MOST_LEVELS - 8; depth < MOST_LEVELS; depth++) {
      const text = nested(depth);
      const isRead = () => load(text) !== undefined;
      if (isTooDeep(JSON.parse(text))) expect(isRead).toThrow("nested too deep");
      else expect(isRead()).toBe(true);
    }
    expect(() => load(nested(MOST_LEVELS - 8))).not.toThrow();
    expect(() => load(nested(MOST_LEVELS - 1))).toThrow("nested too deep");
  });

  it("that is nested as deep as it may be is compared", () => {
    const [before, after] = [0, 1].map((more) =>
      load(wrap(`${'{"items":'.repeat(250)}{"minLength":${more}}${"}".repeat(250)}`)),
    );
    if (before === undefined || after === undefined) throw new Error("not loaded");
    expect(diff(before, after).changes.map(({ rule }) => rule)).toEqual(["min-length-tightened"]);
  });
});
