import { TRAITS } from "../../model/dialect.ts";
import { isArray, isObject, type Json, type JsonObject, own } from "../../model/json.ts";
import { join, type Pointer } from "../../model/pointer.ts";
import type { Schema, SchemaGraph } from "../../model/schema.ts";
import { hiddenNames } from "./access.ts";
import type { Access } from "./node.ts";

/** Keywords whose value is copied as it is. */
const PLAIN = [
  ...["type", "nullable", "enum", "const", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"],
  ...["multipleOf", "minLength", "maxLength", "pattern", "minItems", "maxItems", "uniqueItems"],
  ...["minContains", "maxContains", "minProperties", "maxProperties", "required", "dependentRequired"],
];
const SCHEMAS = [
  ...["items", "additionalItems", "contains", "unevaluatedItems", "additionalProperties"],
  ...["unevaluatedProperties", "propertyNames", "not", "if", "then", "else"],
];
const LISTS = ["items", "prefixItems", "allOf", "anyOf", "oneOf"];
const MAPS = ["properties", "patternProperties", "dependentSchemas", "dependencies"];

/**
 * A JSON Schema of its own that judges the value as the schema in its document does. Schemas of properties that
 * occur nowhere in the value are never asked and are left out, so that a small value needs a small part of the document.
 * @returns `undefined` when the schema refers to something outside of the document.
 */
export function extract(
  graph: SchemaGraph,
  schema: Schema,
  value: Json,
  access: Access | undefined,
): JsonObject | undefined {
  return new Extraction(graph, namesIn(value), access).of(schema);
}

/** All names of members, at any depth. */
export function namesIn(value: Json, into: Set<string> = new Set()): Set<string> {
  for (const [name, member] of isArray(value) ? [] : isObject(value) ? Object.entries(value) : []) {
    into.add(name);
    namesIn(member, into);
  }
  if (isArray(value)) for (const item of value) namesIn(item, into);
  return into;
}

class Extraction {
  readonly #graph: SchemaGraph;
  readonly #names: ReadonlySet<string>;
  readonly #access: Access | undefined;
  readonly #definitions = new Map<Pointer, { name: string; schema: Json }>();
  #isWhole = true;

  constructor(graph: SchemaGraph, names: ReadonlySet<string>, access: Access | undefined) {
    this.#graph = graph;
    this.#names = names;
    this.#access = access;
  }

  of(schema: Schema): JsonObject | undefined {
    const ref = this.#reference(schema.pointer);
    const $defs = Object.fromEntries([...this.#definitions.values()].map((of) => [of.name, of.schema]));
    return this.#isWhole ? { ...ref, $defs } : undefined;
  }

  #reference(pointer: Pointer): JsonObject {
    let definition = this.#definitions.get(pointer);
    if (definition === undefined) {
      definition = { name: `s${this.#definitions.size}`, schema: true };
      this.#definitions.set(pointer, definition);
      definition.schema = this.#copy(this.#graph.at(pointer));
    }
    return { $ref: `#/$defs/${definition.name}` };
  }

  #copy(schema: Schema): Json {
    const { raw, pointer } = schema;
    if (typeof raw === "boolean") return raw;
    if (!isObject(raw)) return true;
    const traits = TRAITS[this.#graph.dialect];
    if (schema.ref !== undefined && !traits.refSiblings) return this.#reference(schema.ref);
    if (schema.ref === undefined && ["$ref", "$dynamicRef"].some((key) => own(raw, key) !== undefined)) {
      this.#isWhole = false;
    }
    const copy: Record<string, Json> = {};
    const get = (keyword: string) => (traits.missing.has(keyword) ? undefined : own(raw, keyword));
    for (const keyword of PLAIN) {
      const value = get(keyword);
      if (value !== undefined) copy[keyword] = value;
    }
    const child = (...tokens: (string | number)[]) => this.#copy(this.#graph.at(join(pointer, ...tokens)));
    for (const keyword of SCHEMAS) {
      const value = get(keyword);
      if (isObject(value) || typeof value === "boolean") copy[keyword] = child(keyword);
    }
    for (const keyword of LISTS) {
      const value = get(keyword);
      if (isArray(value)) copy[keyword] = value.map((_, i) => child(keyword, i));
    }
    for (const keyword of MAPS) {
      const value = get(keyword);
      if (isObject(value)) copy[keyword] = this.#map(keyword, value, child);
    }
    this.#excuse(schema, copy);
    if (schema.ref !== undefined) Object.assign(copy, this.#reference(schema.ref));
    return tupleApart(copy);
  }

  #map(keyword: string, map: JsonObject, child: (...tokens: string[]) => Json): JsonObject {
    const members = Object.entries(map).map(([name, value]): [string, Json] => {
      if (isArray(value)) return [name, value];
      const asked = keyword === "patternProperties" || this.#names.has(name);
      return [name, asked ? child(keyword, name) : true];
    });
    return Object.fromEntries(members);
  }

  /** Properties that messages of this direction leave out are neither asked for nor judged. */
  #excuse(schema: Schema, copy: Record<string, Json>): void {
    const hidden = hiddenNames(this.#graph, schema, this.#access);
    if (hidden.size === 0) return;
    const { required, properties } = copy;
    if (isArray(required)) {
      const left = required.filter((name) => typeof name !== "string" || !hidden.has(name));
      // Draft 4 wants at least one name.
      if (left.length > 0) copy["required"] = left;
      else delete copy["required"];
    }
    if (isObject(properties)) {
      const kept = Object.entries(properties).map(([name, of]): [string, Json] => [
        name,
        hidden.has(name) ? true : of,
      ]);
      copy["properties"] = Object.fromEntries(kept);
    }
  }
}

/**
 * After a list of item schemas, Ajv 8 skips the keywords that follow if the array has fewer items than the list;
 * in an `allOf` of its own there are none to skip.
 */
function tupleApart(schema: JsonObject): JsonObject {
  const { prefixItems, items, additionalItems, ...rest } = schema;
  if (prefixItems === undefined && !isArray(items)) return schema;
  const tuple = Object.entries({ prefixItems, items, additionalItems }).flatMap(([keyword, value]) =>
    value === undefined ? [] : [[keyword, value] as const],
  );
  return { ...rest, allOf: [...(isArray(rest["allOf"]) ? rest["allOf"] : []), Object.fromEntries(tuple)] };
}
