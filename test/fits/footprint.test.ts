import { describe, expect, it } from "vitest";
import { Footprints } from "../../src/fits/footprint.ts";
import type { JsonObject } from "../../src/model/json.ts";
import { documentOf } from "../support/documents.ts";

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const answers = (schema: JsonObject) => ({
  responses: { "200": { description: "OK", content: { "application/json": { schema } } } },
});
const kinds = (mapping: JsonObject, oneOf?: JsonObject[]) => ({
  ...(oneOf === undefined ? {} : { oneOf }),
  discriminator: { propertyName: "type", mapping },
});
const base = {
  paths: { "/boats": { get: answers(ref("Boat")) }, "/cranes": { get: answers(ref("Crane")) } },
  components: {
    schemas: {
      Boat: {
        properties: { crew: { type: "array", items: ref("Sailor") }, next: ref("Boat"), kind: ref("Kind") },
      },
      Sailor: { type: "string" },
      Crane: { type: "object" },
      Kind: kinds({ sail: "Sail" }),
      Sail: { type: "object" },
      Motor: { allOf: [ref("Kind")] },
      Unused: { type: "object" },
    },
  },
};
const print = (members: JsonObject, key = "GET /boats") => {
  const document = documentOf(members);
  const operation = document.operations.find((each) => each.key === key);
  return operation === undefined ? undefined : new Footprints(document).of(operation);
};
const withSchema = (name: string, schema: JsonObject): JsonObject => ({
  ...base,
  components: { schemas: { ...base.components.schemas, [name]: schema } },
});

describe("the footprint of an operation", () => {
  it.each<[string, JsonObject]>([
    ["another version", { ...base, info: { title: "Test", version: "2" } }],
    ["another operation", { ...base, paths: { ...base.paths, "/cranes": { get: answers({}) } } }],
    ["a schema that is not used", withSchema("Unused", { type: "string" })],
    ["a schema that others use", withSchema("Crane", { type: "string" })],
    ["a new path", { ...base, paths: { ...base.paths, "/sky": { get: answers({}) } } }],
  ])("stays with %s", (_, members) => {
    expect(print(members)).toBe(print(base));
  });

  it.each<[string, JsonObject]>([
    ["the operation", { ...base, paths: { ...base.paths, "/boats": { get: answers({}) } } }],
    ["what it uses", withSchema("Boat", { type: "object" })],
    ["what that uses", withSchema("Sailor", { type: "integer" })],
    ["a variant that a mapping names", withSchema("Sail", { type: "string" })],
    [
      "a variant that points back to its parent",
      withSchema("Motor", { allOf: [ref("Kind")], required: ["x"] }),
    ],
    ["who may call it", { ...base, security: [{ key: [] }] }],
    [
      "how to call it",
      { ...base, components: { ...base.components, securitySchemes: { key: { type: "http" } } } },
    ],
  ])("changes with %s", (_, members) => {
    expect(print(members)).not.toBe(print(base));
  });

  it("is the whole document where a reference leads elsewhere in it", () => {
    const odd = { ...base, "x-kinds": { Sail: { type: "object" } } };
    const members = {
      ...odd,
      components: { schemas: { ...base.components.schemas, Sailor: { $ref: "#/x-kinds/Sail" } } },
    };
    expect(print({ ...members, "x-kinds": { Sail: { type: "string" } } })).not.toBe(print(members));
  });
});
