import { isArray, isObject, type Json, own } from "./json.ts";
import { fromFragment, join } from "./pointer.ts";
import type { Schema } from "./schema.ts";
import type { SchemaReader } from "./schema-reader.ts";
import { boundOf } from "./schema-values.ts";
import type { TypeName } from "./type-name.ts";

type Read = (reader: SchemaReader, value: Json, name: string) => void;

/** Members of a schema that may hold something of a type. */
type Members<Type> = {
  [Key in keyof Schema]-?: Type extends Schema[Key] ? Key : never;
}[keyof Schema];

const text =
  (member: "format" | "pattern"): Read =>
  ({ schema }, value) => {
    if (typeof value === "string" && value !== "") schema[member] = value;
  };

const flag =
  (member: "readOnly" | "writeOnly" | "deprecated"): Read =>
  ({ schema }, value) => {
    schema[member] = value === true;
  };

/** @param least the value that says as much as no keyword */
const number =
  (member: Exclude<Members<number>, "raw">, least = -Infinity): Read =>
  ({ schema }, value) => {
    if (typeof value === "number" && value > least) schema[member] = value;
  };

const multipleOf: Read = (reader, value, name) => {
  if (value !== 1 || !reader.onlyIntegers) number("multipleOf")(reader, value, name);
};

const bound =
  (end: "minimum" | "maximum"): Read =>
  (reader) => {
    const get = (keyword: string) => reader.get(keyword);
    reader.set(end, boundOf(end, get, reader.traits.booleanExclusive, reader.onlyIntegers));
  };

/** A schema that accepts everything is left out: here, it says nothing. */
const schema =
  (member: Exclude<Members<Schema>, "not" | "contains">): Read =>
  (reader, value, name) => {
    if (value === true || (isObject(value) && Object.keys(value).length === 0)) return;
    reader.schema[member] = reader.child(value, name);
  };

const schemas =
  (member: "prefixItems" | "allOf" | "anyOf" | "oneOf"): Read =>
  (reader, value, name) =>
    reader.set(member, reader.children(value, name));

const schemaMap =
  (member: "properties" | "patternProperties" | "dependentSchemas"): Read =>
  (reader, value, name) => {
    reader.schema[member] = reader.childMap(value, name);
  };

/** Up to draft-07 `items` may be what `prefixItems` is today; then `additionalItems` is what `items` is. */
const items: Read = (reader, value, name) => {
  if (!reader.traits.itemsList || !isArray(value)) return schema("items")(reader, value, name);
  reader.schema.prefixItems = reader.children(value, name) ?? [];
  const rest = reader.get("additionalItems");
  if (rest !== undefined) schema("items")(reader, rest, "additionalItems");
};

const contains: Read = (reader, value, name) => {
  reader.schema.contains = reader.child(value, name);
  for (const count of ["minContains", "maxContains"] as const)
    number(count)(reader, reader.get(count) ?? null, count);
};

const uniqueItems: Read = ({ schema }, value) => {
  if (value === true) schema.uniqueItems = true;
};

const required: Read = ({ schema }, value) => {
  schema.required = new Set(namesIn(value));
};

const dependentRequired: Read = ({ schema }, value) => {
  if (!isObject(value)) return;
  schema.dependentRequired = new Map(Object.entries(value).map(([name, list]) => [name, namesIn(list)]));
};

/** Up to draft-07, one keyword for what `dependentRequired` and `dependentSchemas` are today. */
const dependencies: Read = (reader, value, name) => {
  if (!isObject(value)) return;
  const [lists, others] = [new Map<string, string[]>(), new Map<string, Schema>()];
  for (const [property, of] of Object.entries(value)) {
    if (isArray(of)) lists.set(property, namesIn(of));
    else others.set(property, reader.child(of, name, property));
  }
  reader.schema.dependentRequired = lists;
  reader.schema.dependentSchemas = others;
};

const not: Read = (reader, value, name) => {
  reader.schema.not = reader.child(value, name);
};

