import { isArray, isObject, type Json, type JsonObject } from "../json.ts";

/** Keywords that hold a schema, a list of schemas, or a map of them. */
const HOLDS_SCHEMAS = new Set(["items", "additionalProperties", "not", "allOf", "anyOf", "oneOf"]);

/** A `$ref` of Swagger 2.0 as OpenAPI 3.0 writes it. */
export function convertReference(ref: string): string {
  return ref
    .replace(/^#\/definitions\//, "#/components/schemas/")
    .replace(/^#\/(parameters|responses)\//, "#/components/$1/");
}

/**
 * A Schema Object of Swagger 2.0 as one of OpenAPI 3.0: other references, a discriminator that is an object,
 * `x-nullable` (the extension from which `nullable` was made), and files as binary strings.
 */
export function convertSchema(schema: Json): Json {
  if (isArray(schema)) return schema.map(convertSchema);
  return isObject(schema) ? convertMembers(schema) : schema;
}

/** A map from names to schemas: a property may be called `$ref`. */
export function convertSchemaMap(map: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(map).map(([name, schema]) => [name, convertSchema(schema)]));
}

function convertMembers(schema: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(schema).flatMap(([key, value]): [string, Json][] => {
      if (key === "$ref" && typeof value === "string") return [[key, convertReference(value)]];
      if (key === "properties" && isObject(value)) return [[key, convertSchemaMap(value)]];
      if (HOLDS_SCHEMAS.has(key)) return [[key, convertSchema(value)]];
      if (key === "discriminator" && typeof value === "string") return [[key, { propertyName: value }]];
      if (key === "x-nullable" && typeof value === "boolean") return value ? [["nullable", true]] : [];
      if (key === "type" && value === "file") return Object.entries(FILE);
      return [[key, value]];
    }),
  );
}

/** OpenAPI 3.0.3, "Considerations for File Uploads". */
const FILE = { type: "string", format: "binary" } as const;
