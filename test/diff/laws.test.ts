import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { diff } from "../../src/diff/index.ts";
import { loadDocument } from "../../src/model/document.ts";
import { isArray, isObject, type Json, type JsonObject } from "../../src/model/json.ts";
import { makeSource } from "../../src/model/source.ts";
import { documentOf } from "../support/documents.ts";
import { property } from "../support/property.ts";

/** Schemas with references into a fixed set of components, so that cycles of every kind come up. */
const NAMES = ["Alpha", "Beta", "Gamma"] as const;
const reference = fc.constantFrom(...NAMES).map((name): Json => ({ $ref: `#/components/schemas/${name}` }));

const { schema } = fc.letrec<{ schema: Json }>((tie) => ({
  schema: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    reference,
    fc.record({
      type: fc.constantFrom("string", "integer", "boolean", "null"),
      description: fc.constantFrom("a", "b"),
    }),
    fc.record({ enum: fc.uniqueArray(fc.constantFrom("a", "b", "c", null), { minLength: 1 }) }),
    fc.record(
      { type: fc.constant("array"), items: tie("schema"), maxItems: fc.nat(3) },
      { requiredKeys: ["type"] },
    ),
    fc.record(
      {
        type: fc.constant("object"),
        properties: fc.dictionary(fc.constantFrom("a", "b", "__proto__x", "default"), tie("schema"), {
          maxKeys: 3,
        }),
        required: fc.uniqueArray(fc.constantFrom("a", "b"), { maxLength: 2 }),
      },
      { requiredKeys: ["type"] },
    ),
    fc
      .uniqueArray(tie("schema"), { minLength: 1, maxLength: 3, selector: (value) => JSON.stringify(value) })
      .map((oneOf): Json => ({ oneOf })),
    fc.tuple(reference, reference).map((allOf): Json => ({ allOf })),
  ) as fc.Arbitrary<Json>,
}));

/** A component that is only a reference may lead to itself and mean nothing: see the test of its own. */
const component = schema.filter((value) => !isObject(value) || !("$ref" in value));

const members = fc
  .record({ request: schema, response: schema, Alpha: component, Beta: component, Gamma: component })
  .map(
    ({ request, response, ...schemas }): JsonObject => ({
      paths: {
        "/things/{id}": {
          post: {
            parameters: [{ name: "id", in: "path", required: true, schema: { type: "string" } }],
            requestBody: { content: { "application/json": { schema: request } } },
            responses: {
              "200": { description: "OK", content: { "application/json": { schema: response } } },
            },
          },
        },
      },
      components: { schemas },
    }),
  );

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

function renamed(value: JsonObject, from: string, to: string): JsonObject {
  return JSON.parse(JSON.stringify(value).replaceAll(from, to)) as JsonObject;
}

describe("what changes nothing", () => {
  it("a document and itself", () => {
    property(members, (document) => {
      expect(diff(documentOf(document), documentOf(document)).changes).toEqual([]);
    });
  });

  it("another version, another order of keys", () => {
    property(members, (document) => {
      const other = { ...(reversed(document) as JsonObject), info: { title: "Test", version: "2" } };
      expect(diff(documentOf(document), documentOf(other)).changes).toEqual([]);
    });
  });

  it("YAML instead of JSON", () => {
    property(members, (document) => {
      const base = documentOf(document);
      const text = stringify(base.root, { aliasDuplicateObjects: false });
      const yaml = loadDocument(makeSource({ ref: "test.yaml", origin: "test.yaml", bytes: text }));
      expect(diff(base, yaml).changes).toEqual([]);
    });
  });

  it("another name for a component, or for a path parameter", () => {
    property(members, (document) => {
      const base = documentOf(document);
      // Components that no operation uses are known by their name alone.
      const unused = (rule: string) => rule === "component-added" || rule === "component-removed";
      const other = documentOf(
        renamed(
          renamed(renamed(document, "Alpha", "Zeta"), "{id}", "{thingId}"),
          '"name":"id"',
          '"name":"thingId"',
        ),
      );
      expect(diff(base, other).changes.filter(({ rule }) => !unused(rule))).toEqual([]);
    });
  });
});

describe("two documents", () => {
  it("end even where a reference leads only to itself", () => {
    const body = { content: { "application/json": { schema: { $ref: "#/components/schemas/A" } } } };
    const paths = { "/": { post: { requestBody: body, responses: { "200": { description: "OK" } } } } };
    const of = (A: Json, B: Json) => documentOf({ paths, components: { schemas: { A, B } } });
    const [toA, toB] = [{ $ref: "#/components/schemas/A" }, { $ref: "#/components/schemas/B" }];
    expect(diff(of(toA, true), of(toA, true)).changes).toEqual([]);
    expect(diff(of(toB, toA), of(toB, { type: "string" })).changes.map(({ rule }) => rule)).toContain(
      "type-narrowed",
    );
  });

  it("are compared the same way every time, in time that does not explode", () => {
    property(fc.tuple(members, members), ([left, right]) => {
      const once = diff(documentOf(left), documentOf(right));
      expect(diff(documentOf(left), documentOf(right))).toEqual(once);
      expect(new Set(once.changes.map(({ id }) => id)).size).toBe(once.changes.length);
    });
  });

  it("swapped, swap what came and what went", () => {
    const mirror = new Map([
      ["property-removed", "property-added"],
      ["union-variant-removed", "union-variant-added"],
      ["enum-value-removed", "enum-value-added"],
      ["null-refused", "null-accepted"],
      ["property-became-optional", "property-became-required"],
      ["type-narrowed", "type-widened"],
    ]);
    const count = (rules: readonly string[], wanted: string) =>
      rules.filter((rule) => rule === wanted).length;
    property(fc.tuple(members, members), ([left, right]) => {
      const forth = diff(documentOf(left), documentOf(right)).changes.map(({ rule }) => rule);
      const back = diff(documentOf(right), documentOf(left)).changes.map(({ rule }) => rule);
      for (const [gone, come] of mirror) {
        const merged = (rule: string) => rule.replace("required-property", "property");
        expect([gone, count(forth.map(merged), gone)]).toEqual([gone, count(back.map(merged), come)]);
      }
    });
  });
});
