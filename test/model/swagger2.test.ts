import { describe, expect, it } from "vitest";
import { diff } from "../../src/diff/index.ts";
import { type Document, loadDocument } from "../../src/model/document.ts";
import { type JsonObject, objectAt } from "../../src/model/json.ts";
import { type Pointer, resolve } from "../../src/model/pointer.ts";
import { makeSource } from "../../src/model/source.ts";
import { checkStructure } from "../../src/model/swagger-parser.ts";

function load(text: string): Document {
  return loadDocument(makeSource({ ref: "old.yaml", origin: "old.yaml", bytes: text }));
}

function swagger(more: JsonObject): Document {
  return load(JSON.stringify({ swagger: "2.0", info: { title: "Old", version: "1" }, paths: {}, ...more }));
}

const get = (operation: JsonObject, more: JsonObject = {}) =>
  swagger({
    paths: { "/a": { get: { responses: { "200": { description: "OK" } }, ...operation } } },
    ...more,
  });
const at = (document: Document, pointer: Pointer) => resolve(document.root, pointer);

const YAML = `swagger: "2.0"
info: { title: Harbour, version: "1.0" }
host: harbour.example
basePath: /v1
schemes: [https]
consumes: [application/json]
produces: [application/json, text/csv]
definitions:
  Ship:
    type: object
    discriminator: kind
    properties:
      kind: { type: string }
      name:
        type: string
        x-nullable: true
parameters:
  Limit: { name: limit, in: query, type: integer, maximum: 50 }
  Ship:
    name: ship
    in: body
    required: true
    schema: { $ref: "#/definitions/Ship" }
responses:
  Refused:
    description: Refused
    schema: { type: string }
securityDefinitions:
  login: { type: basic }
  token:
    type: oauth2
    flow: accessCode
    authorizationUrl: https://harbour.example/login
    tokenUrl: https://harbour.example/token
    scopes: { ships: Ships }
paths:
  /ships:
    parameters:
      - name: trace
        in: header
        type: string
    get:
      parameters:
        - $ref: "#/parameters/Limit"
        - name: kinds
          in: query
          type: array
          items: { type: string }
      responses:
        "200":
          description: OK
          headers:
            X-Total:
              type: integer
          schema:
            type: array
            items: { $ref: "#/definitions/Ship" }
          examples:
            application/json: []
        "400": { $ref: "#/responses/Refused" }
    post:
      parameters:
        - $ref: "#/parameters/Ship"
      responses: { "204": { description: OK } }
    put:
      consumes: [multipart/form-data]
      parameters:
        - name: photo
          in: formData
          type: file
          required: true
        - name: tags
          in: formData
          type: array
          items: { type: string }
          collectionFormat: multi
      responses: { "204": { description: OK } }
`;

