import { canonical, isArray, isObject, type Json, type JsonObject, own } from "../../model/json.ts";
import { join } from "../../model/pointer.ts";
import type { Schema, SchemaGraph } from "../../model/schema.ts";
import { LIST_KEYWORDS, MAP_KEYWORDS, PLAIN_KEYWORDS, SCHEMA_KEYWORDS } from "./keywords.ts";
import type { NodeOptions } from "./node.ts";
import { schemaOf, tagsIn } from "./tagged.ts";

interface Place {
  readonly graph: SchemaGraph;
  readonly schema: Schema;
}

/** Enough to tell most schemas apart that are not the same, so that few are compared word by word. */
const LEVELS = 1;

const OWN_KEYWORDS = [...PLAIN_KEYWORDS, "readOnly", "writeOnly"];

/**
 * Tells schemas that say the same in the same words, whatever the names and the document of what they refer to.
 * Two that lead back to themselves are the same unless somewhere on the way they differ (bisimulation).
 */
export class Bisimulation {
  readonly #representatives = new Map<number, Place[]>();
  readonly #numbers = new Map<Schema, number>();
  /** For pairs of schemas, by number: proved to be the same, or not. */
  readonly #settled = new Map<string, boolean>();
  readonly #interned = new Map<string, number>();
  /** By how many levels of what is below they take in. */
  readonly #outlines = Array.from({ length: LEVELS + 1 }, () => new Map<Schema, number>());
  readonly #access: NodeOptions["access"];
  readonly #classOf: NodeOptions["classOf"];

  constructor({ access, classOf }: NodeOptions) {
    this.#access = access;
    this.#classOf = classOf;
  }

  /** The first schema met that is the same as this one: often itself. */
  representative(graph: SchemaGraph, schema: Schema): Schema {
    const place = { graph, schema };
    const outline = this.#outline(place, LEVELS);
    const known = this.#representatives.get(outline) ?? [];
    this.#representatives.set(outline, known);
    const same = known.find((other) => other.schema === schema || this.#compare(other, place));
    if (same === undefined) known.push(place);
    return same?.schema ?? schema;
  }

  #compare(left: Place, right: Place): boolean {
    const assumed = new Set<string>();
    const same = this.#same(left, right, assumed);
    // Nothing differed anywhere: every assumption was right.
    if (same) for (const pair of assumed) this.#settled.set(pair, true);
    return same;
  }

  #same(from: Place, to: Place, assumed: Set<string>): boolean {
    const left = { graph: from.graph, schema: from.graph.target(from.schema) };
    const right = { graph: to.graph, schema: to.graph.target(to.schema) };
    if (left.schema === right.schema) return true;
    const pair = `${this.#number(left.schema)} ${this.#number(right.schema)}`;
    const settled = this.#settled.get(pair);
    if (settled !== undefined) return settled;
    if (assumed.has(pair) || this.#isKnownSame(left, right)) return true;
    assumed.add(pair);
    const same = this.#sayTheSame(left, right, assumed);
    // A difference is one whatever was assumed.
    if (!same) this.#settled.set(pair, false);
    return same;
  }

