import { isArray, isObject, type Json, type JsonObject, own, stringAt } from "../json.ts";
import { join, type Pointer } from "../pointer.ts";
import type { Origins } from "./origins.ts";
import { convertReference, convertSchema } from "./schemas.ts";

/** A parameter of Swagger 2.0 and where it is written. */
export interface Written {
  readonly raw: JsonObject;
  readonly pointer: Pointer;
}

/** Members that stand beside `in` in Swagger 2.0 and below `schema` in OpenAPI 3.0. */
const IN_SCHEMA = new Set([
  ...["type", "format", "items", "default", "enum", "multipleOf", "pattern", "uniqueItems", "x-nullable"],
  ...["maximum", "exclusiveMaximum", "minimum", "exclusiveMinimum"],
  ...["maxLength", "minLength", "maxItems", "minItems"],
]);

/** What OpenAPI 3.0 calls a `collectionFormat`; it has no word for tabs. */
const STYLES: Readonly<Record<string, JsonObject>> = {
  csv: { style: "form", explode: false },
  multi: { style: "form", explode: true },
  ssv: { style: "spaceDelimited", explode: false },
  pipes: { style: "pipeDelimited", explode: false },
  tsv: { style: "tabDelimited", explode: false },
};

/** A parameter that is not a body's; a reference stays one. */
export function convertParameter(parameter: Json, at: Pointer, from: Pointer, origins: Origins): Json {
  origins.note(at, from);
  if (!isObject(parameter)) return parameter;
  const ref = stringAt(parameter, "$ref");
  if (ref !== undefined) return { $ref: convertReference(ref) };
  origins.note(join(at, "schema"), from);
  const [schema, rest] = split(parameter);
  return { ...rest, ...styleOf(parameter), schema };
}

/** A response header, which is a parameter without a name. */
export function convertHeader(header: Json, at: Pointer, from: Pointer, origins: Origins): Json {
  if (!isObject(header)) return header;
  origins.note(join(at, "schema"), from);
  const [schema, rest] = split(header);
  return { ...rest, schema };
}

function split(parameter: JsonObject): [schema: Json, rest: JsonObject] {
  const entries = Object.entries(parameter).filter(([key]) => key !== "collectionFormat");
  return [
    convertSchema(Object.fromEntries(entries.filter(([key]) => IN_SCHEMA.has(key)))),
    Object.fromEntries(entries.filter(([key]) => !IN_SCHEMA.has(key))),
  ];
}

/** Lists are parted by commas unless `collectionFormat` says otherwise; in OpenAPI 3.0 that is to be said. */
function styleOf(parameter: JsonObject): JsonObject {
  if (own(parameter, "type") !== "array") return {};
  const format = stringAt(parameter, "collectionFormat") ?? "csv";
  const place = own(parameter, "in");
  if (format === "csv" && (place === "path" || place === "header")) return {};
  return Object.hasOwn(STYLES, format) ? (STYLES[format] ?? {}) : {};
}

/** The one body parameter as a request body. */
export function convertBody(
  { raw, pointer }: Written,
  at: Pointer,
  consumes: readonly string[],
  origins: Origins,
): JsonObject {
  origins.note(at, pointer);
  const { name: _name, in: _in, schema, ...rest } = raw;
  const types = consumes.length > 0 ? consumes : ["application/json"];
  for (const type of types) origins.note(join(at, "content", type, "schema"), join(pointer, "schema"));
  const media = schema === undefined ? {} : { schema: convertSchema(schema) };
  return { ...rest, content: Object.fromEntries(types.map((type) => [type, media])) };
}

const FORMS = ["multipart/form-data", "application/x-www-form-urlencoded"];

/** The `formData` parameters, together, as a request body. */
export function convertForm(
  fields: readonly Written[],
  at: Pointer,
  consumes: readonly string[],
  origins: Origins,
): JsonObject {
  const hasFile = fields.some(({ raw }) => own(raw, "type") === "file");
  const stated = consumes.filter((type) => FORMS.some((form) => type.toLowerCase().startsWith(form)));
  const types = stated.length > 0 ? stated : [FORMS[hasFile ? 0 : 1] as string];
  const named = fields.map((field) => ({ ...field, name: stringAt(field.raw, "name") ?? "" }));
  const required = named.filter(({ raw }) => own(raw, "required") === true).map(({ name }) => name);
  const encoding = named.flatMap(({ name, raw }) => {
    const style = styleOf(raw);
    return Object.keys(style).length > 0 ? [[name, style] as const] : [];
  });
  for (const { pointer } of named.slice(0, 1)) origins.note(at, pointer);
  for (const type of types) {
    for (const { name, pointer } of named)
      origins.note(join(at, "content", type, "schema", "properties", name), pointer);
  }
  const media = {
    schema: {
      type: "object",
      properties: Object.fromEntries(named.map(({ name, raw }) => [name, fieldSchema(raw)])),
      ...(required.length > 0 ? { required } : {}),
    },
    ...(encoding.length > 0 ? { encoding: Object.fromEntries(encoding) } : {}),
  };
  return {
    ...(required.length > 0 ? { required: true } : {}),
    content: Object.fromEntries(types.map((type) => [type, media])),
  };
}

function fieldSchema(field: JsonObject): Json {
  const [schema, { name: _name, in: _in, required: _required, ...words }] = split(field);
  return isObject(schema) ? { ...words, ...schema } : schema;
}

/** The texts of a list like `consumes`; `undefined` where there is no list. */
export function mediaTypes(list: Json | undefined): readonly string[] | undefined {
  return isArray(list) ? list.filter((type) => typeof type === "string") : undefined;
}
