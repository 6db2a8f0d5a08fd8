import type { DialectTraits } from "./dialect.ts";
import { canonical, equal, isArray, isObject, type Json, type JsonObject, own } from "./json.ts";
import { fromFragment, join, type Pointer, resolve } from "./pointer.ts";
import type { Bound, Schema } from "./schema.ts";
import { TYPES, type TypeName } from "./type-name.ts";

/** What a schema's reader asks of the graph around it. */
interface Neighbours {
  child(pointer: Pointer, raw: Json): Schema;
  reference(ref: string): Pointer | undefined;
}

const NOTHING: Omit<Schema, "pointer" | "raw" | "possible"> = {
  properties: new Map(),
  patternProperties: new Map(),
  required: new Set(),
  dependentRequired: new Map(),
  dependentSchemas: new Map(),
  readOnly: false,
  writeOnly: false,
  deprecated: false,
  annotations: {},
};

/** A schema of which nothing is known but where it stands: it accepts anything, and no proof may use it. */
export function unreadable(pointer: Pointer, raw: Json, opaque: string): Schema {
  return { ...NOTHING, pointer, raw, possible: true, opaque };
}

/** Keywords that are read into members of their own, or only name things. */
const READ: ReadonlySet<string> = new Set([
  ...["$ref", "$dynamicRef", "$id", "id", "$anchor", "$dynamicAnchor", "$schema", "$defs", "definitions"],
  ...["$vocabulary", "$comment", "nullable", "const", "enum", "type", "discriminator"],
  ...["exclusiveMinimum", "exclusiveMaximum", "additionalItems", "dependencies"],
  ...["minimum", "maximum", "multipleOf", "minLength", "maxLength", "pattern", "format"],
  ...[
    "prefixItems",
    "items",
    "contains",
    "minContains",
    "maxContains",
    "minItems",
    "maxItems",
    "uniqueItems",
  ],
  ...["unevaluatedItems", "properties", "patternProperties", "additionalProperties", "unevaluatedProperties"],
  ...["propertyNames", "required", "minProperties", "maxProperties", "dependentRequired", "dependentSchemas"],
  ...["allOf", "anyOf", "oneOf", "not", "if", "then", "else", "readOnly", "writeOnly", "deprecated"],
]);

/** Reads one schema object (not its neighbours) through the traits of its dialect. */
export function readSchema(
  raw: Json | undefined,
  pointer: Pointer,
  traits: DialectTraits,
  near: Neighbours,
): Schema {
  if (raw === true) return { ...NOTHING, pointer, raw, possible: true };
  if (raw === false) return { ...NOTHING, pointer, raw, possible: false };
  if (!isObject(raw)) return unreadable(pointer, raw ?? null, "not a schema");
  return new Reader(raw, pointer, traits, near).read();
}

type Draft = { -readonly [Key in keyof Schema]: Schema[Key] };

/** Reads the keywords of one schema object. */
class Reader {
  readonly #raw: JsonObject;
  readonly #pointer: Pointer;
  readonly #traits: DialectTraits;
  readonly #near: Neighbours;
  readonly #schema: Draft;

  constructor(raw: JsonObject, pointer: Pointer, traits: DialectTraits, near: Neighbours) {
    this.#raw = raw;
    this.#pointer = pointer;
    this.#traits = traits;
    this.#near = near;
    this.#schema = { ...NOTHING, pointer, raw, possible: true };
  }

  read(): Schema {
    const schema = this.#schema;
    this.#reference();
    if (schema.ref !== undefined && !this.#traits.refSiblings) return schema;
    this.#annotations();
    this.#types();
    this.#numbers();
    this.#strings();
    this.#arrays();
    this.#objects();
    this.#applicators();
    return schema;
  }

  /** The keyword's value, if this dialect has the keyword. */
  #get(keyword: string): Json | undefined {
    return this.#traits.missing.has(keyword) ? undefined : own(this.#raw, keyword);
  }

  #child(keyword: string, ...more: (string | number)[]): Schema {
    const pointer = join(this.#pointer, keyword, ...more);
    return this.#near.child(pointer, resolve(this.#raw, join("", keyword, ...more)) ?? null);
  }

