import { isArray, isObject, type Json, type JsonObject, objectAt, own } from "../../model/json.ts";
import { join, type Pointer } from "../../model/pointer.ts";

/** What OpenAPI 3.0 cannot say. */
export class Inexpressible extends Error {}

/**
 * The same API as OpenAPI 3.0.3: nothing that a message is held against is lost or added.
 * @throws Inexpressible with the first thing that OpenAPI 3.0 has no words for, and where it stands.
 */
export function downConvert(root: JsonObject): JsonObject {
  for (const [key, holder] of [
    ["webhooks", root],
    ["pathItems", objectAt(root, "components")],
  ] as const) {
    if (Object.keys(objectAt(holder, key)).length > 0)
      throw new Inexpressible(`${key} are new in OpenAPI 3.1`);
  }
  const { webhooks: _webhooks, jsonSchemaDialect: _dialect, ...rest } = root;
  const { summary: _summary, license, ...info } = objectAt(root, "info");
  const { identifier: _identifier, ...terms } = isObject(license) ? license : {};
  const converted = object({ ...rest, info: isObject(license) ? { ...info, license: terms } : info }, "");
  return { ...converted, openapi: "3.0.3", paths: objectAt(converted, "paths") };
}

/** Anything but a schema. Schemas stand under `schema` and in `components.schemas`. */
function object(value: JsonObject, at: Pointer): JsonObject {
  const ref = own(value, "$ref");
  if (typeof ref === "string") return { $ref: ref };
  const members = Object.entries(value).map(([key, member]): [string, Json] => {
    const place = join(at, key);
    if (key === "example" || key === "examples" || key.startsWith("x-")) return [key, member];
    if (key === "schema") return [key, schemaAt(member, place)];
    if (place === "/components/schemas" && isObject(member)) return [key, eachSchema(member, place)];
    return [key, any(member, place)];
  });
  return Object.fromEntries(members);
}

function any(value: Json, at: Pointer): Json {
  if (isArray(value)) return value.map((item, i) => any(item, join(at, i)));
  return isObject(value) ? object(value, at) : value;
}

function eachSchema(schemas: JsonObject, at: Pointer): JsonObject {
  return Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => [name, schemaAt(schema, join(at, name))]),
  );
}

/** Keywords that mean the same in both. */
const KEPT: ReadonlySet<string> = new Set(
  (
    "title description format default deprecated readOnly writeOnly discriminator xml externalDocs example enum pattern " +
    "multipleOf minLength maxLength minItems maxItems uniqueItems minProperties maxProperties"
  ).split(" "),
);

/** Keywords that constrain values and have no counterpart. */
const LOST: ReadonlySet<string> = new Set(
  (
    "$id $anchor $dynamicRef $dynamicAnchor prefixItems contains minContains maxContains patternProperties " +
    "propertyNames if then else unevaluatedItems unevaluatedProperties dependentRequired dependentSchemas dependencies"
  ).split(" "),
);

function schemaAt(schema: Json, at: Pointer): JsonObject {
  if (typeof schema === "boolean") return schema ? {} : { not: {} };
  if (!isObject(schema)) throw new Inexpressible(`#${at} is no schema`);
  const lost = Object.keys(schema).find((key) => LOST.has(key));
  if (lost !== undefined) throw new Inexpressible(`${lost} at #${at} has no counterpart in OpenAPI 3.0`);
  const { $ref, ...beside } = schema;
  if (typeof $ref !== "string") return keywords(schema, at);
  const others = keywords(beside, at);
  // Beside a `$ref`, OpenAPI 3.0 ignores everything.
  return Object.keys(others).length === 0 ? { $ref } : { allOf: [{ $ref }, others] };
}

function keywords(schema: JsonObject, at: Pointer): JsonObject {
  const copy: Record<string, Json> = {};
  for (const [key, value] of Object.entries(schema)) {
    if (KEPT.has(key) || key.startsWith("x-")) copy[key] = value;
    else if (key === "const") copy["enum"] = [value];
    else if (key === "examples" && isArray(value) && value[0] !== undefined) copy["example"] = value[0];
    else if (key === "required" && isArray(value) && value.length > 0) copy[key] = value;
    else if (key === "items" || key === "not") copy[key] = schemaAt(value, join(at, key));
    else if (key === "properties" && isObject(value)) copy[key] = eachSchema(value, join(at, key));
    else if (key === "additionalProperties")
      copy[key] = typeof value === "boolean" ? value : schemaAt(value, join(at, key));
    else if (["allOf", "anyOf", "oneOf"].includes(key) && isArray(value))
      copy[key] = value.map((member, i) => schemaAt(member, join(at, key, i)));
  }
  return {
    ...copy,
    ...bound(schema, "minimum", Math.max),
    ...bound(schema, "maximum", Math.min),
    ...typed(schema, copy),
  };
}

/** Numeric `exclusiveMinimum` becomes `minimum` with a flag; of two bounds, the tighter one counts. */
function bound(schema: JsonObject, keyword: "minimum" | "maximum", tighter: typeof Math.max): JsonObject {
  const flag = keyword === "minimum" ? "exclusiveMinimum" : "exclusiveMaximum";
  const [open, closed] = [own(schema, flag), own(schema, keyword)];
  if (typeof open !== "number") return closed === undefined ? {} : { [keyword]: closed };
  if (typeof closed === "number" && tighter(open, closed) !== open) return { [keyword]: closed };
  return { [keyword]: open, [flag]: true };
}

/** A list of types becomes one type, `nullable`, or a choice between several. */
function typed(schema: JsonObject, copy: JsonObject): JsonObject {
  const written = own(schema, "type");
  if (written === undefined) return {};
  const types = isArray(written) ? written : [written];
  const nullable = types.includes("null") ? { nullable: true } : {};
  const [type, ...more] = types.filter((name) => name !== "null");
  // Null alone is a nullable value of any type that can be nothing else.
  if (type === undefined) return { type: "string", nullable: true, enum: [null] };
  const one = (name: Json) => ({
    type: name,
    ...nullable,
    ...(name === "array" ? { items: own(copy, "items") ?? {} } : {}),
  });
  if (more.length === 0) return one(type);
  const choice = { anyOf: [type, ...more].map(one) };
  const taken = own(copy, "anyOf") !== undefined;
  if (!taken) return choice;
  const allOf = own(copy, "allOf");
  return { allOf: [...(isArray(allOf) ? allOf : []), choice] };
}
