import type { JsonObject } from "../../src/model/json.ts";

const schema = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const json = (of: JsonObject) => ({ "application/json": { schema: of, example: { id: 1 } } });
const OK = { description: "OK", content: json(schema("Pet")) };

/** A little of everything that OpenAPI 3.1 knows. */
const MODERN: JsonObject = {
  openapi: "3.1.0",
  info: { title: "Everything", version: "1.0.0", license: { name: "MIT" } },
  jsonSchemaDialect: "https://json-schema.org/draft/2020-12/schema",
  servers: [{ url: "https://{region}.example/v1", variables: { region: { default: "eu", enum: ["eu"] } } }],
  security: [{ key: [] }, { token: ["read"] }],
  tags: [{ name: "pets", description: "Pets" }],
  paths: {
    "/pets/{id}": {
      parameters: [{ $ref: "#/components/parameters/Id" }],
      get: {
        operationId: "getPet",
        tags: ["pets"],
        parameters: [
          { name: "filter", in: "query", style: "deepObject", explode: true, schema: schema("Filter") },
          {
            name: "fields",
            in: "query",
            explode: false,
            schema: { type: "array", items: { type: "string" } },
          },
          { name: "X-Trace", in: "header", content: json({ type: "object" }) },
          { name: "session", in: "cookie", schema: { type: "string", format: "uuid" } },
        ],
        responses: {
          200: {
            ...OK,
            headers: { "X-Rate": { schema: { type: "integer", minimum: 0 }, required: true } },
            links: { owner: { operationId: "getPet", parameters: { id: "$response.body#/owner" } } },
          },
          "4XX": { $ref: "#/components/responses/Problem" },
          default: { description: "Else", content: { "application/xml": { schema: schema("Node") } } },
        },
      },
      post: {
        deprecated: true,
        requestBody: {
          required: true,
          content: {
            ...json(schema("Pet")),
            "multipart/form-data": {
              schema: { type: "object", properties: { photo: { type: "string", format: "binary" } } },
              encoding: { photo: { contentType: "image/png", headers: { "X-A": { schema: {} } } } },
            },
          },
        },
        callbacks: {
          changed: { "{$request.body#/url}": { post: { responses: { 204: { description: "" } } } } },
        },
        responses: { 201: OK },
        security: [],
      },
    },
    "/nodes": { $ref: "#/components/pathItems/Nodes" },
  },
  webhooks: { born: { post: { requestBody: { content: json(schema("Node")) }, responses: { 200: OK } } } },
  components: {
    pathItems: { Nodes: { get: { responses: { 200: OK } } } },
    parameters: {
      Id: { name: "id", in: "path", required: true, schema: { type: "integer", format: "int64" } },
    },
    responses: { Problem: { description: "Problem", content: json({ required: ["code"] }) } },
    examples: { One: { value: { id: 1 } } },
    securitySchemes: {
      key: { type: "apiKey", in: "header", name: "X-Key" },
      token: {
        type: "oauth2",
        flows: { clientCredentials: { tokenUrl: "https://a.example", scopes: { read: "R" } } },
      },
    },
    schemas: {
      Pet: {
        oneOf: [schema("Cat"), schema("Dog")],
        discriminator: { propertyName: "kind", mapping: { cat: "#/components/schemas/Cat", dog: "Dog" } },
      },
      Animal: {
        type: "object",
        required: ["id", "kind"],
        properties: {
          id: { type: "integer", readOnly: true, exclusiveMinimum: 0, multipleOf: 1 },
          kind: { type: "string" },
          name: { type: ["string", "null"], minLength: 1, maxLength: 50, pattern: "^[A-Z][a-z]*$" },
          born: { type: "string", format: "date", default: "2020-01-01" },
          friends: { type: "array", items: schema("Animal"), uniqueItems: true, maxItems: 9 },
        },
      },
      Cat: {
        allOf: [
          schema("Animal"),
          { properties: { kind: { const: "cat" }, mood: { enum: ["calm", "wild", null] } } },
        ],
        unevaluatedProperties: false,
      },
      Dog: {
        allOf: [
          schema("Animal"),
          { properties: { kind: { const: "dog" }, weight: { type: "number", maximum: 99.5 } } },
        ],
        not: { required: ["mood"] },
      },
      Filter: {
        type: "object",
        additionalProperties: { anyOf: [{ type: "string" }, { type: "number" }] },
        propertyNames: { pattern: "^[a-z]+$" },
        patternProperties: { "^x-": true },
        minProperties: 1,
      },
      Node: {
        $id: "https://example.com/node",
        $dynamicAnchor: "node",
        type: "object",
        xml: { name: "node" },
        properties: {
          children: { type: "array", items: { $dynamicRef: "#node" }, contains: { type: "object" } },
          pair: { prefixItems: [{ type: "string" }, { type: "integer" }], items: false },
        },
        if: { required: ["pair"] },
        // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
        then: { required: ["children"] },
        else: { maxProperties: 5 },
        dependentRequired: { pair: ["children"] },
        $defs: { leaf: { $anchor: "leaf", type: "boolean" } },
      },
    },
  },
};

/** What OpenAPI 3.0 writes in its own way. */
const CLASSIC: JsonObject = {
  openapi: "3.0.3",
  info: { title: "Classic", version: "2" },
  paths: {
    "/things": {
      post: {
        requestBody: { content: json(schema("Thing")) },
        responses: { 200: { description: "OK", content: json(schema("Thing")) } },
      },
    },
  },
  components: {
    schemas: {
      Thing: {
        type: "object",
        nullable: true,
        properties: {
          size: { type: "number", minimum: 1, exclusiveMinimum: true },
          part: { allOf: [schema("Thing")], nullable: true },
          state: { type: "string", enum: ["on", "off"] },
          secret: { type: "string", writeOnly: true },
        },
      },
    },
  },
};

const OLD: JsonObject = {
  swagger: "2.0",
  info: { title: "Old", version: "0.1" },
  host: "old.example",
  basePath: "/api",
  schemes: ["https"],
  consumes: ["application/json"],
  produces: ["application/json"],
  paths: {
    "/things/{id}": {
      put: {
        parameters: [
          { name: "id", in: "path", required: true, type: "string" },
          { name: "body", in: "body", schema: { $ref: "#/definitions/Thing" } },
          { name: "tags", in: "query", type: "array", items: { type: "string" }, collectionFormat: "multi" },
        ],
        responses: { 200: { description: "OK", schema: { $ref: "#/definitions/Thing" } } },
      },
    },
  },
  definitions: {
    Thing: { type: "object", discriminator: "kind", properties: { kind: { type: "string" } } },
  },
};

export const EVERYTHING: readonly JsonObject[] = [MODERN, CLASSIC, OLD, { ...MODERN, openapi: "3.2.0" }];