  #reference(): void {
    const dynamic = this.#get("$dynamicRef");
    const ref = this.#get("$ref") ?? dynamic;
    if (typeof ref !== "string") return;
    const pointer = this.#near.reference(ref);
    if (pointer === undefined) this.#schema.opaque = `the reference ${ref} leads out of the document`;
    else this.#schema.ref = pointer;
  }

  #annotations(): void {
    const raw = this.#raw;
    const annotations: Record<string, Json> = {};
    for (const [key, value] of Object.entries(raw)) {
      if (!READ.has(key)) annotations[key] = value;
    }
    if (Object.keys(annotations).length > 0) this.#schema.annotations = annotations;
    this.#schema.readOnly = own(raw, "readOnly") === true;
    this.#schema.writeOnly = own(raw, "writeOnly") === true;
    this.#schema.deprecated = own(raw, "deprecated") === true;
    const discriminator = own(raw, "discriminator");
    const propertyName = isObject(discriminator) ? own(discriminator, "propertyName") : discriminator;
    if (typeof propertyName !== "string") return;
    const mapping = new Map<string, string>();
    const written = isObject(discriminator) ? own(discriminator, "mapping") : undefined;
    for (const [tag, target] of Object.entries(isObject(written) ? written : {})) {
      if (typeof target !== "string") continue;
      // A name and a reference to the schema of that name are the same (OpenAPI 3.1.1, 4.8.25.1).
      const named = /^[\w.-]+$/.test(target) ? join("/components", "schemas", target) : target;
      mapping.set(tag, fromFragment(target) ?? named);
    }
    this.#schema.discriminator = { propertyName, mapping };
  }

  #types(): void {
    const schema = this.#schema;
    const stated = this.#get("type");
    let types = (typeof stated === "string" ? [stated] : isArray(stated) ? stated : undefined)?.filter(
      isTypeName,
    );
    if (types !== undefined && this.#traits.nullable && own(this.#raw, "nullable") === true)
      types = [...types, "null"];
    if (types !== undefined && types.length > 0) schema.types = tidyTypes(types);
    else if (stated !== undefined) schema.opaque = "a type that JSON Schema does not have";

    const values = this.#get("enum");
    const constant = this.#get("const");
    let allowed: readonly Json[] | undefined = isArray(values) ? values : undefined;
    if (constant !== undefined) {
      allowed = allowed === undefined || allowed.some((value) => equal(value, constant)) ? [constant] : [];
    }
    if (allowed === undefined) return;
    const distinct = new Map(allowed.map((value) => [canonical(value), value]));
    const fitting = [...distinct.values()].filter(
      (value) => schema.types === undefined || schema.types.some((type) => hasType(value, type)),
    );
    schema.values = fitting;
    schema.possible = fitting.length > 0;
  }

  #allows(type: TypeName): boolean {
    return this.#schema.types === undefined || this.#schema.types.includes(type);
  }

  #number(keyword: string): number | undefined {
    const value = this.#get(keyword);
    return typeof value === "number" ? value : undefined;
  }

  /** A count that says more than `least` (the value that is the same as no keyword). */
  #count(keyword: string, least = 0): number | undefined {
    const value = this.#number(keyword);
    return value !== undefined && value > least ? value : undefined;
  }

  #set<Key extends keyof Schema>(key: Key, value: Schema[Key] | undefined): void {
    if (value !== undefined) this.#schema[key] = value;
  }

  #numbers(): void {
    const onlyIntegers = !this.#allows("number");
    if (onlyIntegers && !this.#allows("integer")) return;
    this.#set("minimum", this.#bound("minimum", "exclusiveMinimum", 1, onlyIntegers));
    this.#set("maximum", this.#bound("maximum", "exclusiveMaximum", -1, onlyIntegers));
    const multipleOf = this.#number("multipleOf");
    if (multipleOf !== undefined && !(onlyIntegers && multipleOf === 1)) this.#set("multipleOf", multipleOf);
  }

  /** @param inward 1 for a lower bound, -1 for an upper one: the way towards the allowed values. */
  #bound(
    keyword: string,
    exclusiveKeyword: string,
    inward: 1 | -1,
    onlyIntegers: boolean,
  ): Bound | undefined {
    const value = this.#number(keyword);
    const flag = this.#get(exclusiveKeyword);
    const bounds: Bound[] = [];
    if (value !== undefined) {
      bounds.push({ value, exclusive: this.#traits.booleanExclusive && flag === true });
    }
    if (!this.#traits.booleanExclusive && typeof flag === "number")
      bounds.push({ value: flag, exclusive: true });
    const whole = bounds.map((bound) => (onlyIntegers ? wholeBound(bound, inward) : bound));
    return whole.sort((a, b) => inward * (b.value - a.value) || Number(b.exclusive) - Number(a.exclusive))[0];
  }

  #strings(): void {
    if (!this.#allows("string")) {
      // `format: int32` and friends speak of numbers.
      if (!this.#allows("number") && !this.#allows("integer")) return;
    }
    const format = this.#get("format");
    if (typeof format === "string") this.#schema.format = format;
    if (!this.#allows("string")) return;
    this.#set("minLength", this.#count("minLength"));
    this.#set("maxLength", this.#number("maxLength"));
    const pattern = this.#get("pattern");
    if (typeof pattern === "string" && pattern !== "") this.#schema.pattern = pattern;
  }

  #arrays(): void {
    if (!this.#allows("array")) return;
    const schema = this.#schema;
    const items = this.#get("items");
    if (this.#traits.itemsList && isArray(items)) {
      schema.prefixItems = items.map((_, i) => this.#child("items", i));
      this.#setChild("items", "additionalItems");
    } else {
      this.#set("prefixItems", this.#children("prefixItems"));
      this.#setChild("items");
    }
    this.#setChild("contains");
    if (schema.contains !== undefined) {
      this.#set("minContains", this.#number("minContains"));
      this.#set("maxContains", this.#number("maxContains"));
    }
    this.#set("minItems", this.#count("minItems"));
    this.#set("maxItems", this.#number("maxItems"));
    if (this.#get("uniqueItems") === true) schema.uniqueItems = true;
    this.#setChild("unevaluatedItems");
  }

  #objects(): void {
    if (!this.#allows("object")) return;
    const schema = this.#schema;
    schema.properties = this.#childMap("properties");
    schema.patternProperties = this.#childMap("patternProperties");
    this.#setChild("additionalProperties");
    this.#setChild("unevaluatedProperties");
    this.#setChild("propertyNames");
    const required = this.#get("required");
    if (isArray(required)) schema.required = new Set(required.filter((name) => typeof name === "string"));
    this.#set("minProperties", this.#count("minProperties"));
    this.#set("maxProperties", this.#number("maxProperties"));
    const dependentRequired = new Map(stringLists(this.#get("dependentRequired")));
    const dependentSchemas = new Map(this.#childMap("dependentSchemas"));
    const dependencies = this.#get("dependencies");
    if (isObject(dependencies)) {
      for (const [name, value] of Object.entries(dependencies)) {
        if (isArray(value))
          dependentRequired.set(
            name,
            value.filter((item) => typeof item === "string"),
          );
        else dependentSchemas.set(name, this.#child("dependencies", name));
      }
    }
    if (dependentRequired.size > 0) schema.dependentRequired = dependentRequired;
    if (dependentSchemas.size > 0) schema.dependentSchemas = dependentSchemas;
  }

  #applicators(): void {
    this.#set("allOf", this.#children("allOf"));
    this.#set("anyOf", this.#children("anyOf"));
    this.#set("oneOf", this.#children("oneOf"));
    this.#setChild("not");
    if (this.#get("then") === undefined && this.#get("else") === undefined) return;
    if (this.#get("if") === undefined) return;
    // `if: true` constrains nothing, but decides between the other two.
    this.#set("if", this.#child("if"));
    this.#setChild("then");
    this.#setChild("else");
  }

  #setChild(member: keyof Schema, keyword: string = member): void {
    const value = this.#get(keyword);
    if (value === undefined || value === true) return;
    if (isObject(value) && Object.keys(value).length === 0 && member !== "not" && member !== "contains")
      return;
    this.#set(member, this.#child(keyword));
  }

  #children(keyword: string): Schema[] | undefined {
    const list = this.#get(keyword);
    return isArray(list) && list.length > 0 ? list.map((_, i) => this.#child(keyword, i)) : undefined;
  }

  #childMap(keyword: string): ReadonlyMap<string, Schema> {
    const map = this.#get(keyword);
    if (!isObject(map)) return NOTHING.properties;
    return new Map(Object.keys(map).map((name) => [name, this.#child(keyword, name)]));
  }
}

function isTypeName(value: Json): value is TypeName {
  return (TYPES as readonly Json[]).includes(value);
}

function tidyTypes(types: readonly TypeName[]): TypeName[] {
  const set = new Set(types);
  if (set.has("number")) set.delete("integer");
  return TYPES.filter((type) => set.has(type));
}

/** Is the value of the type? Whole numbers are integers however they are written (1.0). */
export function hasType(value: Json, type: TypeName): boolean {
  if (type === "null") return value === null;
  if (type === "array") return isArray(value);
  if (type === "object") return isObject(value);
  if (type === "integer") return Number.isInteger(value);
  return typeof value === type;
}

function wholeBound({ value, exclusive }: Bound, inward: 1 | -1): Bound {
  const whole = inward === 1 ? Math.ceil(value) : Math.floor(value);
  return { value: exclusive && whole === value ? whole + inward : whole, exclusive: false };
}

function stringLists(value: Json | undefined): [string, string[]][] {
  if (!isObject(value)) return [];
  return Object.entries(value).map(([name, list]) => [
    name,
    isArray(list) ? list.filter((item) => typeof item === "string") : [],
  ]);
}
