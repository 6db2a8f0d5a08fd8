import { type Json, type JsonObject, own } from "./json.ts";
import type { Schema } from "./schema.ts";

/** Schemas by name, each read when it is first asked for: of most objects, only a few properties ever are. */
export class SchemaMap implements ReadonlyMap<string, Schema> {
  readonly #raw: JsonObject;
  readonly #names: readonly string[];
  readonly #read: (name: string, raw: Json) => Schema;
  readonly #known = new Map<string, Schema>();

  constructor(raw: JsonObject, read: (name: string, raw: Json) => Schema) {
    this.#raw = raw;
    this.#names = Object.keys(raw);
    this.#read = read;
  }

  get size(): number {
    return this.#names.length;
  }

  has(name: string): boolean {
    return Object.hasOwn(this.#raw, name);
  }

  get(name: string): Schema | undefined {
    const known = this.#known.get(name);
    if (known !== undefined) return known;
    const raw = own(this.#raw, name);
    if (raw === undefined) return undefined;
    const schema = this.#read(name, raw);
    this.#known.set(name, schema);
    return schema;
  }

  keys(): MapIterator<string> {
    return this.#names.values();
  }

  *values(): MapIterator<Schema> {
    for (const name of this.#names) yield this.get(name) as Schema;
  }

  *entries(): MapIterator<[string, Schema]> {
    for (const name of this.#names) yield [name, this.get(name) as Schema];
  }

  [Symbol.iterator](): MapIterator<[string, Schema]> {
    return this.entries();
  }

  forEach(visit: (schema: Schema, name: string, map: ReadonlyMap<string, Schema>) => void): void {
    for (const [name, schema] of this) visit(schema, name, this);
  }
}