describe("a Swagger 2.0 document", () => {
  const document = load(YAML);

  it("says what it was, and is read as OpenAPI 3.0", async () => {
    expect(document).toMatchObject({ openapi: "2.0", dialect: "oas-3.0", title: "Harbour", version: "1.0" });
    expect(await checkStructure(document.root)).toEqual([]);
    expect(await checkStructure(document.written)).toEqual([]);
    const broken = { ...document.written, paths: { "/a": { get: {} } } };
    expect(await checkStructure(broken)).toEqual([
      { pointer: "/paths/~1a/get", message: "must have required property 'responses'" },
    ]);
  });

  it("has its operations, with bodies, media types, parameters and headers", () => {
    const [list, replace, create] = document.operations;
    expect(list).toMatchObject({
      key: "GET /ships",
      parameters: [
        { name: "trace", in: "header" },
        { name: "limit", in: "query", pointer: "/components/parameters/Limit" },
        { name: "kinds", in: "query", style: "form", explode: false },
      ],
      responses: [
        {
          status: "200",
          headers: [{ name: "X-Total" }],
          content: [{ type: "application/json", raw: { example: [] } }, { type: "text/csv" }],
        },
        { status: "400", pointer: "/components/responses/Refused" },
      ],
    });
    expect(replace?.requestBody).toMatchObject({
      required: true,
      content: [
        {
          type: "multipart/form-data",
          raw: {
            schema: {
              required: ["photo"],
              properties: { photo: { type: "string", format: "binary" }, tags: { type: "array" } },
            },
            encoding: { tags: { style: "form", explode: true } },
          },
        },
      ],
    });
    expect(create?.requestBody).toMatchObject({
      pointer: "/components/requestBodies/Ship",
      required: true,
      content: [{ type: "application/json", raw: { schema: { $ref: "#/components/schemas/Ship" } } }],
    });
  });

  it("has its schemas, servers and credentials", () => {
    expect(document.schemas.at("/components/schemas/Ship")).toMatchObject({
      discriminator: { propertyName: "kind" },
    });
    expect(document.schemas.at("/components/schemas/Ship/properties/name").types).toEqual(["null", "string"]);
    expect(at(document, "/servers")).toEqual([{ url: "https://harbour.example/v1" }]);
    expect(at(document, "/components/securitySchemes")).toEqual({
      login: { type: "http", scheme: "basic" },
      token: {
        type: "oauth2",
        flows: {
          authorizationCode: {
            authorizationUrl: "https://harbour.example/login",
            tokenUrl: "https://harbour.example/token",
            scopes: { ships: "Ships" },
          },
        },
      },
    });
  });

  it.each<[Pointer, string]>([
    ["/openapi", 'swagger: "2.0"'],
    ["/servers/0", "host: harbour.example"],
    ["/components/schemas/Ship/properties/name", "      name:"],
    ["/components/requestBodies/Ship", "  Ship:"],
    ["/components/requestBodies/Ship/content/application~1json/schema", "    schema:"],
    ["/components/responses/Refused/content/text~1csv/schema", "    schema: { type: string }"],
    ["/components/securitySchemes/token", "  token:"],
    ["/paths/~1ships/parameters/0/schema", "      - name: trace"],
    ["/paths/~1ships/get/parameters/1", "        - name: kinds"],
    ["/paths/~1ships/get/responses/200/headers/X-Total/schema", "            X-Total:"],
    ["/paths/~1ships/get/responses/200/content/text~1csv/schema/items", "            items:"],
    ["/paths/~1ships/put/requestBody", "        - name: photo"],
    [
      "/paths/~1ships/put/requestBody/content/multipart~1form-data/schema/properties/tags",
      "        - name: tags",
    ],
  ])("knows the line of %s in the file", (pointer, start) => {
    const line = document.line(pointer) ?? 0;
    expect(YAML.split("\n")[line - 1]).toContain(start);
    // The same text may stand elsewhere: what is meant comes after the section it belongs to.
    if (pointer === "/components/requestBodies/Ship") expect(YAML.split("\n")[line]).toContain("name: ship");
  });

  it("is the same as the same document in OpenAPI 3.0, but for that", () => {
    const { source } = document;
    const same = loadDocument(makeSource({ ...source, bytes: JSON.stringify(document.root) }));
    const rules = (base: Document, revision: Document) =>
      diff(base, revision).changes.map(({ rule }) => rule);
    expect(rules(document, same)).toEqual(["openapi-version-changed"]);
    expect(rules(document, document)).toEqual([]);
  });
});

