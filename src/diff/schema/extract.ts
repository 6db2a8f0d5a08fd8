import { TRAITS } from "../../model/dialect.ts";
import { canonical, equal, isArray, isObject, type Json, type JsonObject, own } from "../../model/json.ts";
import { join, type Pointer } from "../../model/pointer.ts";
import type { Schema, SchemaGraph } from "../../model/schema.ts";
import { hiddenNames } from "./access.ts";
import { LIST_KEYWORDS, MAP_KEYWORDS, PLAIN_KEYWORDS, SCHEMA_KEYWORDS } from "./keywords.ts";
import type { Access } from "./node.ts";
import { schemaOf, type Tag, tagsIn } from "./tagged.ts";

/**
 * A JSON Schema of its own that judges the value as the schema in its document does. Every schema in it is there
 * for the parts of the value that it is asked about; one that is never asked is left out, so that a small value needs
 * a small part of the document.
 * @returns `undefined` when the schema refers to something outside of the document.
 */
export function extract(
  graph: SchemaGraph,
  schema: Schema,
  value: Json,
  access: Access | undefined,
): JsonObject | undefined {
  return new Extraction(graph, access).of(schema, value);
}

type Values = readonly Json[];

class Extraction {
  readonly #graph: SchemaGraph;
  readonly #access: Access | undefined;
  /** By the place of the schema and the values it judges. */
  readonly #definitions = new Map<string, { name: string; schema: Json }>();
  #isWhole = true;

  constructor(graph: SchemaGraph, access: Access | undefined) {
    this.#graph = graph;
    this.#access = access;
  }

  of(schema: Schema, value: Json): JsonObject | undefined {
    const ref = this.#reference(schema.pointer, [value]);
    const $defs = Object.fromEntries([...this.#definitions.values()].map((of) => [of.name, of.schema]));
    return this.#isWhole ? { ...ref, $defs } : undefined;
  }

  #reference(pointer: Pointer, values: Values): JsonObject {
    const key = `${pointer} ${values.map(canonical)}`;
    let definition = this.#definitions.get(key);
    if (definition === undefined) {
      definition = { name: `s${this.#definitions.size}`, schema: true };
      this.#definitions.set(key, definition);
      definition.schema = this.#copy(this.#graph.at(pointer), values);
    }
    return { $ref: `#/$defs/${definition.name}` };
  }

  #copy(schema: Schema, values: Values): Json {
    const { raw, pointer } = schema;
    if (typeof raw === "boolean") return raw;
    if (!isObject(raw) || values.length === 0) return true;
    const traits = TRAITS[this.#graph.dialect];
    if (schema.ref !== undefined && !traits.refSiblings) return this.#reference(schema.ref, values);
    if (schema.ref === undefined && ["$ref", "$dynamicRef"].some((key) => own(raw, key) !== undefined)) {
      this.#isWhole = false;
    }
    const refusal = this.#refusal(schema, values);
    if (refusal !== undefined) return refusal;
    const copy: Record<string, Json> = {};
    const get = (keyword: string) => (traits.missing.has(keyword) ? undefined : own(raw, keyword));
    const child = (of: Values, ...tokens: (string | number)[]) =>
      this.#copy(this.#graph.at(join(pointer, ...tokens)), of);
    for (const keyword of PLAIN_KEYWORDS) {
      const value = get(keyword);
      if (value !== undefined) copy[keyword] = value;
    }
    for (const keyword of SCHEMA_KEYWORDS) {
      const value = get(keyword);
      if (isObject(value) || typeof value === "boolean")
        copy[keyword] = child(asked(keyword, values), keyword);
    }
    for (const keyword of LIST_KEYWORDS) {
      const value = get(keyword);
      if (!isArray(value)) continue;
      const tags = keyword === "oneOf" || keyword === "anyOf" ? this.#tags(schema, keyword) : undefined;
      copy[keyword] = value.map((_, i) => {
        const tag = tags?.[i];
        if (tag === undefined) return child(asked(keyword, values, i), keyword, i);
        const tagged = values.filter((one) => mayHave(one, tag));
        return { allOf: [schemaOf(tag), child(tagged, keyword, i)] };
      });
    }
    for (const keyword of MAP_KEYWORDS) {
      const map = get(keyword);
      if (!isObject(map)) continue;
      const members = Object.entries(map).map(([name, value]): [string, Json] => [
        name,
        isArray(value) ? value : child(asked(keyword, values, name), keyword, name),
      ]);
      copy[keyword] = Object.fromEntries(members);
    }
    // Without `type` it says nothing (OpenAPI 3.0.3, Schema Object), and Ajv refuses to compile it, as it does `false`
    // beside a null type; where the dialect does not have it, Ajv would still heed it.
    if (copy["type"] === undefined || !traits.nullable || copy["nullable"] !== true) delete copy["nullable"];
    this.#excuse(schema, copy);
    if (schema.ref !== undefined) Object.assign(copy, this.#reference(schema.ref, values));
    return tupleApart(copy);
  }

  #tags(schema: Schema, keyword: "oneOf" | "anyOf"): readonly (Tag | undefined)[] | undefined {
    return tagsIn(this.#graph, schema, keyword, this.#access);
  }

  /** Of a variant with another tag than the value's, the tag is all that needs asking about. */
  #refusal(schema: Schema, [value, ...others]: Values): JsonObject | undefined {
    if (!isObject(value) || others.length > 0) return undefined;
    const hidden = hiddenNames(this.#graph, schema, this.#access);
    for (const [name, property] of schema.properties) {
      if (hidden.has(name)) continue;
      const allowed = this.#graph.target(property).values;
      const member = own(value, name);
      if (allowed === undefined || member === undefined || allowed.some((one) => equal(one, member)))
        continue;
      // An empty list is none to Ajv.
      const refusing: JsonObject = allowed.length === 0 ? { not: {} } : { enum: [...allowed] };
      return { properties: Object.fromEntries([[name, refusing]]) };
    }
    return undefined;
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

/** Only an object that lacks the tag is plainly none of the variant's. */
function mayHave(value: Json, { property, among, except = [] }: Tag): boolean {
  if (!isObject(value)) return true;
  const tag = own(value, property);
  const equalsTag = (one: Json) => tag !== undefined && equal(one, tag);
  return among === undefined ? !except.some(equalsTag) : among.some(equalsTag);
}

/** The parts of the values that a schema under the keyword is asked about. */
function asked(keyword: string, values: Values, token?: string | number): Values {
  switch (keyword) {
    case "properties":
      return values.filter(isObject).flatMap((value) =>
        Object.entries(value)
          .filter(([name]) => name === token)
          .map(([, member]) => member),
      );
    case "patternProperties":
    case "additionalProperties":
    case "unevaluatedProperties":
      return values.filter(isObject).flatMap((value) => Object.values(value));
    case "propertyNames":
      return values.filter(isObject).flatMap((value) => Object.keys(value));
    case "prefixItems":
      return values.filter(isArray).flatMap((value) => value.slice(Number(token), Number(token) + 1));
    case "items":
    case "additionalItems":
    case "contains":
    case "unevaluatedItems":
      return values.filter(isArray).flat();
    default:
      return values;
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
