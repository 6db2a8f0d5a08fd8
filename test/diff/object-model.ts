import type { Json, JsonObject } from "../../src/model/json.ts";
import type { Pointer } from "../../src/model/pointer.ts";

const TEXT = { type: "string" } as const;
const SHIP = { $ref: "#/components/schemas/Ship" } as const;
const DOCS = { url: "https://harbour.example/docs", description: "More" } as const;
const SERVER = {
  url: "https://{stage}.harbour.example",
  description: "The API",
  variables: { stage: { enum: ["test", "live"], default: "live", description: "Which" } },
} as const;
const EXAMPLE = { summary: "One", description: "A ship", value: { name: "Anna" } } as const;
const HEADER = {
  description: "How many",
  required: false,
  deprecated: false,
  allowEmptyValue: false,
  style: "simple",
  explode: false,
  allowReserved: false,
  schema: { type: "array", items: TEXT },
  example: ["a"],
} as const;
const answers = (more: JsonObject = {}) => ({ responses: { "200": { description: "OK" } }, ...more });

/** A document in which every member of every object of OpenAPI 3.1 is used. */
export const COMPLETE: JsonObject = {
  openapi: "3.1.0",
  info: {
    title: "Harbour",
    summary: "Ships",
    description: "All about ships",
    termsOfService: "https://harbour.example/terms",
    contact: { name: "Harbour", url: "https://harbour.example", email: "a@harbour.example" },
    license: { name: "MIT", identifier: "MIT", url: "https://harbour.example/licence" },
    version: "1",
  },
  jsonSchemaDialect: "https://spec.openapis.org/oas/3.1/dialect/base",
  servers: [SERVER],
  security: [{ login: ["read"] }],
  tags: [{ name: "ships", description: "Ships", externalDocs: DOCS }],
  externalDocs: DOCS,
  paths: {
    "/ships/{id}": {
      summary: "One ship",
      description: "By its id",
      servers: [SERVER],
      parameters: [{ name: "id", in: "path", required: true, schema: TEXT }],
      ...Object.fromEntries(
        ["put", "delete", "options", "head", "patch", "trace"].map((method) => [method, answers()]),
      ),
      get: {
        tags: ["ships"],
        summary: "Get",
        description: "A ship",
        externalDocs: DOCS,
        operationId: "getShip",
        deprecated: false,
        security: [{ login: ["read"] }],
        servers: [SERVER],
        parameters: [
          {
            name: "kinds",
            in: "query",
            description: "Which",
            required: false,
            deprecated: false,
            allowEmptyValue: false,
            style: "form",
            explode: true,
            allowReserved: false,
            schema: { type: "array", items: TEXT },
            example: ["tug"],
          },
          { name: "more", in: "query", schema: TEXT, examples: { one: EXAMPLE } },
          { name: "filter", in: "query", content: { "application/json": { schema: SHIP } } },
          { $ref: "#/components/parameters/Limit", summary: "Limit", description: "How many" },
        ],
        responses: {
          "200": {
            description: "A ship",
            headers: {
              "X-Total": HEADER,
              "X-Plain": { content: { "text/plain": { schema: TEXT } } },
              "X-Shown": { schema: TEXT, examples: { one: EXAMPLE } },
              "X-Shared": { $ref: "#/components/headers/Shared" },
            },
            content: { "application/json": { schema: SHIP, example: { name: "Anna" } } },
            links: {
              owner: {
                operationId: "getOwner",
                parameters: { id: "$response.body#/owner" },
                requestBody: "$response.body",
                description: "Who owns it",
                server: SERVER,
              },
              port: { operationRef: "#/paths/~1ports/get" },
              shared: { $ref: "#/components/links/Shared" },
            },
          },
          "404": { $ref: "#/components/responses/Missing" },
          default: { description: "Anything else" },
        },
      },
      post: {
        requestBody: {
          description: "A ship",
          required: true,
          content: {
            "application/json": {
              schema: SHIP,
              examples: { one: EXAMPLE, two: { $ref: "#/components/examples/Ship" } },
            },
            "multipart/form-data": {
              schema: { type: "object", properties: { photo: { type: "array", items: TEXT } } },
              encoding: {
                photo: {
                  contentType: "image/png",
                  headers: { "X-Size": { schema: { type: "integer" } } },
                  style: "form",
                  explode: true,
                  allowReserved: false,
                },
              },
            },
          },
        },
        responses: { "200": { description: "OK" } },
        callbacks: {
          done: { "{$request.body#/url}": { post: answers() } },
          shared: { $ref: "#/components/callbacks/Shared" },
        },
      },
    },
    "/shared": { $ref: "#/components/pathItems/Shared" },
    "/ships": {
      post: {
        requestBody: { $ref: "#/components/requestBodies/Ship" },
        responses: { "200": { description: "OK" } },
      },
    },
  },
  webhooks: { arrived: { post: answers() } },
  components: {
    schemas: {
      Ship: { type: "object", properties: { name: TEXT } },
    },
    responses: { Missing: { description: "Missing" } },
    parameters: {
      Limit: { name: "limit", in: "query", schema: { type: "integer" } },
      Other: { name: "other", in: "query", schema: { type: "integer" } },
    },
    examples: { Ship: EXAMPLE, Unused: { externalValue: "https://harbour.example/ship.json" } },
    requestBodies: { Ship: { content: { "application/json": { schema: SHIP } } } },
    headers: { Shared: { schema: TEXT } },
    securitySchemes: {
      login: {
        type: "oauth2",
        description: "Log in",
        flows: {
          implicit: {
            authorizationUrl: "https://harbour.example/login",
            refreshUrl: "https://harbour.example/refresh",
            scopes: { read: "Read" },
          },
          password: { tokenUrl: "https://harbour.example/token", scopes: { read: "Read" } },
          clientCredentials: { tokenUrl: "https://harbour.example/token", scopes: { read: "Read" } },
          authorizationCode: {
            authorizationUrl: "https://harbour.example/login",
            tokenUrl: "https://harbour.example/token",
            scopes: { read: "Read" },
          },
        },
      },
      key: { type: "apiKey", name: "X-Key", in: "header" },
      bearer: { type: "http", scheme: "bearer", bearerFormat: "JWT" },
      open: { type: "openIdConnect", openIdConnectUrl: "https://harbour.example/.well-known" },
    },
    links: { Shared: { operationId: "getShip" } },
    callbacks: { Shared: { "{$request.body#/url}": { post: answers() } } },
    pathItems: { Shared: { get: answers() } },
  },
};