/** Even one that accepts everything decides between the other two; without them it says nothing. */
const condition: Read = (reader, value, name) => {
  const [then, otherwise] = [reader.get("then"), reader.get("else")];
  if (then === undefined && otherwise === undefined) return;
  reader.schema.if = reader.child(value, name);
  if (then !== undefined) schema("then")(reader, then, "then");
  if (otherwise !== undefined) schema("else")(reader, otherwise, "else");
};

const discriminator: Read = (reader, value) => {
  const propertyName = isObject(value) ? own(value, "propertyName") : value;
  if (typeof propertyName !== "string") return;
  const mapping = new Map<string, string>();
  const written = isObject(value) ? own(value, "mapping") : undefined;
  for (const [tag, target] of Object.entries(isObject(written) ? written : {})) {
    if (typeof target !== "string") continue;
    // A name and a reference to the schema of that name are the same (OpenAPI 3.1.1, 4.8.25.1).
    const named = /^[\w.-]+$/.test(target) ? join("/components", "schemas", target) : target;
    mapping.set(tag, fromFragment(target) ?? named);
  }
  reader.schema.discriminator = { propertyName, mapping };
};

function namesIn(list: Json): string[] {
  return isArray(list) ? list.filter((name) => typeof name === "string") : [];
}

/** What becomes of keywords that say something of values of some types only. */
const BY_TYPES: readonly (readonly [types: readonly TypeName[], Readonly<Record<string, Read>>])[] = [
  [
    ["number", "integer"],
    {
      multipleOf,
      minimum: bound("minimum"),
      exclusiveMinimum: bound("minimum"),
      maximum: bound("maximum"),
      exclusiveMaximum: bound("maximum"),
    },
  ],
  // `format: int32` and friends speak of numbers.
  [["string", "number", "integer"], { format: text("format") }],
  [
    ["string"],
    { minLength: number("minLength", 0), maxLength: number("maxLength"), pattern: text("pattern") },
  ],
  [
    ["array"],
    {
      prefixItems: schemas("prefixItems"),
      items,
      contains,
      minItems: number("minItems", 0),
      maxItems: number("maxItems"),
      uniqueItems,
      unevaluatedItems: schema("unevaluatedItems"),
    },
  ],
  [
    ["object"],
    {
      properties: schemaMap("properties"),
      patternProperties: schemaMap("patternProperties"),
      additionalProperties: schema("additionalProperties"),
      unevaluatedProperties: schema("unevaluatedProperties"),
      propertyNames: schema("propertyNames"),
      required,
      minProperties: number("minProperties", 0),
      maxProperties: number("maxProperties"),
      dependentRequired,
      dependentSchemas: schemaMap("dependentSchemas"),
      dependencies,
    },
  ],
];

/** What becomes of the others, whatever the types. */
const BY_NAME: Readonly<Record<string, Read>> = {
  allOf: schemas("allOf"),
  anyOf: schemas("anyOf"),
  oneOf: schemas("oneOf"),
  not,
  if: condition,
  discriminator,
  readOnly: flag("readOnly"),
  writeOnly: flag("writeOnly"),
  deprecated: flag("deprecated"),
};

export interface Keyword {
  /** It says nothing of a schema that allows none of these. */
  readonly types?: readonly TypeName[];
  readonly read: Read;
}

export const KEYWORDS: ReadonlyMap<string, Keyword> = new Map<string, Keyword>([
  ...Object.entries(BY_NAME).map(([name, read]) => [name, { read }] as const),
  ...BY_TYPES.flatMap(([types, reads]) =>
    Object.entries(reads).map(([name, read]) => [name, { types, read }] as const),
  ),
]);

/** Keywords that are read before all others or with another one, or that only name things. */
export const READ_ELSEWHERE: ReadonlySet<string> = new Set([
  ...["$ref", "$dynamicRef", "type", "nullable", "enum", "const"],
  ...["additionalItems", "minContains", "maxContains", "then", "else"],
  ...["$id", "id", "$anchor", "$dynamicAnchor", "$schema", "$defs", "definitions", "$vocabulary", "$comment"],
]);
