import { canonical, isArray, isObject, type Json, type JsonObject, own } from "../../model/json.ts";
import { join } from "../../model/pointer.ts";
import type { Schema, SchemaGraph } from "../../model/schema.ts";
import { Classes } from "./classes.ts";
import { LIST_KEYWORDS, MAP_KEYWORDS, PLAIN_KEYWORDS, SCHEMA_KEYWORDS } from "./keywords.ts";
import type { NodeOptions } from "./node.ts";
import { schemaOf, tagsIn } from "./tagged.ts";

interface Place {
  readonly graph: SchemaGraph;
  readonly schema: Schema;
}

/** Two schemas that must be the same for those that hold them to be. */
interface Pair {
  readonly left: Place;
  readonly right: Place;
  readonly holder?: Pair | undefined;
}

/** Enough to tell most schemas apart that are not the same, so that few are compared word by word. */
const LEVELS = 1;
/**
 * Of schemas that look alike, only the last so many are compared with each new one; others are taken to be different.
 * Along a chain these stand at a few distances, and where two at one distance differ, all before them do.
 */
const MOST_ALIKE = 16;

const OWN_KEYWORDS = [...PLAIN_KEYWORDS, "readOnly", "writeOnly"];

/**
 * Tells schemas that say the same in the same words, whatever the names and the document of what they refer to.
 * Two that lead back to themselves are the same unless somewhere on the way they differ (bisimulation): they are put
 * into one class, and so is what they hold, until a difference shows (Hopcroft and Karp).
 */
export class Bisimulation {
  readonly #classes = new Classes();
  /** One schema of each class that was asked for, by outline. */
  readonly #alike = new Map<number, Place[]>();
  /** The leaders of those classes. */
  readonly #met = new Set<Schema>();
  readonly #numbers = new Map<Schema, number>();
  /** Pairs of classes, by number, that are proved to differ. */
  readonly #different = new Set<string>();
  readonly #interned = new Map<string, number>();
  /** By how many levels of what is below they take in. */
  readonly #outlines = Array.from({ length: LEVELS + 1 }, () => new Map<Schema, number>());
  readonly #access: NodeOptions["access"];
  readonly #classOf: NodeOptions["classOf"];

  constructor({ access, classOf }: NodeOptions) {
    this.#access = access;
    this.#classOf = classOf;
  }

  /** One and the same schema for all that are the same as this one: often itself. */
  representative(graph: SchemaGraph, schema: Schema): Schema {
    const place = { graph, schema: graph.target(schema) };
    if (!this.#met.has(this.#classes.leader(place.schema))) this.#classify(place);
    return this.#classes.leader(place.schema);
  }

  #classify(place: Place): void {
    const outline = this.#outline(place, LEVELS);
    const alike = this.#alike.get(outline) ?? [];
    this.#alike.set(outline, alike);
    if (!alike.some((other) => this.#compare(other, place))) alike.push(place);
    if (alike.length > MOST_ALIKE) alike.shift();
    this.#met.add(this.#classes.leader(place.schema));
  }

  #compare(left: Place, right: Place): boolean {
    const assumed = new Classes(this.#classes);
    const pairs: Pair[] = [{ left, right }];
    // A list that grows while it is walked, no recursion: schemas may be nested deeper than the call stack allows.
    for (const pair of pairs) {
      if (this.#isKnownSame(pair) || assumed.join(pair.left.schema, pair.right.schema)) continue;
      const implied = this.#different.has(this.#key(pair)) ? undefined : this.#implied(pair);
      if (implied !== undefined) {
        pairs.push(...implied);
        continue;
      }
      // A difference is one whatever was assumed.
      for (let at: Pair | undefined = pair; at !== undefined; at = at.holder)
        this.#different.add(this.#key(at));
      return false;
    }
    // Nothing differed anywhere: every assumption was right.
    assumed.settle();
    return true;
  }

  #isKnownSame({ left, right }: Pair): boolean {
    const known = this.#classOf?.(left.graph, left.schema);
    return known !== undefined && known === this.#classOf?.(right.graph, right.schema);
  }

  /** What else must be the same for the two to be; `undefined` where they differ by themselves. */
  #implied(pair: Pair): readonly Pair[] | undefined {
    const { left, right } = pair;
    const [a, b] = [left.schema, right.schema];
    if (left.graph.dialect !== right.graph.dialect) return undefined;
    if (a.opaque !== undefined || b.opaque !== undefined) return undefined;
    if (!isObject(a.raw) || !isObject(b.raw)) return a.raw === b.raw ? [] : undefined;
    if (this.#outline(left, LEVELS) !== this.#outline(right, LEVELS)) return undefined;
    const pairs: Pair[] = [];
    if (a.ref !== undefined && b.ref !== undefined) {
      pairs.push(pairOf(left.graph, left.graph.at(a.ref), right.graph, right.graph.at(b.ref), pair));
    }
    for (const [keyword, token] of children(a.raw)) {
      const x = left.graph.at(join(a.pointer, keyword, ...token));
      const y = right.graph.at(join(b.pointer, keyword, ...token));
      // These stand beside a reference, and say something of the property that refers.
      if (x.readOnly !== y.readOnly || x.writeOnly !== y.writeOnly) return undefined;
      pairs.push(pairOf(left.graph, x, right.graph, y, pair));
    }
    return pairs;
  }

  #key({ left, right }: Pair): string {
    const number = ({ schema }: Place) => this.#number(this.#classes.leader(schema));
    return `${number(left)} ${number(right)}`;
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

function pairOf(graph: SchemaGraph, left: Schema, other: SchemaGraph, right: Schema, holder: Pair): Pair {
  return {
    left: { graph, schema: graph.target(left) },
    right: { graph: other, schema: other.target(right) },
    holder,
  };
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
