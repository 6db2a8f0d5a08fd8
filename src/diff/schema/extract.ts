import { TRAITS } from "../../model/dialect.ts";
import { canonical, equal, isArray, isObject, type Json, type JsonObject, own } from "../../model/json.ts";
import { join, type Pointer } from "../../model/pointer.ts";
import type { Schema, SchemaGraph } from "../../model/schema.ts";
import { hiddenNames } from "./access.ts";
import { Alternatives } from "./alternatives.ts";
import { isAmong } from "./among.ts";
import { Asked, type Values } from "./asked.ts";
import { LIST_KEYWORDS, MAP_KEYWORDS, PLAIN_KEYWORDS, SCHEMA_KEYWORDS } from "./keywords.ts";
import type { Access } from "./node.ts";
import { schemaOf, type Tag } from "./tagged.ts";
import { CIRCLE, NOWHERE, referenceTo, type Units } from "./units.ts";

/** A list of more schemas than this has each of them look at a value when it is there. */
const WIDE = 32;

const UNIONS: ReadonlySet<string> = new Set(["allOf", "anyOf", "oneOf"]);

/**
 * Takes out of a document what judges a value as the document does. Every schema in it is there for the parts of the
 * value that it is asked about; one that is never asked is left out, so that a small value needs a small part of the
 * document, and values that are alike need the same part.
 */
export class Extraction {
  readonly #graph: SchemaGraph;
  readonly #access: Access | undefined;
  readonly #units: Units;
  readonly #alternatives = new Map<string, Alternatives>();
  /** By its place, what is said of a schema that is only looked at for a value. */
  readonly #asked = new Map<Pointer, JsonObject>();
  /** By the place of the schema and the values it judges. */
  readonly #made = new Map<string, number>();

  constructor(graph: SchemaGraph, access: Access | undefined, units: Units) {
    this.#graph = graph;
    this.#access = access;
    this.#units = units;
  }

  /** The unit that judges the value as the schema in its document does. */
  unitFor(schema: Schema, value: Json): number {
    // What was made on the way around a circle knows of that circle: it serves one value.
    this.#made.clear();
    return this.#unit(schema, [value]);
  }

  #unit(schema: Schema, values: Values): number {
    const key = `${schema.pointer} ${values.map(canonical)}`;
    let unit = this.#made.get(key);
    if (unit === undefined) {
      this.#made.set(key, CIRCLE);
      unit = this.#units.add(this.#copy(schema, values));
      this.#made.set(key, unit);
    }
    return unit;
  }

  #reference(pointer: Pointer, values: Values): JsonObject {
    return referenceTo(this.#unit(this.#graph.at(pointer), values));
  }

  /** Written the same whatever the values: what is one of many is not written out for each of them. */
  #later(pointer: Pointer): JsonObject {
    const schema = this.#graph.at(pointer);
    const later = this.#asked.get(pointer) ?? this.#units.ask((value) => this.#unit(schema, [value]));
    this.#asked.set(pointer, later);
    return later;
  }

  #copy(schema: Schema, values: Values): Json {
    const { raw, pointer } = schema;
    if (typeof raw === "boolean") return raw;
    if (!isObject(raw) || values.length === 0) return true;
    const traits = TRAITS[this.#graph.dialect];
    if (schema.ref !== undefined && !traits.refSiblings) return this.#reference(schema.ref, values);
    if (schema.ref === undefined && ["$ref", "$dynamicRef"].some((key) => own(raw, key) !== undefined)) {
      return referenceTo(NOWHERE);
    }
    const refusal = this.#refusal(schema, values);
    if (refusal !== undefined) return refusal;
    const asked = new Asked(raw, values);
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
      if (isObject(value) || typeof value === "boolean") copy[keyword] = child(asked.of(keyword), keyword);
    }
    for (const keyword of LIST_KEYWORDS) {
      const list = get(keyword);
      if (!isArray(list)) continue;
      copy[keyword] =
        keyword === "oneOf" || keyword === "anyOf"
          ? this.#variants(schema, keyword, values)
          : list.map((_, i) =>
              list.length > WIDE
                ? this.#later(join(pointer, keyword, i))
                : child(asked.at(keyword, i), keyword, i),
            );
    }
    for (const keyword of MAP_KEYWORDS) {
      const map = get(keyword);
      if (!isObject(map)) continue;
      const members = asked.names(keyword).map((name): [string, Json] => {
        const value = map[name] as Json;
        return [name, isArray(value) ? value : child(asked.under(keyword, name), keyword, name)];
      });
      if (members.length > 0) copy[keyword] = Object.fromEntries(members);
    }
    // Without `type` it says nothing (OpenAPI 3.0.3, Schema Object), and Ajv refuses to compile it, as it does `false`
    // beside a null type; where the dialect does not have it, Ajv would still heed it.
    if (copy["type"] === undefined || !traits.nullable || copy["nullable"] !== true) delete copy["nullable"];
    this.#excuse(schema, copy);
    if (schema.ref !== undefined) Object.assign(copy, this.#reference(schema.ref, values));
    return this.#byItself(alone(tupleApart(copy)));
  }

  /** In a loop over items or members, Ajv 8 takes what was evaluated of one for evaluated of the next. */
  #byItself(copy: Json): Json {
    const evaluates =
      isObject(copy) && ["unevaluatedItems", "unevaluatedProperties"].some((one) => one in copy);
    return evaluates ? referenceTo(this.#units.add(copy)) : copy;
  }

  /** The variants that do not plainly refuse all of the values. */
  #variants(schema: Schema, keyword: "oneOf" | "anyOf", values: Values): Json {
    const alternatives = this.#alternativesOf(schema, keyword);
    const left = new Set(values.flatMap((value) => alternatives.of(value)));
    const variants = [...left].map((i): Json => {
      const tag = alternatives.tags?.[i];
      const pointer = join(schema.pointer, keyword, i);
      const said = (of: Values) =>
        left.size > WIDE ? this.#later(pointer) : this.#copy(this.#graph.at(pointer), of);
      if (tag === undefined) return said(values);
      return { allOf: [schemaOf(tag), said(values.filter((value) => mayHave(value, tag)))] };
    });
    return variants.length > 0 ? variants : [false];
  }

  #alternativesOf(schema: Schema, keyword: "oneOf" | "anyOf"): Alternatives {
    const key = join(schema.pointer, keyword);
    const known = this.#alternatives.get(key);
    const alternatives = known ?? new Alternatives(this.#graph, schema, keyword, this.#access);
    this.#alternatives.set(key, alternatives);
    return alternatives;
  }

  /** Of a variant with another tag than the value's, the tag is all that needs asking about. */
  #refusal(schema: Schema, [value, ...others]: Values): JsonObject | undefined {
    if (!isObject(value) || others.length > 0) return undefined;
    for (const [name, member] of Object.entries(value)) {
      const property = schema.properties.get(name);
      const allowed = property === undefined ? undefined : this.#graph.target(property).values;
      if (allowed === undefined || isAmong(allowed, member)) continue;
      if (hiddenNames(this.#graph, schema, this.#access).has(name)) continue;
      // An empty list is none to Ajv.
      const refusing: JsonObject = allowed.length === 0 ? { not: {} } : { enum: allowed };
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

/** A union of one, and nothing else, is that one. */
function alone(schema: JsonObject): Json {
  const [said, ...more] = Object.entries(schema);
  if (said === undefined || more.length > 0) return schema;
  const [keyword, list] = said;
  const [only, ...others] = UNIONS.has(keyword) && isArray(list) ? list : [];
  return only === undefined || others.length > 0 ? schema : only;
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
