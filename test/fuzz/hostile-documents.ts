import type { Json, JsonObject } from "../../src/model/json.ts";

/** The text of a document; the two of a pair differ where it can do harm. */
export type Hostile = (revision: 0 | 1) => string;

const NAMES = ["__proto__", "constructor", "toString", "hasOwnProperty", "valueOf"];
const ref = (name: string | number) => ({ $ref: `#/components/schemas/${name}` });
const text = (value: JsonObject) => JSON.stringify(value);

/** A document whose operation sends and receives the schema `A`. */
function api(schemas: JsonObject, more: JsonObject = {}): JsonObject {
  const content = { "application/json": { schema: ref("A") } };
  const post = { requestBody: { content }, responses: { 200: { description: "OK", content } } };
  const components = { schemas, ...((more.components ?? {}) as JsonObject) };
  return {
    openapi: "3.1.0",
    info: { title: "A", version: "1" },
    ...more,
    paths: { "/a": { post }, ...((more.paths ?? {}) as JsonObject) },
    components,
  };
}

/** A pair of documents whose schema `A` is made from the number that differs. */
const schema = (make: (revision: 0 | 1) => Json, more?: JsonObject): Hostile => {
  return (revision) => text(api({ A: make(revision) }, more));
};

const leaf = (revision: 0 | 1) => ({ type: "string", minLength: revision });

/** Schemas A = L0 to L`height`, each made from a reference to the next: as wide as 2 to that power when followed. */
function tower(height: number, level: (next: JsonObject, index: number) => JsonObject): Hostile {
  return (revision) => {
    const names = Array.from({ length: height }, (_, i) => (i === 0 ? "A" : `L${i}`));
    const levels = names.map((name, i) => [name, level(ref(`L${i + 1}`), i)]);
    return text(api(Object.fromEntries([...levels, [`L${height}`, leaf(revision)]])));
  };
}

function nested(depth: number, open: string, close: string): Hostile {
  return (revision) => {
    const inner = `{"minLength":${revision}}`;
    return text(api({ A: "HERE" })).replace('"HERE"', `${open.repeat(depth)}${inner}${close.repeat(depth)}`);
  };
}

/** A document of components that lead only to each other, of one kind, used by an operation. */
function circle(kind: string, use: (ref: JsonObject) => JsonObject): Hostile {
  return (revision) => {
    const at = (name: string) => ({ $ref: `#/components/${kind}/${name}` });
    const components = {
      [kind]: { One: at("Two"), Two: at(revision === 0 ? "One" : "Two"), Own: at("Own") },
    };
    return text(
      api({ A: leaf(revision) }, { components, paths: { "/b": use(at("One")), "/c": use(at("Own")) } }),
    );
  };
}

const responses = { 200: { description: "OK" } };
const many = <Value>(count: number, make: (index: number) => Value): Value[] =>
  Array.from({ length: count }, (_, index) => make(index));
const members = (count: number, make: (index: number) => Json): JsonObject =>
  Object.fromEntries(many(count, (index) => [`m${index}`, make(index)]));
const named = (value: Json): JsonObject => Object.fromEntries(NAMES.map((name) => [name, value]));
const megabyte = (letter: string) => letter.repeat(1 << 20);

const yaml = (body: string): Hostile => {
  return (revision) =>
    `openapi: 3.1.0\ninfo: { title: A, version: '1' }\npaths: {}\nx-r: ${revision}\n${body}\n`;
};

