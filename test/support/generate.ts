import type { Json, JsonObject } from "../../src/model/json.ts";
import type { Pointer } from "../../src/model/pointer.ts";
import type { Schema, SchemaGraph } from "../../src/model/schema.ts";

/** Numbers from 0 to below 1, the same ones for the same seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/**
 * Makes values that fit schemas: of every type, union and format that documents of this kind use. Below `depth`
 * levels it takes the shortest way out, so that recursive schemas come to an end.
 */
export class Generator {
  readonly #graph: SchemaGraph;
  readonly #random: () => number;
  readonly #depth: number;
  readonly #costs = new Map<Schema, number>();

  constructor(graph: SchemaGraph, random: () => number, depth = 5) {
    this.#graph = graph;
    this.#random = random;
    this.#depth = depth;
  }

  value(pointer: Pointer): Json {
    return this.#value(this.#graph.at(pointer), 0);
  }

  #value(stated: Schema, depth: number): Json {
    const schema = this.#graph.target(stated);
    if (schema.values !== undefined) return this.#pick(schema.values);
    const parts: Json[] = [];
    if (schema.ref !== undefined) parts.push(this.#value(this.#graph.at(schema.ref), depth));
    for (const part of schema.allOf ?? []) parts.push(this.#value(part, depth));
    for (const branches of [schema.oneOf, schema.anyOf])
      if (branches !== undefined) parts.push(this.#variant(schema, branches, depth));
    const scalar = parts.find((part) => typeof part !== "object" || part === null || Array.isArray(part));
    if (scalar !== undefined) return scalar;
    const own = this.#own(schema, depth, parts.length > 0);
    if (parts.length === 0) return own;
    return Object.assign({}, ...parts, own) as JsonObject;
  }

  #variant(schema: Schema, branches: readonly Schema[], depth: number): Json {
    const cheapest = Math.min(...branches.map((branch) => this.#cost(branch)));
    const open = branches.filter((branch) => this.#cost(branch) < Number.POSITIVE_INFINITY);
    const branch =
      depth >= this.#depth
        ? (branches.find((each) => this.#cost(each) === cheapest) as Schema)
        : this.#pick(open);
    const value = this.#value(branch, depth);
    const { discriminator } = schema;
    if (discriminator === undefined || typeof value !== "object" || value === null) return value;
    const tag = [...discriminator.mapping].find(([, target]) => target === branch.ref)?.[0];
    return tag === undefined ? value : { ...value, [discriminator.propertyName]: tag };
  }

  #own(schema: Schema, depth: number, object: boolean): Json {
    const types = schema.types ?? (object || schema.properties.size > 0 ? ["object" as const] : undefined);
    const real = types?.filter((type) => type !== "null") ?? [];
    const type = real.length === 0 ? types?.[0] : this.#pick(real);
    switch (type) {
      case "object":
        return this.#object(schema, depth);
      case "array":
        return this.#array(schema, depth);
      case "string":
        return this.#string(schema);
      case "integer":
      case "number":
        return this.#number(schema);
      case "boolean":
        return this.#random() < 0.5;
      case "null":
        return null;
      default:
        return {};
    }
  }

  #object(schema: Schema, depth: number): JsonObject {
    const members: [string, Json][] = [];
    for (const [name, property] of schema.properties) {
      const optional = !schema.required.has(name);
      if (optional && (depth >= this.#depth || this.#random() < 0.3)) continue;
      if (this.#cost(property) === Number.POSITIVE_INFINITY) continue;
      members.push([name, this.#value(property, depth + 1)]);
    }
    if (schema.additionalProperties !== undefined && depth < this.#depth) {
      const count = Math.floor(this.#random() * 3);
      for (let i = 0; i < count; i++)
        members.push([uuid(this.#random), this.#value(schema.additionalProperties, depth + 1)]);
    }
    return Object.fromEntries(members);
  }

  #array(schema: Schema, depth: number): Json {
    const least = schema.minItems ?? 0;
    const most = Math.min(schema.maxItems ?? 4, Math.max(least, depth >= this.#depth ? 0 : 4));
    const { items } = schema;
    if (items === undefined) return [];
    const count = Math.max(least, Math.round(this.#random() * most));
    const values = Array.from({ length: count }, () => this.#value(items, depth + 1));
    if (schema.uniqueItems !== true) return values;
    return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
  }

  #string({ format, pattern, minLength = 0, maxLength = 1000 }: Schema): string {
    const day = `20${10 + Math.floor(this.#random() * 15)}-0${1 + Math.floor(this.#random() * 9)}-1${Math.floor(this.#random() * 10)}`;
    if (format === "uuid") return uuid(this.#random);
    if (format === "date") return day;
    if (format === "date-time") return `${day}T12:34:56.789Z`;
    const fixed = format === undefined ? undefined : FORMATS.get(format);
    if (fixed !== undefined) return fixed;
    if (pattern !== undefined) {
      const found = CANDIDATES.find((text) => new RegExp(pattern, "u").test(text));
      if (found !== undefined) return found;
    }
    const words = Array.from({ length: 1 + Math.floor(this.#random() * 6) }, () => this.#pick(WORDS));
    return words.join(" ").padEnd(minLength, "x").slice(0, maxLength);
  }

  #number({ types, minimum, maximum, multipleOf = 1 }: Schema): number {
    const step = types?.includes("number") === true && multipleOf === 1 ? 0.5 : multipleOf;
    const low = minimum === undefined ? (maximum?.value ?? 100) - 100 : minimum.value;
    const high = maximum === undefined ? low + 100 : maximum.value;
    const from = Math.ceil(low / step) + (minimum?.exclusive === true ? 1 : 0);
    const to = Math.floor(high / step) - (maximum?.exclusive === true ? 1 : 0);
    return Math.min(to, from + Math.floor(this.#random() * (to - from + 1))) * step;
  }

  #pick<Item>(items: readonly Item[]): Item {
    return items[Math.floor(this.#random() * items.length)] as Item;
  }

  /** How many levels the smallest value has; infinite for a schema that nothing fits. */
  #cost(schema: Schema): number {
    if (this.#costs.size === 0) this.#countCosts();
    let known = this.#costs.get(schema);
    if (known === undefined) {
      known = this.#costFrom(schema);
      this.#costs.set(schema, known);
    }
    return known;
  }

  /** Values of recursive schemas have no end at first; each round finds one level more. */
  #countCosts(): void {
    const reachable = new Set<Schema>();
    const pending = Object.keys(components(this.#graph.root)).map((name) =>
      this.#graph.at(`/components/schemas/${name}`),
    );
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      if (reachable.has(next)) continue;
      reachable.add(next);
      pending.push(...neighbours(this.#graph, next));
    }
    for (const schema of reachable) this.#costs.set(schema, Number.POSITIVE_INFINITY);
    for (let changed = true; changed; ) {
      changed = false;
      for (const schema of reachable) {
        const cost = this.#costFrom(schema);
        if (cost === this.#costs.get(schema)) continue;
        this.#costs.set(schema, cost);
        changed = true;
      }
    }
  }

  #costFrom(schema: Schema): number {
    const cost = (each: Schema) => this.#costs.get(each) ?? 1;
    const branches = schema.oneOf ?? schema.anyOf;
    const required = [...schema.properties].filter(([name]) => schema.required.has(name));
    return Math.max(
      0,
      ...(schema.ref === undefined ? [] : [cost(this.#graph.at(schema.ref))]),
      ...(schema.allOf ?? []).map(cost),
      ...(branches === undefined ? [] : [Math.min(...branches.map(cost))]),
      ...required.map(([, property]) => 1 + cost(property)),
      ...((schema.minItems ?? 0) > 0 && schema.items !== undefined ? [1 + cost(schema.items)] : []),
    );
  }
}

const WORDS = ["plan", "roadmap", "item", "status", "größer", 'a "quoted" one', "line\nbreak", "team"];
const CANDIDATES = [
  "a",
  "A",
  "abc",
  "abc-def",
  "1",
  "12",
  "#aabbcc",
  "a1",
  "https://example.com",
  "2024-01-01",
];

const FORMATS: ReadonlyMap<string, string> = new Map([
  ...(["email", "idn-email"] as const).map((name) => [name, "someone@example.com"] as const),
  ...(["uri", "url", "iri"] as const).map((name) => [name, "https://example.com/a"] as const),
  ...(["uri-reference", "iri-reference"] as const).map((name) => [name, "/a"] as const),
  ...(["hostname", "idn-hostname"] as const).map((name) => [name, "example.com"] as const),
  ["uri-template", "/a/{b}"],
  ["time", "12:34:56Z"],
  ["duration", "P1D"],
  ["ipv4", "192.0.2.1"],
  ["ipv6", "2001:db8::1"],
  ["byte", "aGVsbG8="],
  ["json-pointer", "/a/b"],
  ["relative-json-pointer", "1/a"],
  ["regex", "^a$"],
]);

function uuid(random: () => number): string {
  const hex = (length: number) =>
    Array.from({ length }, () => Math.floor(random() * 16).toString(16)).join("");
  return `${hex(8)}-${hex(4)}-4${hex(3)}-8${hex(3)}-${hex(12)}`;
}

function neighbours(graph: SchemaGraph, schema: Schema): Schema[] {
  return [
    ...(schema.ref === undefined ? [] : [graph.at(schema.ref)]),
    ...(schema.allOf ?? []),
    ...(schema.oneOf ?? []),
    ...(schema.anyOf ?? []),
    ...schema.properties.values(),
    ...(schema.items === undefined ? [] : [schema.items]),
    ...(schema.additionalProperties === undefined ? [] : [schema.additionalProperties]),
  ];
}

function components(root: Json): JsonObject {
  const found = (root as { components?: { schemas?: JsonObject } }).components?.schemas;
  return found ?? {};
}
