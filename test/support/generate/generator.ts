import { isObject, type Json, type JsonObject } from "../../../src/model/json.ts";
import { nameOf, type Pointer } from "../../../src/model/pointer.ts";
import type { Schema, SchemaGraph } from "../../../src/model/schema.ts";
import { childrenByParent } from "../../../src/model/tags.ts";
import { Combined } from "./combined.ts";
import { Costs } from "./costs.ts";
import { Choice } from "./random.ts";
import { number, samples, text } from "./scalars.ts";

/**
 * Makes values that fit schemas, by all that applies to a place together: its references, the parts of an `allOf`,
 * one variant of each union, one side of an `if`. Below `depth` levels it takes the shortest way out, so that
 * recursive schemas come to an end. What only says what a value is not is left to luck: such a value may not fit.
 */
export class Generator {
  readonly #graph: SchemaGraph;
  readonly #choice: Choice;
  readonly #depth: number;
  readonly #costs: Costs;
  #children: ReadonlyMap<Pointer, readonly Pointer[]> | undefined;

  constructor(graph: SchemaGraph, random: () => number, depth = 5) {
    this.#graph = graph;
    this.#choice = new Choice(random);
    this.#depth = depth;
    this.#costs = new Costs(graph);
  }

  value(pointer: Pointer): Json {
    return this.#value([this.#graph.at(pointer)], 0);
  }

  #value(stated: readonly Schema[], depth: number): Json {
    const found = this.#found(stated, depth);
    const combined = new Combined([...found.schemas]);
    const { values } = combined;
    if (values !== undefined) return this.#choice.of(values);
    const value = this.#typed(combined, depth);
    if (found.variants.length === 0 || !isObject(value)) return value;
    const tags = found.variants.map(({ schema, target }) => this.#tag(schema, target, combined));
    return { ...value, ...Object.fromEntries(tags.filter((tag) => tag !== undefined)) };
  }

  /** The member that says which variant a value is, unless the variant fixes it itself. */
  #tag({ discriminator }: Schema, target: Pointer, combined: Combined): [string, string] | undefined {
    if (discriminator === undefined) return undefined;
    const { propertyName, mapping } = discriminator;
    const mapped = [...mapping].find(([, each]) => each === target || each === nameOf(target))?.[0];
    const fixed = combined.member(propertyName).some((each) => this.#graph.target(each).values !== undefined);
    if (mapped === undefined && fixed) return undefined;
    return [propertyName, mapped ?? nameOf(target)];
  }

  #typed(combined: Combined, depth: number): Json {
    const types = combined.types ?? (describesObject(combined) ? ["object" as const] : []);
    const real = types.filter((type) => type !== "null");
    switch (real.length === 0 ? types[0] : this.#choice.of(real)) {
      case "object":
        return this.#object(combined, depth);
      case "array":
        return this.#array(combined, depth);
      case "string":
        return text(combined, this.#choice);
      case "integer":
      case "number":
        return number(combined, this.#choice);
      case "boolean":
        return this.#choice.next() < 0.5;
      case "null":
        return null;
      default:
        return {};
    }
  }

  #combined(stated: readonly Schema[], depth: number): Combined {
    return new Combined([...this.#found(stated, depth).schemas]);
  }

  #found(stated: readonly Schema[], depth: number): Found {
    const found = new Found();
    for (const schema of stated) this.#apply(schema, depth, found);
    return found;
  }

  /** Gathers all that applies beside and behind a schema. @param child the component that builds on it. */
  #apply(schema: Schema, depth: number, found: Found, child?: Pointer): void {
    if (found.schemas.has(schema)) return;
    found.schemas.add(schema);
    if (schema.ref !== undefined) this.#apply(this.#graph.at(schema.ref), depth, found, child);
    for (const part of schema.allOf ?? []) this.#apply(part, depth, found, schema.pointer);
    const variants = [schema.oneOf, schema.anyOf].filter((branches) => branches !== undefined);
    for (const branches of variants) {
      const branch = this.#variant(branches, depth);
      found.variants.push({ schema, target: branch.ref ?? branch.pointer });
      this.#apply(branch, depth, found);
    }
    if (schema.discriminator !== undefined && variants.length === 0) {
      const children = this.#childrenOf(schema);
      const heir = children.find((each) => each === child) ?? this.#choice.of([...children, undefined]);
      if (heir !== undefined) found.variants.push({ schema, target: heir });
      if (heir !== undefined) this.#apply(this.#graph.at(heir), depth, found);
    }
    if (schema.if !== undefined) {
      const side = this.#choice.next() < 0.5 ? [schema.if, schema.then] : [schema.else];
      for (const each of side) if (each !== undefined) this.#apply(each, depth, found);
    }
  }

