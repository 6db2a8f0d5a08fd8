import fc from "fast-check";
import { isArray, isObject, type Json, type JsonObject } from "../../src/model/json.ts";

/** Schemas with references into a fixed set of components, so that cycles of every kind come up. */
export const NAMES = ["Alpha", "Beta", "Gamma"] as const;
const reference = fc.constantFrom(...NAMES).map((name): Json => ({ $ref: `#/components/schemas/${name}` }));

const schema = fc.letrec<{ schema: Json }>((tie) => ({
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
          noNullPrototype: true,
        }),
        required: fc.uniqueArray(fc.constantFrom("a", "b"), { maxLength: 2 }),
      },
      { requiredKeys: ["type"] },
    ),
    fc
      .uniqueArray(tie("schema"), { minLength: 1, maxLength: 3, selector: (value) => JSON.stringify(value) })
      .map((oneOf): Json => ({ oneOf })),
    fc
      .uniqueArray(reference, { minLength: 2, maxLength: 2, selector: (value) => JSON.stringify(value) })
      .map((allOf): Json => ({ allOf })),
  ) as fc.Arbitrary<Json>,
})).schema;

/** A component that is only a reference may lead to itself and mean nothing: that has a test of its own. */
const component = schema.filter((value) => !isObject(value) || !("$ref" in value));

/** The members of a document with one operation, whose messages share components. */
export const members: fc.Arbitrary<JsonObject> = fc
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

type Mutable = Record<string, Json>;

/** Small edits of a schema, of the kind that people make; where one does not apply, the schema stays as it is. */
const SCHEMA_EDITS: readonly ((schema: JsonObject) => Json)[] = [
  ({ required, ...rest }) => (isArray(required) ? rest : { ...rest, required: ["a"] }),
  ({ properties, ...rest }) => ({
    ...rest,
    type: "object",
    properties: { ...(isObject(properties) ? properties : {}), c: { type: "string" } },
  }),
  ({ properties, ...rest }) =>
    isObject(properties)
      ? { ...rest, properties: Object.fromEntries(Object.entries(properties).slice(1)) }
      : { ...rest, properties: { a: { type: "integer" } } },
  ({ enum: values, ...rest }) => ({ ...rest, enum: isArray(values) ? [...values, "d"] : ["a", "b"] }),
  ({ enum: values, ...rest }) =>
    isArray(values) && values.length > 1 ? { ...rest, enum: values.slice(1) } : rest,
  ({ type, ...rest }) =>
    typeof type === "string" && type !== "null"
      ? { ...rest, type: [type, "null"] }
      : { ...rest, type: "null" },
  ({ type, ...rest }) => ({ ...rest, type: type === "string" ? "integer" : "string" }),
  ({ oneOf, ...rest }) => ({ ...rest, oneOf: [...(isArray(oneOf) ? oneOf : []), { const: 7 }] }),
  ({ oneOf, ...rest }) =>
    isArray(oneOf) && oneOf.length > 1 ? { ...rest, oneOf: oneOf.slice(1) } : { oneOf: [rest, { const: 7 }] },
  (schema) => ({ ...schema, description: "another" }),
  (schema) => ({ ...schema, deprecated: true }),
  (schema) => ({ ...schema, readOnly: true }),
  (schema) => ({ ...schema, writeOnly: true }),
  (schema) => ({ ...schema, additionalProperties: false }),
  (schema) => ({ ...schema, minLength: 2, maxItems: 2 }),
  (schema) => ({ ...schema, pattern: "^a", minProperties: 1 }),
  (schema) => ({ ...schema, format: "date", default: "a" }),
  () => ({ $ref: "#/components/schemas/Beta" }),
  () => ({ type: "boolean" }),
];

const TEXT = { schema: { type: "string" } } as const;

