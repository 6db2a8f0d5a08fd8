import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Json, JsonObject } from "../../../src/model/json.ts";
import { validate } from "../../../src/validate/index.ts";
import { countMembers, losses, survey } from "../../../src/validate/raw-json.ts";
import { documentWithSchema } from "../../support/documents.ts";
import { property } from "../../support/property.ts";
import { exchange, findingsIn } from "../exchanges.ts";

const text = { type: "string" };
const object = (...names: string[]): JsonObject => ({
  type: "object",
  properties: Object.fromEntries(names.map((name) => [name, text])),
});
const sent = (schema: Json, json: Json, components: JsonObject = {}) =>
  findingsIn(
    documentWithSchema(schema, "response", components),
    exchange("POST /things", 200, typeof json === "string" ? raw(json) : { json }),
  );
const raw = (body: string) => ({ headers: { "content-type": "application/json" }, body: { text: body } });

/** The places of properties that are in no schema. */
const drift = async (schema: Json, json: Json, components?: JsonObject) =>
  (await sent(schema, json, components)).map(({ rule, severity, instance }) => {
    expect([rule, severity]).toEqual(["property-undocumented", "safe"]);
    return instance;
  });

describe("properties that no schema mentions", () => {
  it("are found at any depth, each once", async () => {
    const schema = { type: "array", items: { ...object("a"), properties: { a: text, b: object("c") } } };
    expect(
      await drift(schema, [
        { a: "", x: 1 },
        { x: 2, b: { y: 1, c: "" } },
      ]),
    ).toEqual(["/0/x", "/1/b/y"]);
  });

  it.each<[string, Json, Json]>([
    ["an object of which nothing is said", { type: "object" }, { x: 1 }],
    ["open maps", { ...object("a"), additionalProperties: true }, { x: 1 }],
    ["typed maps", { ...object("a"), additionalProperties: text }, { x: "1" }],
    ["patterns", { ...object("a"), patternProperties: { "^x-": {} } }, { "x-1": 1 }],
    ["names that are only required", { ...object("a"), required: ["b"] }, { b: 1 }],
    ["the other parts of an allOf", { allOf: [object("a"), object("b")] }, { a: "", b: "" }],
    ["siblings of an allOf", { ...object("a"), allOf: [object("b")] }, { a: "", b: "" }],
    ["every fitting branch of an anyOf", { anyOf: [object("a"), object("b")] }, { a: "", b: "" }],
    [
      "the condition and its outcome",
      JSON.parse('{"properties":{"a":{}},"if":{"required":["a"]},"then":{"properties":{"b":{}}},"else":{}}'),
      { a: "", b: "" },
    ],
    ["dependent schemas", { ...object("a"), dependentSchemas: { a: object("b") } }, { a: "", b: "" }],
  ])("are none in %s", async (_, schema, json) => {
    expect(await drift(schema, json)).toEqual([]);
  });

  it("are one finding where they are ids, and where there are too many to have been written down", async () => {
    const id = (digit: string) => `${digit.repeat(8)}-0000-4000-8000-000000000000`;
    expect(await drift(object("a"), { [id("1")]: 1, [id("2")]: 2, "3": 3 })).toEqual([`/3`]);
    const names = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, i) => [`key${i}`, 1]));
    expect(await drift(object("a"), names(100))).toHaveLength(100);
    const [finding, ...others] = await sent(object("a"), { a: "", ...names(200_000) });
    expect(others).toEqual([]);
    expect(finding).toMatchObject({
      rule: "property-undocumented",
      instance: "",
      message: "the body holds more than 100 properties that are not in the document, as a map does",
    });
  });

  it("are those of the variant a value is, and of no other", async () => {
    const variant = (name: string) => ({
      ...object("kind", name),
      properties: { kind: { const: name }, [name]: text },
      required: ["kind"],
    });
    const components = { Cat: variant("cat"), Dog: variant("dog") };
    const oneOf = [{ $ref: "#/components/schemas/Cat" }, { $ref: "#/components/schemas/Dog" }];
    const mapping = { cat: "#/components/schemas/Cat", dog: "#/components/schemas/Dog" };
    const union = { oneOf, discriminator: { propertyName: "kind", mapping } };
    for (const schema of [union, { oneOf }, { ...object("id"), ...union }]) {
      expect(await drift(schema, { kind: "cat", cat: "", dog: "" }, components)).toEqual(["/dog"]);
    }
  });

  it("are found in the children of a parent with a discriminator", async () => {
    const Parent = { ...object("kind"), discriminator: { propertyName: "kind" } };
    const Child = { allOf: [{ $ref: "#/components/schemas/Parent" }, object("own")] };
    const schema = { $ref: "#/components/schemas/Parent" };
    expect(await drift(schema, { kind: "Child", own: "", x: "" }, { Parent, Child })).toEqual(["/x"]);
  });

  it("are not looked for where it is unclear which variant was meant, or where they are forbidden", async () => {
    const needing = (name: string) => ({ ...object(name), required: [name] });
    const unfit = await sent({ oneOf: [needing("a"), needing("b")] }, { a: 1, x: 1 });
    const closed = await sent({ ...object("a"), additionalProperties: false }, { x: 1 });
    expect([...unfit, ...closed].map(({ rule }) => rule)).toEqual(["response-body", "response-body"]);
  });

  it("are dangerous for a strict consumer", async () => {
    const document = documentWithSchema(object("a"), "response");
    const exchanges = [exchange("POST /things", 200, { json: { x: 1 } })];
    const { findings } = await validate(document, exchanges, { consumer: "strict" });
    expect(findings.map(({ severity }) => severity)).toEqual(["dangerous"]);
  });
});

