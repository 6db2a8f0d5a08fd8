import type { DialectTraits } from "./dialect.ts";
import { isArray, isObject, type Json, type JsonObject, own } from "./json.ts";
import { join, type Pointer } from "./pointer.ts";
import type { Schema } from "./schema.ts";
import { KEYWORDS, READ_ELSEWHERE } from "./schema-keywords.ts";
import { SchemaMap } from "./schema-map.ts";
import { typesOf, valuesOf } from "./schema-values.ts";

/** What a schema's reader asks of the graph around it. */
export interface Neighbours {
  child(pointer: Pointer, raw: Json): Schema;
  reference(ref: string, from: Pointer): Pointer | undefined;
}

type Draft = { -readonly [Key in keyof Schema]: Schema[Key] };

const NO_SCHEMAS: ReadonlyMap<string, Schema> = new Map();
const NO_NAMES: ReadonlySet<string> = new Set();
const NO_LISTS: ReadonlyMap<string, readonly string[]> = new Map();
const NO_ANNOTATIONS: JsonObject = {};

/** A schema that says nothing, or that nothing is possible. */
function blank(pointer: Pointer, raw: Json, possible = true): Draft {
  return {
    properties: NO_SCHEMAS,
    patternProperties: NO_SCHEMAS,
    required: NO_NAMES,
    dependentRequired: NO_LISTS,
    dependentSchemas: NO_SCHEMAS,
    readOnly: false,
    writeOnly: false,
    deprecated: false,
    annotations: NO_ANNOTATIONS,
    pointer,
    raw,
    possible,
  };
}

/** A schema of which nothing is known but where it stands: it accepts anything, and no proof may use it. */
export function unreadable(pointer: Pointer, raw: Json, opaque: string): Schema {
  return { ...blank(pointer, raw), opaque };
}

/** Reads one schema object (not its neighbours) through the traits of its dialect. */
export function readSchema(
  raw: Json | undefined,
  pointer: Pointer,
  traits: DialectTraits,
  near: Neighbours,
): Schema {
  if (typeof raw === "boolean") return blank(pointer, raw, raw);
  if (!isObject(raw)) return unreadable(pointer, raw ?? null, "not a schema");
  return new SchemaReader(raw, pointer, traits, near).read();
}

/** Reads the keywords of one schema object, and holds what has been read so far. */
export class SchemaReader {
  readonly schema: Draft;
  readonly traits: DialectTraits;
  readonly #raw: JsonObject;
  readonly #near: Neighbours;

  constructor(raw: JsonObject, pointer: Pointer, traits: DialectTraits, near: Neighbours) {
    this.schema = blank(pointer, raw);
    this.traits = traits;
    this.#raw = raw;
    this.#near = near;
  }

  read(): Schema {
    const schema = this.schema;
    this.#reference();
    if (schema.ref !== undefined && !this.traits.refSiblings) return schema;
    // What other keywords mean depends on the types.
    this.#types();
    const annotations: [string, Json][] = [];
    for (const [name, value] of Object.entries(this.#raw)) {
      const keyword = KEYWORDS.get(name);
      if (keyword !== undefined) {
        if (!this.traits.missing.has(name) && this.#mayBe(keyword.types)) keyword.read(this, value, name);
      } else if (!READ_ELSEWHERE.has(name)) annotations.push([name, value]);
    }
    if (annotations.length > 0) schema.annotations = Object.fromEntries(annotations);
    return schema;
  }

  /** The keyword's value, if this dialect has the keyword. */
  get(keyword: string): Json | undefined {
    return this.traits.missing.has(keyword) ? undefined : own(this.#raw, keyword);
  }

  /** Does the schema accept no number but whole ones? */
  get onlyIntegers(): boolean {
    return this.schema.types?.includes("number") === false;
  }

  child(raw: Json, ...steps: readonly (string | number)[]): Schema {
    return this.#near.child(join(this.schema.pointer, ...steps), raw);
  }

  children(list: Json, keyword: string): Schema[] | undefined {
    return isArray(list) && list.length > 0 ? list.map((raw, i) => this.child(raw, keyword, i)) : undefined;
  }

  childMap(map: Json, keyword: string): ReadonlyMap<string, Schema> {
    return new SchemaMap(isObject(map) ? map : {}, (name, raw) => this.child(raw, keyword, name));
  }

  set<Key extends keyof Schema>(key: Key, value: Schema[Key] | undefined): void {
    if (value !== undefined) this.schema[key] = value;
  }

  #reference(): void {
    const ref = this.get("$ref") ?? this.get("$dynamicRef");
    if (typeof ref !== "string") return;
    const pointer = this.#near.reference(ref, this.schema.pointer);
    if (pointer === undefined) this.schema.opaque = `the reference ${ref} leads out of the document`;
    else this.schema.ref = pointer;
  }

  #types(): void {
    const schema = this.schema;
    const stated = this.get("type");
    const types = typesOf(stated, this.traits.nullable && own(this.#raw, "nullable") === true);
    if (types.length > 0) schema.types = types;
    else if (stated !== undefined) schema.opaque = "a type that JSON Schema does not have";
    const values = valuesOf(this.get("enum"), this.get("const"), schema.types);
    if (values === undefined) return;
    schema.values = values;
    schema.possible = values.length > 0;
  }

  #mayBe(types: Schema["types"]): boolean {
    const { types: allowed } = this.schema;
    return types === undefined || allowed === undefined || types.some((type) => allowed.includes(type));
  }
}