  #isKnownSame(left: Place, right: Place): boolean {
    const known = this.#classOf?.(left.graph, left.schema);
    return known !== undefined && known === this.#classOf?.(right.graph, right.schema);
  }

  #sayTheSame(left: Place, right: Place, assumed: Set<string>): boolean {
    if (left.graph.dialect !== right.graph.dialect) return false;
    const a = left.schema;
    const b = right.schema;
    if (a.opaque !== undefined || b.opaque !== undefined) return false;
    if (!isObject(a.raw) || !isObject(b.raw)) return a.raw === b.raw;
    if (this.#outline(left, LEVELS) !== this.#outline(right, LEVELS)) return false;
    if (a.ref !== undefined && b.ref !== undefined) {
      const [x, y] = [left.graph.at(a.ref), right.graph.at(b.ref)];
      if (!this.#same({ graph: left.graph, schema: x }, { graph: right.graph, schema: y }, assumed))
        return false;
    }
    for (const [keyword, token] of children(a.raw)) {
      const x = left.graph.at(join(a.pointer, keyword, ...token));
      const y = right.graph.at(join(b.pointer, keyword, ...token));
      // These stand beside a reference, and say something of the property that refers.
      if (x.readOnly !== y.readOnly || x.writeOnly !== y.writeOnly) return false;
      if (!this.#same({ graph: left.graph, schema: x }, { graph: right.graph, schema: y }, assumed))
        return false;
    }
    return true;
  }

  /** A number that schemas share only if they say the same by themselves, and so do those some levels below them. */
  #outline({ graph, schema }: Place, levels: number): number {
    const place = { graph, schema: graph.target(schema) };
    const outlines = this.#outlines[levels] as Map<Schema, number>;
    const known = outlines.get(place.schema);
    if (known !== undefined) return known;
    const text = levels === 0 ? this.#write(place) : this.#below(place, levels - 1).join(" ");
    const outline = this.#interned.get(text) ?? this.#interned.size;
    this.#interned.set(text, outline);
    outlines.set(place.schema, outline);
    return outline;
  }

  /** The outline of the schema itself, and those of all that it holds. */
  #below({ graph, schema }: Place, levels: number): number[] {
    const { raw } = schema;
    const inner = isObject(raw) ? [...children(raw)].sort(byPath) : [];
    const held = inner.map(([keyword, token]) => graph.at(join(schema.pointer, keyword, ...token)));
    if (schema.ref !== undefined) held.push(graph.at(schema.ref));
    return [
      this.#outline({ graph, schema }, 0),
      ...held.map((one) => this.#outline({ graph, schema: one }, levels)),
    ];
  }

  /** What the schema says by itself, and where it has others in it. */
  #write(place: Place): string {
    const { graph, schema } = place;
    const { raw } = schema;
    if (!isObject(raw)) return String(raw);
    const words: Record<string, Json> = { dialect: graph.dialect, refers: schema.ref !== undefined };
    for (const keyword of OWN_KEYWORDS) {
      const value = own(raw, keyword);
      if (value !== undefined) words[keyword] = value;
    }
    const inner = [...children(raw)].map(([keyword, token]) => [keyword, ...token].join(" ")).sort();
    const lists = own(raw, "dependencies");
    return canonical({
      words,
      inner,
      lists: isObject(lists) ? onlyLists(lists) : {},
      tags: this.#tags(place),
    });
  }

  #tags({ graph, schema }: Place): Json {
    if (schema.discriminator === undefined) return [];
    return (["oneOf", "anyOf"] as const).map((keyword) =>
      (tagsIn(graph, schema, keyword, this.#access) ?? []).map((tag) =>
        tag === undefined ? null : schemaOf(tag),
      ),
    );
  }

  #number(schema: Schema): number {
    const known = this.#numbers.get(schema) ?? this.#numbers.size;
    this.#numbers.set(schema, known);
    return known;
  }
}

type Child = readonly [keyword: string, token: readonly (string | number)[]];

function byPath(left: Child, right: Child): number {
  return left.join(" ") < right.join(" ") ? -1 : 1;
}

function* children(raw: JsonObject): Iterable<Child> {
  for (const keyword of SCHEMA_KEYWORDS) {
    const value = own(raw, keyword);
    if (isObject(value) || typeof value === "boolean") yield [keyword, []];
  }
  for (const keyword of LIST_KEYWORDS) {
    const value = own(raw, keyword);
    if (isArray(value)) for (const i of value.keys()) yield [keyword, [i]];
  }
  for (const keyword of MAP_KEYWORDS) {
    const value = own(raw, keyword);
    for (const [name, of] of Object.entries(isObject(value) ? value : {})) {
      if (!isArray(of)) yield [keyword, [name]];
    }
  }
}

function onlyLists(map: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(map).filter(([, value]) => isArray(value)));
}