describe("deprecated parts of requests", () => {
  it("are noted where they are in use", async () => {
    const schema = { ...object("a"), properties: { a: { type: "string", deprecated: true }, b: text } };
    const document = documentWithSchema(schema, "request");
    const found = await findingsIn(document, exchange("POST /things", 200, {}, { json: { a: "", b: "" } }));
    expect(found.map(({ rule, severity, instance }) => [rule, severity, instance])).toEqual([
      ["deprecated-property", "note", "/a"],
    ]);
    expect(await findingsIn(document, exchange("POST /things", 200, {}, { json: { b: "" } }))).toEqual([]);
  });
});

describe("the text of a body", () => {
  it("tells of integers that reading loses", async () => {
    const findings = await sent(
      {},
      '{"a":9007199254740993,"b":-9007199254740991,"c":[1,12345678901234567890],"d":1e300}',
    );
    expect(findings.map(({ rule, instance, message }) => [rule, instance, message])).toEqual([
      ["number-imprecise", "/a", "a is 9007199254740993, beyond 2^53; JavaScript reads 9007199254740992"],
      [
        "number-imprecise",
        "/c/1",
        "c[1] is 12345678901234567890, beyond 2^53; JavaScript reads 12345678901234567000",
      ],
    ]);
  });

  it("tells of names that come twice, however they are written", async () => {
    const findings = await sent(
      {},
      '{"x":{"a":1,"b":[{"a":2}],"\\u0061":3},"__proto__":1,"y":{"x":"a\\":1"}}',
    );
    expect(findings.map(({ rule, instance }) => [rule, instance])).toEqual([["duplicate-key", "/x/a"]]);
  });

  it("is counted as JSON.parse reads it", () => {
    property(fc.tuple(fc.jsonValue(), fc.constantFrom(undefined, 1)), ([value, indent]) => {
      const written = JSON.stringify(value, null, indent);
      const read = JSON.parse(written) as Json;
      expect(survey(written).members).toBe(countMembers(read));
      const lost = losses(written).filter(({ kind }) => kind === "duplicate");
      expect(lost).toEqual([]);
    });
  });

  it("that is nested without end is a finding, and so is what is no UTF-8", async () => {
    const deep = `${'{"a":'.repeat(100_000)}1${"}".repeat(100_000)}`;
    const tree = { type: "object", properties: { a: { $ref: "#/components/schemas/Tree" } } };
    const schema = { $ref: "#/components/schemas/Tree" };
    const parsed = exchange("POST /things", 200, { json: JSON.parse(deep) as Json });
    const document = documentWithSchema(schema, "response", { Tree: tree });
    for (const found of [await sent(schema, deep, { Tree: tree }), await findingsIn(document, parsed)]) {
      expect(found.map(({ rule, message }) => [rule, message])).toEqual([
        [
          "response-body",
          "the response body is not what its media type says: it is nested deeper than 500 levels",
        ],
      ]);
    }
    const fits = `${'{"a":'.repeat(499)}{}${"}".repeat(499)}`;
    expect(await sent(schema, fits, { Tree: tree })).toEqual([]);
    const latin = exchange("POST /things", 200, { ...raw(""), body: { base64: btoa('"\u00e9"') } });
    expect((await findingsIn(document, latin)).map(({ message }) => message)).toEqual([
      "the response body is not what its media type says: it is not UTF-8",
    ]);
  });
});