/** Documents made to do harm: each must end in a report or one clear error, within the memory of a worker. */
export const DOCUMENTS: Readonly<Record<string, Hostile>> = {
  "schemas named like what objects inherit": (revision) =>
    text(api({ A: { properties: named(ref("__proto__")) }, ...named(leaf(revision)) })),
  "everything else named like what objects inherit": (revision) => {
    const operation = {
      parameters: NAMES.map((name) => ({ name, in: "query", schema: leaf(revision) })),
      requestBody: { content: named({ schema: leaf(revision), encoding: named({}) }) },
      responses: {
        200: { description: "", headers: named({ schema: leaf(revision) }), links: named({}) },
        ...named({}),
      },
      callbacks: named(named({ post: { responses } })),
      security: [named([])],
    };
    const paths = Object.fromEntries(NAMES.map((name) => [`/${name}/{${name}}`, { post: operation }]));
    const components = {
      securitySchemes: named({ type: "http", scheme: "basic" }),
      examples: named({ value: 1 }),
    };
    return text(
      api(
        { A: leaf(revision) },
        { paths, components, ...named(revision), tags: NAMES.map((name) => ({ name })) },
      ),
    );
  },
  "a discriminator mapped from such names": schema((revision) => ({
    oneOf: [{ properties: { constructor: { const: "__proto__" } } }, { title: String(revision) }],
    discriminator: { propertyName: "constructor", mapping: named("#/components/schemas/A") },
  })),
  "only such keywords": schema((revision) => named(revision)),

  "schemas nested 10,000 deep": nested(10_000, '{"items":', "}"),
  "allOf nested 10,000 deep": nested(10_000, '{"allOf":[', "]}"),
  "properties nested as deep as may be": nested(160, '{"properties":{"a":', "}}"),
  "allOf nested as deep as may be": nested(160, '{"allOf":[{"type":"object"},', "]}"),
  "not nested as deep as may be": nested(240, '{"not":', "}"),
  "an extension nested 10,000 deep": () =>
    text(api({ A: {} })).replace("{", `{"x-deep":${"[".repeat(10_000)}${"]".repeat(10_000)},`),
  "JSON that never closes": () => "[".repeat(1_000_000),
  "YAML nested 10,000 deep": yaml(`x-deep: ${"[".repeat(10_000)}${"]".repeat(10_000)}`),
  "YAML that never closes": yaml(`x-deep: ${"{a: ".repeat(50_000)}`),
  "YAML of dashes": yaml(`x-deep:\n  ${"- ".repeat(50_000)}`),
  "YAML indented 2,000 deep": yaml(many(2_000, (i) => `${" ".repeat(i)}x-${i}:`).join("\n")),

  "a chain of 10,000 references": tower(10_000, (next) => next),
  "a chain of 500 references through allOf": tower(500, (next) => ({ allOf: [next] })),
  "a chain of 2,000 objects": tower(2_000, (next) => ({ properties: { next } })),
  "a chain of 2,000 objects that all say the same": tower(2_000, (next) => ({
    type: "object",
    properties: { own: leaf(0), next },
    required: ["next"],
  })),
  "a schema that is itself": schema((revision) => (revision === 0 ? ref("A") : { allOf: [ref("A")] })),
  "a schema that is not itself": schema((revision) => ({ not: ref("A"), title: String(revision) })),
  "a schema of schemas that lead only to it": schema((revision) => ({
    allOf: [ref("A"), leaf(revision)],
    anyOf: [ref("A")],
    oneOf: [ref("A"), ref("A")],
    if: ref("A"),
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
    then: ref("A"),
  })),
  "a schema that must contain itself": schema((revision) => ({
    type: "object",
    required: ["a"],
    minProperties: revision,
    properties: { a: ref("A") },
  })),
  "schemas that lead to each other": (revision) =>
    text(
      api({ A: ref("B"), B: { anyOf: [ref("A"), ref("C")] }, C: { allOf: [ref("B")], minLength: revision } }),
    ),
  "the document as a schema": schema((revision) => ({ $ref: revision === 0 ? "#" : "#/components" })),
  "dynamic references in a circle": schema((revision) => ({
    $dynamicAnchor: "a",
    minLength: revision,
    allOf: [{ $dynamicRef: "#a" }],
  })),
  "path items in a circle": circle("pathItems", (one) => one),
  "a path item that is itself": () => text(api({ A: {} }, { paths: { "/b": { $ref: "#/paths/~1b" } } })),
  "parameters in a circle": circle("parameters", (one) => ({ get: { parameters: [one], responses } })),
  "responses in a circle": circle("responses", (one) => ({ get: { responses: { 200: one } } })),
  "request bodies in a circle": circle("requestBodies", (one) => ({ post: { requestBody: one, responses } })),
  "headers in a circle": circle("headers", (one) => ({
    get: { responses: { 200: { description: "", headers: { X: one } } } },
  })),
  "callbacks in a circle": circle("callbacks", (one) => ({ post: { callbacks: { a: one }, responses } })),
  "a callback that holds its own operation": () =>
    text(
      api(
        { A: {} },
        { paths: { "/b": { post: { responses, callbacks: { a: { b: { $ref: "#/paths/~1b" } } } } } } },
      ),
    ),
  "examples in a circle": circle("examples", (one) => ({
    get: { responses: { 200: { description: "", content: { "a/b": { examples: { one } } } } } },
  })),
  "links in a circle": circle("links", (one) => ({
    get: { responses: { 200: { description: "", links: { one } } } },
  })),
  "credentials in a circle": circle("securitySchemes", () => ({
    get: { security: [{ One: [] }], responses },
  })),

  "a tower of allOf": tower(30, (next) => ({ allOf: [next, next] })),
  "a tower of oneOf": tower(30, (next) => ({ oneOf: [next, next] })),
  "a tower of anyOf": tower(30, (next) => ({ anyOf: [next, next] })),
  "a tower of allOf and oneOf": tower(30, (next, i) => ({ [i % 2 === 0 ? "allOf" : "oneOf"]: [next, next] })),
  "a tower of objects": tower(30, (next) => ({ properties: { a: next, b: next }, required: ["a", "b"] })),
  // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
  "a tower of conditions": tower(30, (next) => ({ if: next, then: next, else: next })),
  "a tower of variants that overlap": tower(12, (next, i) => ({
    anyOf: [
      { properties: { [`p${i}`]: next } },
      { required: [`p${i}`] },
      { properties: { [`q${i}`]: next } },
    ],
  })),
  "unions in every one of thirty properties": schema((revision) => ({
    allOf: many(30, (i) => ({ oneOf: [{ required: [`a${i}`] }, { required: [`b${i}`] }] })),
    minProperties: revision,
  })),

  "names of a megabyte": (revision) =>
    text(
      api(
        { A: { properties: { [megabyte("a")]: leaf(revision) } }, [megabyte("S")]: {} },
        { operationId: megabyte("o") },
      ),
    ),
  "an enum with values of a megabyte": schema((revision) => ({
    enum: [megabyte("a"), megabyte(`${revision}`)],
  })),
  "a description of a megabyte": schema((revision) => ({ description: megabyte(`${revision}`) })),
  "a pattern of a megabyte": schema((revision) => ({ pattern: `^${megabyte("a")}${revision}$` })),
  "a reference of a megabyte": schema(() => ref(megabyte("a"))),
  "a path of a megabyte": (revision) =>
    text(
      api(
        { A: {} },
        { paths: { [`/${megabyte("a")}/${"{a}/".repeat(500)}${revision}`]: { get: { responses } } } },
      ),
    ),
  "a version and a title of a megabyte": (revision) =>
    text({ ...api({ A: {} }), info: { title: megabyte("t"), version: megabyte(`${revision}`) } }),
  "an unknown version of OpenAPI of a megabyte": () => text({ openapi: megabyte("3") }),

  "patterns that backtrack": schema((revision) => ({
    type: "string",
    pattern: revision === 0 ? "^(a+)+$" : "^(([a-z])+.)+[A-Z]([a-z])+$",
  })),
  "patterns that look around and back": schema((revision) => ({
    type: "string",
    pattern: revision === 0 ? "^(?=.*a)(?!.*b)(.)\\1{3,}$" : "^(?<=a)(\\w+)\\s\\1$",
  })),
  "patterns that count to a million": schema((revision) => ({ pattern: `^(a{1,1000}){1,100${revision}}$` })),
  "patterns of many alternatives, all of them": schema((revision) => ({
    allOf: many(4, (i) => ({ pattern: many(20, (j) => `a${i}${j}${revision}b*`).join("|") })),
  })),
  "patterns that are none": schema((revision) => ({
    pattern: revision === 0 ? "(" : "[z-a]",
    patternProperties: { "(": {} },
  })),

  "100,000 paths": (revision) =>
    text(
      api(
        { A: leaf(revision) },
        { paths: Object.fromEntries(many(100_000, (i) => [`/p${i}/{id}`, { get: { responses } }])) },
      ),
    ),
  "10,000 paths that are all the same but for their names": (revision) => {
    const paths = many(10_000, (i) => [`/{a${i}}/{b${revision}}/c`, { get: { responses } }]);
    return text(api({ A: {} }, { paths: Object.fromEntries(paths) }));
  },
  "5,000 properties": schema((revision) => ({ properties: members(5_000, () => leaf(revision)) })),
  "2,000 properties that are all asked for": schema((revision) => ({
    properties: members(2_000, (i) => (i === 1_000 ? leaf(revision) : { type: "string" })),
    required: many(2_000, (i) => `m${i}`),
  })),
  "1,000 variants that each changed": (revision) => {
    const variants = many(1_000, (i) => [
      `C${i}`,
      { type: "object", properties: { kind: { const: i }, own: leaf(revision) }, required: ["kind"] },
    ]);
    const A = { oneOf: many(1_000, (i) => ref(`C${i}`)) };
    return text(api({ ...Object.fromEntries(variants), A }));
  },
  "300 variants that only their members tell apart": schema((revision) => ({
    oneOf: many(300, (i) => ({ properties: { [`p${i}`]: leaf(revision) }, required: [`p${i}`] })),
  })),
  "10,000 values in an enum": schema((revision) => ({
    enum: many(10_000, (i) => `v${i * (revision + 1)}`),
  })),
  "500 variants in any order": schema((revision) => ({
    oneOf: many(500, (i) => ({ required: [`p${revision === 0 ? i : 499 - i}`] })),
  })),
  "20,000 parameters": (revision) => {
    const parameters = many(20_000, (i) => ({ name: `p${i}`, in: "query", schema: leaf(revision) }));
    return text(api({ A: {} }, { paths: { "/b": { get: { parameters, responses } } } }));
  },
  "5,000 servers, tags and credentials": (revision) =>
    text(
      api(
        { A: {} },
        {
          servers: many(5_000, (i) => ({ url: `https://s${i * (1 + revision)}.example` })),
          tags: many(5_000, (i) => ({ name: `t${i}` })),
          security: many(5_000, (i) => ({ [`s${i}${revision}`]: [] })),
        },
      ),
    ),
  "more values than there can be": schema((revision) => ({
    type: ["array", "string", "object"],
    minItems: 2 ** 53 + revision,
    items: { type: "object", minProperties: 1e300 },
    uniqueItems: true,
    minLength: 1e9 + revision,
    minProperties: 1e9 + revision,
  })),
  "numbers beyond all bounds": () =>
    text(
      api({ A: { maximum: "HERE", enum: [1, "HERE"], multipleOf: "HERE", minLength: "HERE" } }),
    ).replaceAll('"HERE"', "1e999999"),
  "numbers below all bounds": (revision) =>
    text(api({ A: { type: "number", multipleOf: 1e-300, maximum: 1e300, minimum: -1e300 + revision } })),
  "a number of a megabyte": () => text(api({ A: { maximum: "HERE" } })).replace('"HERE"', megabyte("9")),
  "the same key twice": (revision) =>
    text(api({ A: leaf(revision) })).replace(
      '"type":"string"',
      '"type":"string","type":"integer","type":"string"',
    ),
  "NUL and halves of characters": (revision) =>
    text(
      api(
        { A: { properties: { "\0": leaf(revision), "\ud800": {}, "\u202e": {} }, enum: ["\0", "\udfff"] } },
        { "x-\ud83d": "\0" },
      ),
    ),

  "YAML that laughs a billion times": yaml(
    [
      "x-0: &l0 [lol]",
      ...many(30, (i) => `x-${i + 1}: &l${i + 1} [${many(10, () => `*l${i}`).join()}]`),
    ].join("\n"),
  ),
  "YAML that doubles by merging": yaml(
    ["x-0: &m0 {a: 1}", ...many(40, (i) => `x-${i + 1}: &m${i + 1} {b: *m${i}, <<: [*m${i}, *m${i}]}`)].join(
      "\n",
    ),
  ),
  "YAML that holds itself": yaml("x-0: &a [*a, { b: *a }]"),
  "YAML with 10,000 anchors": yaml(`x-0: [${many(10_000, (i) => `&a${i} ${i}`).join()}]`),
  "YAML with 20,000 documents": yaml("---\na: 1\n".repeat(20_000)),
  "YAML with tags of all kinds": yaml(
    "x-0: !!js/function 'x'\nx-1: !!binary '====='\nx-2: !<tag:x> {}\nx-3: !!set {a, b}",
  ),
  "YAML with keys that are no strings": yaml("? [a, b]\n: 1\n? {c: d}\n: 2\nnull: 3\n1.0: 4"),
};
