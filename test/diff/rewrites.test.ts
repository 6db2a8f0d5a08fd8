import { describe, expect, it } from "vitest";
import { type DiffOptions, diff } from "../../src/diff/index.ts";
import { type Document, loadDocument } from "../../src/model/document.ts";
import type { Json, JsonObject } from "../../src/model/json.ts";
import { makeSource } from "../../src/model/source.ts";

const id = { type: "string" } as const;

/** What an `Item` is, and how it is asked for: the parts of a small document that the pairs below differ in. */
interface Parts {
  readonly Item?: Json;
  readonly components?: Record<string, Json>;
  readonly name?: string;
  readonly parameter?: JsonObject;
  readonly operation?: JsonObject;
  readonly path?: string;
}

const ITEM = {
  type: "object",
  required: ["id", "kind", "size"],
  properties: {
    id,
    kind: { type: "string", const: "item" },
    note: { type: ["string", "null"] },
    size: { type: "integer", minimum: 0 },
  },
} as const;

/** A document in which `Item` is the body of one request and of three responses. */
function documentWith(parts: Parts): Document {
  const { name = "Item", path = "id", parameter = {}, operation = {} } = parts;
  const content = { "application/json": { schema: { $ref: `#/components/schemas/${name}` } } };
  const answer = { responses: { "200": { description: "OK", content } } };
  const id = { name: path, in: "path", required: true, schema: { type: "string" } };
  const order = { name: "order", in: "query", schema: { enum: ["up", "down"] }, ...parameter };
  const root = {
    openapi: "3.1.0",
    info: { title: "Items", version: "1" },
    paths: {
      "/items": {
        get: { parameters: [order], ...answer, ...operation },
        post: { requestBody: { required: true, content }, ...answer },
      },
      [`/items/{${path}}`]: { get: { parameters: [id], ...answer } },
    },
    components: { schemas: { [name]: parts.Item ?? ITEM, ...parts.components } },
  };
  return loadDocument(makeSource({ ref: "items.json", origin: "items.json", bytes: JSON.stringify(root) }));
}

function withProperty(name: string, schema: Json, more: JsonObject = {}): Parts {
  return { Item: { ...ITEM, properties: { ...ITEM.properties, [name]: schema }, ...more } };
}

describe("a document that says the same in other words has not changed", () => {
  const { id: _, kind, ...rest } = ITEM.properties;
  it.each<[string, Parts]>([
    ["a constant is a list of one", withProperty("kind", { type: "string", enum: ["item"] })],
    ["null is a member of a union", withProperty("note", { anyOf: [{ type: "string" }, { type: "null" }] })],
    ["null comes first", withProperty("note", { type: ["null", "string"] })],
    [
      "an object is split by allOf",
      {
        Item: {
          allOf: [
            { $ref: "#/components/schemas/Known" },
            { type: "object", properties: rest, required: ["size"] },
          ],
        },
        components: { Known: { type: "object", properties: { id, kind }, required: ["id", "kind"] } },
      },
    ],
    ["a schema has another name", { name: "Thing" }],
    ["a path parameter has another name", { path: "itemId" }],
    ["required stands in another order", { Item: { ...ITEM, required: ["size", "kind", "id"] } }],
    [
      "a whole number above -1 is one from 0",
      withProperty("size", { type: "integer", exclusiveMinimum: -1 }),
    ],
  ])("%s", (_, parts) => {
    expect(diff(documentWith({}), documentWith(parts)).changes).toEqual([]);
    expect(diff(documentWith(parts), documentWith({})).changes).toEqual([]);
  });
});

it("a part that allOf gains, and that says what another says, is no change", () => {
  const [known, again] = [{ $ref: "#/components/schemas/Known" }, { $ref: "#/components/schemas/Again" }];
  const components = {
    Known: ITEM,
    Again: ITEM,
    Rest: { minProperties: 1 },
  };
  const rest = { $ref: "#/components/schemas/Rest" };
  const [once, twice] = [
    [known, rest],
    [known, rest, again],
  ].map((allOf) => documentWith({ Item: { allOf }, components }));
  if (once === undefined || twice === undefined) throw new Error("two documents");
  const rules = (base: Document, revision: Document) => diff(base, revision).changes.map(({ rule }) => rule);
  expect(rules(once, twice)).toEqual([]);
  expect(rules(twice, once)).toEqual([]);
});

describe("one edit is one entry, judged by the way that messages travel", () => {
  const order = { name: "order", in: "query" };
  it.each<[string, Parts, string, readonly string[]]>([
    [
      "a new required property",
      withProperty("owner", { type: "string" }, { required: [...ITEM.required, "owner"] }),
      "required-property-added",
      ["request breaking 1", "response safe 3"],
    ],
    [
      "a property that is no longer required",
      { Item: { ...ITEM, required: ["id", "kind"] } },
      "property-became-optional",
      ["request safe 1", "response breaking 3"],
    ],
    [
      "an optional property that is gone",
      { Item: { ...ITEM, properties: { id, kind: ITEM.properties.kind, size: ITEM.properties.size } } },
      "property-removed",
      ["request dangerous 1", "response dangerous 3"],
    ],
    [
      "a greater minimum",
      withProperty("size", { type: "integer", minimum: 1 }),
      "minimum-tightened",
      ["request breaking 1", "response safe 3"],
    ],
    [
      "null that is no longer taken",
      withProperty("note", { type: "string" }),
      "null-refused",
      ["request breaking 1", "response safe 3"],
    ],
    [
      "a query parameter that must be sent",
      { parameter: { required: true } },
      "parameter-became-required",
      ["request breaking 1"],
    ],
    [
      "fewer values for a query parameter",
      { parameter: { ...order, schema: { enum: ["up"] } } },
      "enum-value-removed",
      ["request breaking 1"],
    ],
    ["an operation that is to go", { operation: { deprecated: true } }, "deprecated", ["request note 1"]],
  ])("%s", (_, parts, rule, effects) => {
    const { changes } = diff(documentWith({}), documentWith(parts));
    expect(changes.map((change) => change.rule)).toEqual([rule]);
    expect(
      changes[0]?.effects.map(
        ({ direction, severity, reaches }) => `${direction} ${severity} ${reaches.length}`,
      ),
    ).toEqual(effects);
  });
});

describe("an object that is closed", () => {
  const closed = { Item: { ...ITEM, additionalProperties: false } };
  const open = { Item: { ...ITEM, additionalProperties: true } };
  const effects = (base: Parts, options: DiffOptions = {}) =>
    diff(documentWith(base), documentWith(closed), options).changes.flatMap((change) =>
      change.effects.map(({ direction, severity }) => `${change.rule} ${direction} ${severity}`),
    );
  const breaks = [
    "additional-properties-refused request breaking",
    "additional-properties-refused response safe",
  ];

  it("breaks a client that was told it may send more", () => {
    expect(effects(open)).toEqual(breaks);
  });

  it("breaks a client that sends more than the document names, where such clients count", () => {
    expect(effects({}, { openWorld: true })).toEqual(breaks);
    expect(effects({})).toEqual([
      "additional-properties-refused request safe",
      "additional-properties-refused response safe",
    ]);
  });
});
