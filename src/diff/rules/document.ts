import type { JsonObject } from "../../model/json.ts";
import { operationRule } from "../rule.ts";

const SPEC = "https://spec.openapis.org/oas/v3.1.1.html";
const OK = { responses: { "200": { description: "OK" } } } as const;
const schemas = (map: JsonObject) => ({ components: { schemas: map } });

export const infoChanged = operationRule(
  "document",
  { none: "note" },
  {
    id: "info-changed",
    title: "What the document says of the API as a whole changed",
    why: "Title, contact, licence and the like change no message. The version alone is no change.",
    spec: `${SPEC}#info-object`,
    example: {
      before: { info: { title: "A", version: "1" } },
      after: { info: { title: "B", version: "1" } },
    },
    nearMiss: {
      before: { info: { title: "A", version: "1" } },
      after: { info: { title: "A", version: "2" } },
    },
  },
);

export const openapiChanged = operationRule(
  "document",
  { none: "note" },
  {
    id: "openapi-version-changed",
    title: "The document is written in another version of OpenAPI",
    why: "Tools that read it must know that version; messages do not change by it.",
    spec: `${SPEC}#openapi-document`,
    example: { before: { openapi: "3.1.0" }, after: { openapi: "3.1.1" } },
    nearMiss: { before: { openapi: "3.1.0" }, after: { openapi: "3.1.0" } },
  },
);

export const dialectChanged = operationRule(
  "document",
  { none: "dangerous" },
  {
    id: "schema-dialect-changed",
    title: "Schemas are written in another dialect of JSON Schema",
    why: "Keywords may mean something else in it, or nothing. Schemas are compared as those of OpenAPI, whatever the document says.",
    spec: `${SPEC}#specifying-schema-dialects`,
    example: { before: {}, after: { jsonSchemaDialect: "http://json-schema.org/draft-07/schema#" } },
    nearMiss: {
      before: { jsonSchemaDialect: "https://spec.openapis.org/oas/3.1/dialect/base" },
      after: { jsonSchemaDialect: "https://json-schema.org/draft/2020-12/schema" },
    },
  },
);

export const componentAdded = operationRule(
  "document",
  { none: "note" },
  {
    id: "component-added",
    title: "A component that no operation uses is new",
    why: "It is part of no message.",
    spec: `${SPEC}#components-object`,
    example: { before: schemas({}), after: schemas({ A: {} }) },
    nearMiss: {
      before: { paths: { "/a": { get: OK } } },
      after: { paths: { "/a": { get: OK } }, components: {} },
    },
  },
);

export const componentRemoved = operationRule(
  "document",
  { none: "note" },
  {
    id: "component-removed",
    title: "A component that no operation uses is gone",
    why: "It was part of no message; other documents may refer to it.",
    spec: `${SPEC}#components-object`,
    example: { before: schemas({ A: {} }), after: schemas({}) },
    nearMiss: { before: schemas({ A: {} }), after: schemas({ A: true }) },
  },
);

export const componentChanged = operationRule(
  "document",
  { none: "note" },
  {
    id: "component-changed",
    title: "A component that no operation uses changed",
    why: "It is part of no message.",
    spec: `${SPEC}#components-object`,
    example: {
      before: { components: { responses: { A: { description: "a" } } } },
      after: { components: { responses: { A: { description: "b" } } } },
    },
    nearMiss: {
      before: { components: { responses: { A: { description: "a" } } } },
      after: { components: { responses: { A: { description: "a" } } } },
    },
  },
);

const NAMED = { type: "object", title: "Named" } as const;
const TITLED = { type: "object", title: "Titled" } as const;
const holding = (name: string, map: JsonObject) => ({
  paths: {
    "/a": {
      get: {
        responses: {
          "200": {
            description: "OK",
            content: { "application/json": { schema: { $ref: `#/components/schemas/${name}` } } },
          },
        },
      },
    },
  },
  ...schemas(map),
});

export const componentReplaced = operationRule(
  "document",
  { request: "note", response: "note", none: "note" },
  {
    id: "component-replaced",
    title: "Another component, which has other words for things, stands where one stood",
    why: "Titles, descriptions and examples are those of the other component: nobody edited them. What it accepts is compared.",
    spec: `${SPEC}#components-object`,
    example: {
      before: holding("A", { A: NAMED, B: TITLED }),
      after: holding("B", { A: NAMED, B: TITLED }),
    },
    nearMiss: { before: holding("A", { A: NAMED }), after: holding("B", { B: TITLED }) },
  },
);

export const documentRules = [
  componentReplaced,
  ...[infoChanged, openapiChanged, dialectChanged, componentAdded, componentRemoved, componentChanged],
];