describe("what Swagger 2.0 leaves unsaid", () => {
  it("takes the operation's media types over the document's, for shared bodies and responses too", () => {
    const document = get(
      {
        consumes: ["application/xml"],
        produces: ["text/plain"],
        parameters: [{ $ref: "#/parameters/Body" }],
        responses: { "200": { $ref: "#/responses/Text" } },
      },
      {
        consumes: ["application/json"],
        produces: ["application/json"],
        parameters: { Body: { name: "body", in: "body", schema: {} } },
        responses: { Text: { description: "Text", schema: { type: "string" } } },
      },
    );
    const [operation] = document.operations;
    expect(operation?.requestBody?.content.map(({ type }) => type)).toEqual(["application/xml"]);
    expect(operation?.responses[0]?.content.map(({ type }) => type)).toEqual(["text/plain"]);
  });

  it("takes JSON where no media type is named, and a form where there are fields", () => {
    const types = (parameter: JsonObject) =>
      get({ parameters: [parameter] }).operations[0]?.requestBody?.content.map(({ type }) => type);
    expect(types({ name: "b", in: "body", schema: {} })).toEqual(["application/json"]);
    expect(types({ name: "f", in: "formData", type: "string" })).toEqual([
      "application/x-www-form-urlencoded",
    ]);
    expect(types({ name: "f", in: "formData", type: "file" })).toEqual(["multipart/form-data"]);
  });

  it("gives a path item's body to the operations that have none of their own", () => {
    const body = (name: string) => ({ name, in: "body", description: name, schema: {} });
    const field = (name: string, more: JsonObject = {}) => ({
      name,
      in: "formData",
      type: "string",
      ...more,
    });
    const ok = { responses: { "200": { description: "OK" } } };
    const bodies = (shared: JsonObject[], mine: JsonObject[]) =>
      swagger({ paths: { "/a": { parameters: shared, post: { ...ok, parameters: mine } } } }).operations[0]
        ?.requestBody?.raw;
    expect(bodies([body("shared")], [])).toMatchObject({ description: "shared" });
    expect(bodies([body("shared")], [body("mine")])).toMatchObject({ description: "mine" });
    const form = bodies([field("a"), field("b")], [field("b", { description: "mine" })]);
    expect(resolve(form ?? null, "/content/application~1x-www-form-urlencoded/schema/properties")).toEqual({
      a: { type: "string" },
      b: { type: "string", description: "mine" },
    });
  });

  it.each([
    ["csv", { style: "form", explode: false }],
    ["multi", { style: "form", explode: true }],
    ["ssv", { style: "spaceDelimited", explode: false }],
    ["pipes", { style: "pipeDelimited", explode: false }],
  ])("writes lists of the form %s as they were", (collectionFormat, style) => {
    const parameter = { name: "a", in: "query", type: "array", items: {}, collectionFormat };
    expect(get({ parameters: [parameter] }).operations[0]?.parameters[0]).toMatchObject(style);
  });

  it("leaves the scheme of a server open, and needs no host", () => {
    expect(at(swagger({ host: "a.example", basePath: "/v1/" }), "/servers/0/url")).toBe(
      "{scheme}://a.example/v1",
    );
    expect(at(swagger({ basePath: "/v1" }), "/servers")).toEqual([{ url: "/v1" }]);
    expect(at(swagger({ basePath: "/" }), "/servers")).toBeUndefined();
    const own = get({ schemes: ["wss"] }, { host: "a.example", schemes: ["https"] });
    expect(at(own, "/paths/~1a/get/servers/0/url")).toBe("wss://a.example");
  });

  it("leaves what is data, and names that look like keywords, alone", () => {
    const definitions = {
      A: {
        properties: { $ref: { type: "string" }, properties: { type: "integer" } },
        example: { $ref: "#/definitions/none", type: "file" },
        enum: [{ type: "file" }],
      },
    };
    const { root } = swagger({ definitions });
    expect(objectAt(objectAt(root, "components"), "schemas")).toEqual(definitions);
  });

  it("survives names that every object has, and parts of a wrong type", () => {
    const text = `{"swagger":"2.0","paths":{"__proto__":{"get":{"parameters":[null,1,{"in":"body"}],"responses":7}},
      "/b":null,"constructor":{"get":3}},"definitions":{"__proto__":{"type":"string"},"constructor":true},
      "parameters":{"toString":{"in":"query","name":"__proto__","type":"array","collectionFormat":"constructor"}},
      "responses":{"a":null},"securityDefinitions":{"b":{"type":"oauth2","flow":"toString"}}}`;
    const document = load(text);
    expect(document.operations).toEqual([]);
    expect(document.schemas.at("/components/schemas/__proto__").types).toEqual(["string"]);
    expect(at(document, "/components/securitySchemes/b/flows")).toEqual({ toString: { scopes: {} } });
    expect(({} as Record<string, unknown>).type).toBeUndefined();
  });
});

it("is refused where it is older, and where a $ref leads to nothing, in the words of its own file", () => {
  const refused = (text: string) => {
    try {
      load(text);
    } catch (error) {
      return (error as Error).message;
    }
    return undefined;
  };
  expect(refused('swaggerVersion: "1.2"\napis: []\n')).toContain("it is a Swagger 1.2 document");
  expect(refused("swagger: 2.0\npaths: {}\n")).toBeUndefined();
  expect(refused('swagger: "2.0"\npaths: {}\ndefinitions:\n  A:\n    $ref: "#/definitions/B"\n')).toContain(
    'old.yaml:4: the $ref "#/definitions/B" at #/definitions/A leads to nothing',
  );
});