  #variant(branches: readonly Schema[], depth: number): Schema {
    const costs = branches.map((branch) => this.#costs.of(branch));
    const limit = depth >= this.#depth ? Math.min(...costs) : Number.MAX_VALUE;
    return this.#choice.of(branches.filter((_, i) => (costs[i] as number) <= limit));
  }

  /** The components that build on a parent with a discriminator. */
  #childrenOf(parent: Schema): readonly Pointer[] {
    this.#children ??= childrenByParent(this.#graph);
    return this.#children.get(parent.pointer) ?? [];
  }

  #object(stated: Combined, depth: number): JsonObject {
    const { names, combined } = this.#names(stated, depth);
    return Object.fromEntries(
      names.map((name) => [name, this.#value(combined.member(name), depth + 1)] as const),
    );
  }

  /** Which members an object is to have, with all that they ask for in their turn. */
  #names(stated: Combined, depth: number): { names: string[]; combined: Combined } {
    let combined = stated;
    const isPossible = (name: string) =>
      combined.member(name).every((schema) => this.#costs.of(schema) < Number.POSITIVE_INFINITY);
    const most = combined.most("maxProperties");
    const least = combined.least("minProperties");
    const names = new Set(combined.required);
    const optional = combined.properties.filter((name) => !names.has(name) && isPossible(name));
    const wanted = depth >= this.#depth ? [] : optional.filter(() => this.#choice.next() >= 0.3);
    for (const name of [...wanted, ...optional]) {
      if (names.size >= (wanted.includes(name) ? most : least)) continue;
      names.add(name);
    }
    for (const name of names) {
      const dependents = combined.dependents(name);
      for (const each of dependents.names) names.add(each);
      if (dependents.schemas.length === 0) continue;
      combined = this.#combined([...combined.schemas, ...dependents.schemas], depth);
      for (const each of combined.required) names.add(each);
    }
    const named = combined.schemas.some((each) => each.additionalProperties !== undefined);
    const room = Math.min(most, names.size + (named && depth < this.#depth ? this.#choice.whole(0, 2) : 0));
    for (let tries = 0; names.size < Math.max(room, least) && tries < 20; tries++) {
      const name = this.#freeName(combined);
      if (isPossible(name)) names.add(name);
    }
    return { names: [...names], combined };
  }

  /** A name that no schema lists. */
  #freeName(combined: Combined): string {
    const asked = combined.schemas.flatMap(({ propertyNames }) => propertyNames ?? []);
    if (asked.length > 0) {
      const names = this.#combined(asked, this.#depth);
      return names.values === undefined ? text(names, this.#choice) : String(this.#choice.of(names.values));
    }
    const matching = combined.patterns.flatMap(samples);
    return matching.length > 0 ? this.#choice.of(matching) : this.#choice.uuid();
  }

  #array(combined: Combined, depth: number): Json {
    const asked = combined.schemas.filter(({ contains }) => contains !== undefined);
    const kinds = asked.flatMap(({ contains, minContains = 1 }) =>
      Array<Schema>(minContains).fill(contains as Schema),
    );
    const longest = Math.max(0, ...combined.schemas.map(({ prefixItems = [] }) => prefixItems.length));
    const least = Math.max(combined.least("minItems"), kinds.length);
    const usual = depth >= this.#depth ? 0 : Math.max(4, longest);
    const most = Math.max(least, Math.min(combined.most("maxItems"), usual));
    const length = this.#choice.whole(least, most);
    const unique = combined.schemas.some(({ uniqueItems }) => uniqueItems === true);
    const values = new Map<string, Json>();
    for (let tries = 0; values.size < length && tries < length + 50; tries++) {
      const item = combined.item(values.size);
      if (item.length === 0 && kinds.length === 0 && longest === 0) return [];
      if (item.some((schema) => this.#costs.of(schema) === Number.POSITIVE_INFINITY)) break;
      const kind = kinds[values.size];
      const value = this.#value(kind === undefined ? item : [...item, kind], depth + 1);
      values.set(unique ? JSON.stringify(value) : String(tries), value);
    }
    return [...values.values()];
  }
}

/** What applies to one value, and which variants of unions it was made to be. */
class Found {
  readonly schemas = new Set<Schema>();
  readonly variants: { readonly schema: Schema; readonly target: Pointer }[] = [];
}

/** Is it about objects, though it does not say so? */
function describesObject(combined: Combined): boolean {
  return combined.properties.length > 0 || combined.required.size > 0;
}