/** An edit of one member, and a rule that has to see it; or why nothing does. */
export type Row =
  | { readonly at: Pointer; readonly to: Json | undefined; readonly fires: string }
  | { readonly waived: string };

const edit = (at: Pointer, to: Json | undefined, fires: string): Row => ({ at, to, fires });

const GET = "/paths/~1ships~1{id}/get";
const POST = "/paths/~1ships~1{id}/post";
const OK = `${GET}/responses/200` as const;
const ITEM = "/paths/~1ships~1{id}";
const FORM = `${POST}/requestBody/content/multipart~1form-data` as const;
const SCHEMES = "/components/securitySchemes";
const FLOWS = `${SCHEMES}/login/flows` as const;
const B = "https://b.example";

/** Every member of every object of the OpenAPI 3.1 object model; `{…}` stands for a name of the document's own. */
export const OBJECT_MODEL: Readonly<Record<string, Readonly<Record<string, Row>>>> = {
  openapi: {
    openapi: edit("/openapi", "3.1.1", "openapi-version-changed"),
    info: edit("/info/title", "B", "info-changed"),
    jsonSchemaDialect: edit(
      "/jsonSchemaDialect",
      "http://json-schema.org/draft-07/schema#",
      "schema-dialect-changed",
    ),
    servers: edit("/servers", [], "server-removed"),
    paths: edit("/paths", {}, "operation-removed"),
    webhooks: edit("/webhooks", {}, "operation-removed"),
    components: edit("/components/schemas/Ship/properties/name/type", "integer", "type-changed"),
    security: edit("/security", [{ login: ["write"] }], "security-scope-added"),
    tags: edit("/tags", [], "tags-changed"),
    externalDocs: edit("/externalDocs", undefined, "annotation-changed"),
    "x-…": edit("/x-a", 1, "extension-changed"),
  },
  info: {
    title: edit("/info/title", "B", "info-changed"),
    summary: edit("/info/summary", "B", "info-changed"),
    description: edit("/info/description", "B", "info-changed"),
    termsOfService: edit("/info/termsOfService", B, "info-changed"),
    contact: edit("/info/contact", undefined, "info-changed"),
    license: edit("/info/license", undefined, "info-changed"),
    version: { waived: "It is what a version is called, not something that changed in it." },
    "x-…": edit("/info/x-a", 1, "info-changed"),
  },
  contact: {
    name: edit("/info/contact/name", "B", "info-changed"),
    url: edit("/info/contact/url", B, "info-changed"),
    email: edit("/info/contact/email", "b@b.example", "info-changed"),
    "x-…": edit("/info/contact/x-a", 1, "info-changed"),
  },
  license: {
    name: edit("/info/license/name", "B", "info-changed"),
    identifier: edit("/info/license/identifier", "ISC", "info-changed"),
    url: edit("/info/license/url", B, "info-changed"),
    "x-…": edit("/info/license/x-a", 1, "info-changed"),
  },
  server: {
    url: edit("/servers/0/url", B, "server-removed"),
    description: edit("/servers/0/description", "B", "description-changed"),
    variables: edit("/servers/0/variables/stage", undefined, "server-variables-changed"),
    "x-…": edit("/servers/0/x-a", 1, "extension-changed"),
  },
  "server-variable": {
    enum: edit("/servers/0/variables/stage/enum", ["live"], "server-variables-changed"),
    default: edit("/servers/0/variables/stage/default", "test", "server-variables-changed"),
    description: edit("/servers/0/variables/stage/description", "B", "server-variables-changed"),
    "x-…": edit("/servers/0/variables/stage/x-a", 1, "server-variables-changed"),
  },
  components: {
    schemas: edit("/components/schemas/Ship/properties/name/type", "integer", "type-changed"),
    responses: edit("/components/responses/Missing/description", "B", "description-changed"),
    parameters: edit("/components/parameters/Limit/required", true, "parameter-became-required"),
    examples: edit("/components/examples/Ship/value", 1, "examples-changed"),
    requestBodies: edit("/components/requestBodies/Ship/required", true, "request-body-became-required"),
    headers: edit("/components/headers/Shared/required", true, "response-header-became-required"),
    securitySchemes: edit(`${SCHEMES}/key/name`, "X-Other", "security-scheme-changed"),
    links: edit("/components/links/Shared/operationId", "b", "link-changed"),
    callbacks: edit("/components/callbacks/Shared", {}, "callback-removed"),
    pathItems: edit("/components/pathItems/Shared/get", undefined, "operation-removed"),
    "x-…": edit("/components/x-a", 1, "extension-changed"),
  },
  paths: {
    "/…": edit("/paths/~1ships", undefined, "operation-removed"),
    "x-…": edit("/paths/x-a", 1, "extension-changed"),
  },
  "path-item": {
    $ref: edit("/paths/~1shared/$ref", "#/paths/~1ships", "operation-removed"),
    summary: edit(`${ITEM}/summary`, "B", "description-changed"),
    description: edit(`${ITEM}/description`, "B", "description-changed"),
    servers: edit(`${ITEM}/servers`, [{ url: B }], "server-removed"),
    parameters: edit(`${ITEM}/parameters/0/schema/type`, "integer", "type-changed"),
    ...Object.fromEntries(
      ["get", "put", "post", "delete", "options", "head", "patch", "trace"].map((method) => [
        method,
        edit(`${ITEM}/${method}`, undefined, "operation-removed"),
      ]),
    ),
    "x-…": edit(`${ITEM}/x-a`, 1, "extension-changed"),
  },
  operation: {
    tags: edit(`${GET}/tags`, ["b"], "tags-changed"),
    summary: edit(`${GET}/summary`, "B", "description-changed"),
    description: edit(`${GET}/description`, "B", "description-changed"),
    externalDocs: edit(`${GET}/externalDocs`, undefined, "annotation-changed"),
    operationId: edit(`${GET}/operationId`, "b", "operation-id-changed"),
    parameters: edit(`${GET}/parameters/0`, { name: "b", in: "query", schema: true }, "parameter-removed"),
    requestBody: edit(`${POST}/requestBody`, undefined, "request-body-removed"),
    responses: edit(`${GET}/responses/201`, { description: "New" }, "status-added"),
    callbacks: edit(`${POST}/callbacks`, undefined, "callback-removed"),
    deprecated: edit(`${GET}/deprecated`, true, "deprecated"),
    security: edit(`${GET}/security`, [{ login: ["read", "write"] }], "security-scope-added"),
    servers: edit(`${GET}/servers`, [{ url: B }], "server-removed"),
    "x-…": edit(`${GET}/x-a`, 1, "extension-changed"),
  },
  "external-documentation": {
    description: edit("/externalDocs/description", "B", "annotation-changed"),
    url: edit("/externalDocs/url", B, "annotation-changed"),
    "x-…": edit("/externalDocs/x-a", 1, "annotation-changed"),
  },
  parameter: {
    name: edit(`${GET}/parameters/0/name`, "b", "parameter-removed"),
    in: edit(`${GET}/parameters/0/in`, "header", "parameter-removed"),
    description: edit(`${GET}/parameters/0/description`, "B", "description-changed"),
    required: edit(`${GET}/parameters/0/required`, true, "parameter-became-required"),
    deprecated: edit(`${GET}/parameters/0/deprecated`, true, "deprecated"),
    allowEmptyValue: edit(`${GET}/parameters/0/allowEmptyValue`, true, "empty-value-accepted"),
    style: edit(`${GET}/parameters/0/style`, "pipeDelimited", "serialization-changed"),
    explode: edit(`${GET}/parameters/0/explode`, false, "serialization-changed"),
    allowReserved: edit(`${GET}/parameters/0/allowReserved`, true, "reserved-characters-changed"),
    schema: edit(`${GET}/parameters/0/schema/items/type`, "integer", "type-changed"),
    example: edit(`${GET}/parameters/0/example`, ["b"], "examples-changed"),
    examples: edit(`${GET}/parameters/1/examples/one/value`, "b", "examples-changed"),
    content: edit(`${GET}/parameters/2/content/application~1json/schema`, { type: "array" }, "type-changed"),
    "x-…": edit(`${GET}/parameters/0/x-a`, 1, "extension-changed"),
  },
  "request-body": {
    description: edit(`${POST}/requestBody/description`, "B", "description-changed"),
    content: edit(`${POST}/requestBody/content/application~1json`, undefined, "media-type-removed"),
    required: edit(`${POST}/requestBody/required`, false, "request-body-became-optional"),
    "x-…": edit(`${POST}/requestBody/x-a`, 1, "extension-changed"),
  },
  content: { "{…}": edit(`${OK}/content/text~1csv`, {}, "media-type-added") },
  "media-type": {
    schema: edit(`${OK}/content/application~1json/schema`, TEXT, "type-changed"),
    encoding: edit(`${FORM}/encoding`, undefined, "encoding-changed"),
    example: edit(`${OK}/content/application~1json/example`, 1, "examples-changed"),
    examples: edit(
      `${POST}/requestBody/content/application~1json/examples/one`,
      undefined,
      "examples-changed",
    ),
    "x-…": edit(`${OK}/content/application~1json/x-a`, 1, "extension-changed"),
  },
  encoding: {
    contentType: edit(`${FORM}/encoding/photo/contentType`, "image/jpeg", "encoding-changed"),
    headers: edit(`${FORM}/encoding/photo/headers/X-Size`, undefined, "encoding-changed"),
    style: edit(`${FORM}/encoding/photo/style`, "pipeDelimited", "encoding-changed"),
    explode: edit(`${FORM}/encoding/photo/explode`, false, "encoding-changed"),
    allowReserved: edit(`${FORM}/encoding/photo/allowReserved`, true, "encoding-changed"),
    "x-…": edit(`${FORM}/encoding/photo/x-a`, 1, "encoding-changed"),
  },
  responses: {
    default: edit(`${GET}/responses/default`, undefined, "status-removed"),
    "{status}": edit(`${GET}/responses/200`, undefined, "success-status-removed"),
    "x-…": edit(`${GET}/responses/x-a`, 1, "extension-changed"),
  },
  response: {
    description: edit(`${OK}/description`, "B", "description-changed"),
    headers: edit(`${OK}/headers/X-Total`, undefined, "response-header-removed"),
    content: edit(`${OK}/content/application~1json`, undefined, "media-type-removed"),
    links: edit(`${OK}/links/owner`, undefined, "link-removed"),
    "x-…": edit(`${OK}/x-a`, 1, "extension-changed"),
  },
  callbacks: {
    "{…}": edit(`${POST}/callbacks/done/{$request.body#~1url}`, undefined, "callback-removed"),
    "x-…": { waived: "It stands beside the addresses that are called, and is part of no operation." },
  },
  example: {
    summary: edit(`${GET}/parameters/1/examples/one/summary`, "B", "examples-changed"),
    description: edit(`${GET}/parameters/1/examples/one/description`, "B", "examples-changed"),
    value: edit(`${GET}/parameters/1/examples/one/value`, "b", "examples-changed"),
    externalValue: edit("/components/examples/Unused/externalValue", B, "examples-changed"),
    "x-…": edit(`${GET}/parameters/1/examples/one/x-a`, 1, "examples-changed"),
  },
  link: {
    operationRef: edit(`${OK}/links/port/operationRef`, "#/paths/~1ships/post", "link-changed"),
    operationId: edit(`${OK}/links/owner/operationId`, "b", "link-changed"),
    parameters: edit(`${OK}/links/owner/parameters/id`, "$response.body#/b", "link-changed"),
    requestBody: edit(`${OK}/links/owner/requestBody`, "b", "link-changed"),
    description: edit(`${OK}/links/owner/description`, "B", "description-changed"),
    server: edit(`${OK}/links/owner/server/url`, B, "link-changed"),
    body: edit(`${OK}/links/owner/body`, {}, "link-changed"),
    "x-…": edit(`${OK}/links/owner/x-a`, 1, "extension-changed"),
  },
  header: {
    description: edit(`${OK}/headers/X-Total/description`, "B", "description-changed"),
    required: edit(`${OK}/headers/X-Total/required`, true, "response-header-became-required"),
    deprecated: edit(`${OK}/headers/X-Total/deprecated`, true, "deprecated"),
    allowEmptyValue: edit(`${OK}/headers/X-Total/allowEmptyValue`, true, "empty-value-accepted"),
    style: edit(`${OK}/headers/X-Total/style`, "form", "serialization-changed"),
    explode: edit(`${OK}/headers/X-Total/explode`, true, "serialization-changed"),
    allowReserved: edit(`${OK}/headers/X-Total/allowReserved`, true, "reserved-characters-changed"),
    schema: edit(`${OK}/headers/X-Total/schema/items/type`, "integer", "type-changed"),
    content: edit(`${OK}/headers/X-Plain/content/text~1plain/schema/type`, "integer", "type-changed"),
    example: edit(`${OK}/headers/X-Total/example`, ["b"], "examples-changed"),
    examples: edit(`${OK}/headers/X-Shown/examples/one/value`, "b", "examples-changed"),
    "x-…": edit(`${OK}/headers/X-Total/x-a`, 1, "extension-changed"),
  },
  tag: {
    name: edit("/tags/0/name", "b", "tags-changed"),
    description: edit("/tags/0/description", "B", "tags-changed"),
    externalDocs: edit("/tags/0/externalDocs", undefined, "tags-changed"),
    "x-…": edit("/tags/0/x-a", 1, "tags-changed"),
  },
  reference: {
    $ref: edit(`${GET}/parameters/3/$ref`, "#/components/parameters/Other", "parameter-removed"),
    summary: { waived: "It is shown in place of the words of what is referred to, which are compared." },
    description: { waived: "It is shown in place of the words of what is referred to, which are compared." },
  },
  "security-scheme": {
    type: edit(`${SCHEMES}/bearer/type`, "mutualTLS", "security-scheme-changed"),
    description: edit(`${SCHEMES}/login/description`, "B", "description-changed"),
    name: edit(`${SCHEMES}/key/name`, "X-Other", "security-scheme-changed"),
    in: edit(`${SCHEMES}/key/in`, "query", "security-scheme-changed"),
    scheme: edit(`${SCHEMES}/bearer/scheme`, "basic", "security-scheme-changed"),
    bearerFormat: edit(`${SCHEMES}/bearer/bearerFormat`, "opaque", "annotation-changed"),
    flows: edit(`${FLOWS}/implicit`, undefined, "oauth-flow-changed"),
    openIdConnectUrl: edit(`${SCHEMES}/open/openIdConnectUrl`, B, "oauth-flow-changed"),
    "x-…": edit(`${SCHEMES}/key/x-a`, 1, "extension-changed"),
  },
  "oauth-flows": {
    ...Object.fromEntries(
      ["implicit", "password", "clientCredentials", "authorizationCode"].map((flow) => [
        flow,
        edit(`${FLOWS}/${flow}`, undefined, "oauth-flow-changed"),
      ]),
    ),
    "x-…": edit(`${FLOWS}/x-a`, 1, "extension-changed"),
  },
  "oauth-flow": {
    authorizationUrl: edit(`${FLOWS}/implicit/authorizationUrl`, B, "oauth-flow-changed"),
    tokenUrl: edit(`${FLOWS}/password/tokenUrl`, B, "oauth-flow-changed"),
    refreshUrl: edit(`${FLOWS}/implicit/refreshUrl`, B, "oauth-flow-changed"),
    scopes: edit(`${FLOWS}/implicit/scopes/read`, undefined, "oauth-flow-changed"),
    "x-…": edit(`${FLOWS}/implicit/x-a`, 1, "extension-changed"),
  },
  "security-requirement": { "{…}": edit(`${GET}/security`, [{ key: [] }], "security-alternative-removed") },
};