/** Small edits of what is around the schemas of an operation: where, and what then stands there, if anything. */
const OPERATION_EDITS: readonly (readonly [path: readonly string[], value: Json | undefined])[] = [
  [["parameters", "1"], { name: "q", in: "query", ...TEXT }],
  [["parameters", "2"], { name: "X-Q", in: "header", required: true, ...TEXT }],
  [["responses", "404", "description"], "None"],
  [["responses", "default", "description"], "Else"],
  [["responses", "4XX", "description"], "Not well"],
  [["responses", "200", "headers", "X-A"], TEXT],
  [["responses", "200", "content", "text/*"], TEXT],
  [["requestBody", "content", "text/csv"], TEXT],
  [["requestBody", "required"], true],
  [["deprecated"], true],
  [["x-sunset"], "2030-01-01"],
  [["operationId"], "other"],
  [["tags"], ["other"]],
  [["security"], [{ token: [] }]],
  [["description"], "Does things"],
  [["requestBody"], undefined],
  [["responses", "200"], undefined],
];

/** The edits around schemas that take no schema away. */
export const AROUND_AND_KEPT = [...OPERATION_EDITS.keys()].slice(0, -2);

function put(holder: Mutable, [key = "", ...rest]: readonly string[], value: Json | undefined): void {
  if (rest.length > 0) {
    holder[key] ??= {};
    put(holder[key] as Mutable, rest, value);
  } else if (value === undefined) delete holder[key];
  else if (Array.isArray(holder)) holder.push(value);
  else holder[key] = value;
}

/** Which edit, and where. */
export interface Choice {
  readonly at: number;
  readonly edit: number;
}

/** Up to this number it is one around the schemas. */
const LAST_AROUND = OPERATION_EDITS.length - 1;
const choices = fc.record({ at: fc.nat(60), edit: fc.nat(100) });

/** Edits of schemas, and of nothing around them. */
export const schemaEdits: fc.Arbitrary<readonly Choice[]> = fc.array(
  fc.record({ at: fc.nat(60), edit: fc.integer({ min: LAST_AROUND + 1, max: 100 }) }),
  { minLength: 1, maxLength: 3 },
);

/** Values of the same small world as the schemas. */
export const values: fc.Arbitrary<Json> = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    { weight: 5, arbitrary: fc.constantFrom<Json>(null, true, 0, 1, 7, "", "a", "b", "ab", "abc", "d") },
    { weight: 2, arbitrary: fc.array(tie("value"), { maxLength: 3 }) },
    {
      weight: 3,
      arbitrary: fc.dictionary(fc.constantFrom("a", "b", "c", "default"), tie("value"), {
        maxKeys: 3,
        noNullPrototype: true,
      }),
    },
  ),
})).value;

/** Every schema of a document: what holds it, and by which name. */
function sitesIn(document: JsonObject): (readonly [holder: Mutable, key: string])[] {
  const sites: (readonly [Mutable, string])[] = [];
  const visit = (holder: Mutable, key: string, isSchema: boolean) => {
    const value = holder[key];
    if (isSchema && isObject(value)) sites.push([holder, key]);
    if (typeof value !== "object" || value === null) return;
    for (const below of Object.keys(value))
      visit(value as Mutable, below, HOLDS_SCHEMAS.has(key) || below === "schema" || below === "items");
  };
  for (const key of Object.keys(document)) visit(document as Mutable, key, false);
  return sites;
}

const HOLDS_SCHEMAS = new Set(["schemas", "properties", "oneOf", "allOf"]);

/** A document with one edit more. */
export function edited(document: JsonObject, { at, edit }: Choice): JsonObject {
  const copy = structuredClone(document) as Mutable;
  const [path, value] = OPERATION_EDITS[edit] ?? [];
  if (path !== undefined) {
    put(copy, ["paths", "/things/{id}", "post", ...path], value);
    return copy;
  }
  const sites = sitesIn(copy);
  const [holder, key] = sites[at % sites.length] ?? [copy, ""];
  const schema = holder[key];
  if (isObject(schema)) holder[key] = SCHEMA_EDITS[edit % SCHEMA_EDITS.length]?.(schema) ?? schema;
  return copy;
}

/** Two documents that differ by a few edits: the older and the newer one. */
export const pairs: fc.Arbitrary<readonly [JsonObject, JsonObject]> = fc
  .tuple(members, fc.array(choices, { minLength: 1, maxLength: 3 }))
  .map(([document, edits]) => [document, edits.reduce(edited, document)] as const);
