import { isArray, isObject, type Json, type JsonObject } from "../../../src/model/json.ts";

/** Ways to write a schema that change nothing about what it accepts; `undefined` where one does not apply. */
const REWRITES: readonly ((schema: JsonObject) => JsonObject | undefined)[] = [
  (schema) => (isArray(schema["enum"]) ? { ...schema, enum: [...schema["enum"]].reverse() } : undefined),
  ({ enum: values, ...rest }) =>
    isArray(values) && values.length === 1 ? { ...rest, const: values[0] ?? null } : undefined,
  ({ type, ...rest }) =>
    type !== undefined && rest["allOf"] === undefined ? { ...rest, allOf: [{ type }] } : undefined,
  ({ type, ...rest }) =>
    isArray(type) && rest["anyOf"] === undefined
      ? { ...rest, anyOf: type.map((one) => ({ type: one })) }
      : undefined,
  ({ minimum, ...rest }) =>
    rest["type"] === "integer" && typeof minimum === "number" && rest["exclusiveMinimum"] === undefined
      ? { ...rest, exclusiveMinimum: Math.ceil(minimum) - 1 }
      : undefined,
  ({ required, ...rest }) =>
    isArray(required) && rest["allOf"] === undefined
      ? { ...rest, allOf: required.map((name) => ({ required: [name] })) }
      : undefined,
  (schema) => (isArray(schema["anyOf"]) ? { ...schema, anyOf: [...schema["anyOf"]].reverse() } : undefined),
  (schema) => (isArray(schema["oneOf"]) ? { ...schema, oneOf: [...schema["oneOf"]].reverse() } : undefined),
  (schema) => ({ anyOf: [schema] }),
  (schema) => ({ ...schema, description: "says nothing" }),
];

const SCHEMAS = [
  "unevaluatedItems",
  "unevaluatedProperties",
  "items",
  "contains",
  "additionalProperties",
  "propertyNames",
  "not",
  "if",
  "then",
  "else",
];
const LISTS = ["prefixItems", "allOf", "anyOf", "oneOf"];
const MAPS = ["properties", "patternProperties", "dependentSchemas", "$defs"];

/**
 * The document written differently: every schema in it by the next of `choices`, some moved into definitions of
 * their own, and the definitions it has under other names, each unrolled once.
 */
export function rewrite(document: JsonObject, choices: readonly number[]): JsonObject {
  const definitions: Record<string, Json> = {};
  let turn = 0;
  const next = () => choices[turn++ % choices.length] ?? 0;
  let names = 0;
  const fresh = () => `new${names++}`;

  const visit = (schema: Json): Json => {
    if (!isObject(schema)) return schema;
    let copy: JsonObject = rename(schema);
    for (const keyword of SCHEMAS)
      if (isObject(copy[keyword])) copy = set(copy, keyword, visit(copy[keyword]));
    for (const keyword of LISTS) {
      const list = copy[keyword];
      if (isArray(list)) copy = set(copy, keyword, list.map(visit));
    }
    for (const keyword of MAPS) {
      const map = copy[keyword];
      if (!isObject(map)) continue;
      const members = Object.entries(map).map(([name, of]): [string, Json] => [name, visit(of)]);
      copy = set(copy, keyword, Object.fromEntries(members));
    }
    // What unevaluated… sees depends on everything beside it: such a schema stays as it is.
    if (Object.keys(copy).some((key) => key.startsWith("unevaluated"))) return copy;
    const choice = next();
    const rewritten = REWRITES[choice % (REWRITES.length + 1)]?.(copy);
    if (choice % 4 !== 3) return rewritten ?? copy;
    const name = fresh();
    definitions[name] = rewritten ?? copy;
    return { $ref: `#/$defs/${name}` };
  };

  const { $defs, ...root } = document;
  const written = visit(root) as JsonObject;
  for (const [name, definition] of Object.entries(isObject($defs) ? $defs : {})) {
    definitions[`${name}Even`] = visit(definition);
    definitions[`${name}Odd`] = back(visit(definition));
  }
  return { ...written, $defs: definitions };
}

/** `#/$defs/one` is now `#/$defs/oneEven`. */
function rename(schema: JsonObject): JsonObject {
  const { $ref } = schema;
  return typeof $ref === "string" && !/Even$|Odd$|new\d+$/.test($ref)
    ? { ...schema, $ref: `${$ref}Odd` }
    : schema;
}

/** The second of two copies refers to the first, as the first does to the second. */
function back(schema: Json): Json {
  return JSON.parse(JSON.stringify(schema).replaceAll('Odd"', 'Even"')) as Json;
}

function set(schema: JsonObject, keyword: string, value: Json): JsonObject {
  return { ...schema, [keyword]: value };
}
