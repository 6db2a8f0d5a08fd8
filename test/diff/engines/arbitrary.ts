import fc from "fast-check";
import type { Json, JsonObject } from "../../../src/model/json.ts";

/** Schemas of the keywords that openapi-diff heeds, in the words of OpenAPI 3.0. */
const schemas: fc.Arbitrary<JsonObject> = fc.letrec<{ schema: JsonObject }>((tie) => ({
  schema: fc.oneof(
    { maxDepth: 2, withCrossShrink: true },
    fc.record({
      type: fc.constant("string"),
      minLength: fc.nat(2),
      maxLength: fc.integer({ min: 3, max: 5 }),
    }),
    fc.record({ type: fc.constant("integer"), minimum: fc.nat(2), maximum: fc.integer({ min: 3, max: 5 }) }),
    fc.constant<JsonObject>({ type: "boolean" }),
    fc.record({ type: fc.constant("array"), items: tie("schema"), maxItems: fc.integer({ min: 1, max: 3 }) }),
    fc.record({
      type: fc.constant("object"),
      properties: fc.dictionary(fc.constantFrom("a", "b", "c"), tie("schema"), {
        maxKeys: 3,
        noNullPrototype: true,
      }),
      required: fc.constantFrom(["a"], ["a", "b"]),
    }),
    fc.constant<JsonObject>({ anyOf: [{ type: "string" }, { type: "boolean" }] }),
  ),
})).schema;

/** The parts of a small API, of which an edit changes one. */
export interface Api {
  readonly request: JsonObject;
  readonly response: JsonObject;
  readonly headers: JsonObject;
  readonly parameters: readonly Json[];
  /** Must the body be sent? */
  readonly needed: boolean;
  readonly statuses: readonly string[];
  readonly paths: readonly string[];
  readonly methods: readonly ("get" | "put")[];
}

const apis: fc.Arbitrary<Api> = fc.record({
  request: schemas,
  response: schemas,
  headers: fc.constantFrom<JsonObject>({}, header(true), header(false)),
  parameters: fc.constantFrom([], [limit(false)]),
  needed: fc.boolean(),
  statuses: fc.constantFrom(["200"], ["200", "404"], ["200", "201"]),
  paths: fc.constantFrom(["/a"], ["/a", "/b"]),
  methods: fc.constantFrom<readonly ("get" | "put")[]>(["get"], ["get", "put"]),
});

function header(required: boolean): JsonObject {
  return { "X-A": { required, schema: { type: "string" } } };
}

function limit(required: boolean): JsonObject {
  return { name: "limit", in: "query", required, schema: { type: "integer" } };
}

type SchemaEdit = (schema: JsonObject) => JsonObject;

const EDITS: Readonly<Record<string, readonly SchemaEdit[]>> = {
  string: [
    (schema) => ({ ...schema, minLength: 3 }),
    (schema) => ({ ...schema, maxLength: 9 }),
    ({ maxLength: _, ...schema }) => schema,
    () => ({ type: "integer" }),
    (schema) => ({ ...schema, enum: ["aaa"] }),
    (schema) => ({ ...schema, pattern: "^a" }),
  ],
  integer: [
    (schema) => ({ ...schema, minimum: 3 }),
    (schema) => ({ ...schema, maximum: 9 }),
    (schema) => ({ ...schema, type: "number" }),
    (schema) => ({ ...schema, nullable: true }),
    (schema) => ({ ...schema, multipleOf: 2 }),
  ],
  boolean: [() => ({ type: "string" }), () => ({ anyOf: [{ type: "boolean" }, { type: "string" }] })],
  array: [
    (schema) => ({ ...schema, maxItems: 0 }),
    (schema) => ({ ...schema, minItems: 1 }),
    (schema) => ({ ...schema, uniqueItems: true }),
    (schema) => ({ ...schema, items: { type: "string", maxLength: 1 } }),
  ],
  object: [
    (schema) => ({ ...schema, required: ["a", "b", "c"] }),
    ({ required: _, ...schema }) => schema,
    (schema) => ({
      ...schema,
      properties: { ...(schema["properties"] as JsonObject), d: { type: "string" } },
    }),
    (schema) => ({ ...schema, properties: {} }),
    (schema) => ({ ...schema, additionalProperties: false }),
    (schema) => ({
      ...schema,
      required: ["a", "b", "d"],
      properties: { ...(schema["properties"] as JsonObject), d: {} },
    }),
  ],
  union: [
    () => ({ anyOf: [{ type: "string" }] }),
    () => ({ anyOf: [{ type: "boolean" }, { type: "string" }, { type: "integer" }] }),
    () => ({ anyOf: [{ type: "boolean" }, { type: "string", maxLength: 2 }] }),
  ],
};

function editedSchema(schema: JsonObject, pick: number, deep: boolean): JsonObject {
  const { properties, items } = schema as { properties?: JsonObject; items?: JsonObject };
  const [name] = Object.keys(properties ?? {});
  if (deep && name !== undefined)
    return {
      ...schema,
      properties: { ...properties, [name]: editedSchema(properties?.[name] as JsonObject, pick, true) },
    };
  if (deep && items !== undefined) return { ...schema, items: editedSchema(items, pick, true) };
  const edits = EDITS[typeof schema["type"] === "string" ? schema["type"] : "union"] ?? [];
  return edits[pick % edits.length]?.(schema) ?? schema;
}

const API_EDITS: readonly ((api: Api) => Api)[] = [
  (api) => ({ ...api, paths: ["/a", "/b", "/c"] }),
  (api) => ({ ...api, paths: ["/a"] }),
  (api) => ({ ...api, methods: ["get", "put"] }),
  (api) => ({ ...api, methods: ["get"] }),
  (api) => ({ ...api, statuses: [...api.statuses, "409"] }),
  (api) => ({ ...api, statuses: ["200"] }),
  (api) => ({ ...api, parameters: [limit(true)] }),
  (api) => ({ ...api, parameters: [] }),
  (api) => ({ ...api, needed: true, methods: ["get", "put"] }),
  (api) => ({ ...api, needed: false, methods: ["get", "put"] }),
  (api) => ({ ...api, headers: {} }),
  (api) => ({ ...api, headers: header(true) }),
  (api) => ({ ...api, headers: header(false) }),
];

/** An API before and after one edit. */
export const edits: fc.Arbitrary<readonly [Api, Api]> = fc
  .record({
    api: apis,
    pick: fc.nat(1000),
    what: fc.constantFrom("request", "response", "api"),
    deep: fc.boolean(),
  })
  .map(({ api, pick, what, deep }) => {
    if (what === "api") return [api, API_EDITS[pick % API_EDITS.length]?.(api) ?? api] as const;
    const side = what as "request" | "response";
    return [api, { ...api, [side]: editedSchema(api[side], pick, deep) }] as const;
  });

/** The members of a document of OpenAPI 3.0. */
export function described({ request, response, headers, statuses, paths, ...api }: Api): JsonObject {
  const answer = { description: "An answer", headers, content: { "application/json": { schema: response } } };
  const responses = Object.fromEntries(statuses.map((status): [string, Json] => [status, answer]));
  const body = { required: api.needed, content: { "application/json": { schema: request } } };
  const operations = api.methods.map((method): [string, Json] => [
    method,
    { parameters: api.parameters, responses, ...(method === "put" ? { requestBody: body } : {}) },
  ]);
  return {
    openapi: "3.0.3",
    paths: Object.fromEntries(paths.map((path): [string, Json] => [path, Object.fromEntries(operations)])),
  };
}
