import { canonical, isObject, type Json, type JsonObject, own } from "../../model/json.ts";
import type { Schema, SchemaGraph } from "../../model/schema.ts";
import { hiddenNames } from "./access.ts";
import type { Access } from "./node.ts";
import { type Tag, tagsIn } from "./tagged.ts";

/** The members that tell most variants apart; more of them seldom tell more. */
const MOST_TAGS = 4;

/**
 * The variants of a union by their tags, members that can have only a few values, and by the members that they ask for:
 * so that of a hundred variants it is plain at once which few an object can be, whether or not a discriminator says so.
 */
export class Alternatives {
  /** What a discriminator says of each variant. */
  readonly tags: readonly (Tag | undefined)[] | undefined;
  readonly #all: readonly number[];
  readonly #columns: readonly (Column | Demands)[];

  constructor(graph: SchemaGraph, schema: Schema, keyword: "oneOf" | "anyOf", access: Access | undefined) {
    const variants = schema[keyword] ?? [];
    this.tags = tagsIn(graph, schema, keyword, access);
    this.#all = [...variants.keys()];
    const fixed = variants.map((variant, i) => fixedMembers(graph, variant, access, this.tags?.[i]));
    const counts = new Map<string, number>();
    for (const name of fixed.flatMap((members) => [...members.keys()])) {
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
    const telling = [...counts].filter(([, count]) => count > 1).sort(([, a], [, b]) => b - a);
    this.#columns = [
      ...telling.slice(0, MOST_TAGS).map(([name]) => new Column(name, fixed)),
      new Demands(variants.map((variant) => requiredMembers(graph, variant, access))),
    ];
  }

  /** The places of the variants that do not plainly refuse the value, in their order. */
  of(value: Json): readonly number[] {
    if (!isObject(value)) return this.#all;
    let fewest: Places = [this.#all];
    for (const column of this.#columns) {
      const left = column.of(value);
      if (count(left) < count(fewest)) fewest = left;
    }
    return fewest.flat().sort((a, b) => a - b);
  }
}

/** The places of variants, in several lists. */
type Places = readonly (readonly number[])[];

function count(places: Places): number {
  return places.reduce((sum, list) => sum + list.length, 0);
}

/** What a member's value may be, if it is there, and whether it has to be. */
interface Fixed {
  readonly values: readonly Json[];
  readonly needed: boolean;
}

/** The variants by the values of one of their members. */
class Column {
  readonly #name: string;
  readonly #byValue = new Map<string, number[]>();
  /** The variants that say nothing of the member. */
  readonly #open: readonly number[];
  readonly #without: readonly number[];

  constructor(name: string, variants: readonly ReadonlyMap<string, Fixed>[]) {
    this.#name = name;
    this.#open = [...variants.keys()].filter((i) => variants[i]?.has(name) !== true);
    this.#without = [...variants.keys()].filter((i) => variants[i]?.get(name)?.needed !== true);
    for (const [i, members] of variants.entries()) {
      for (const text of new Set(members.get(name)?.values.map(canonical))) {
        const known = this.#byValue.get(text);
        if (known === undefined) this.#byValue.set(text, [i]);
        else known.push(i);
      }
    }
  }

  of(value: JsonObject): Places {
    const tag = own(value, this.#name);
    if (tag === undefined) return [this.#without];
    return [this.#byValue.get(canonical(tag)) ?? [], this.#open];
  }
}

/** The variants by a member that each of them asks for: the one that fewest others ask for as well. */
class Demands {
  readonly #byName = new Map<string, number[]>();
  /** The variants that ask for nothing. */
  readonly #open: number[] = [];

  constructor(variants: readonly ReadonlySet<string>[]) {
    const counts = new Map<string, number>();
    for (const name of variants.flatMap((names) => [...names])) counts.set(name, (counts.get(name) ?? 0) + 1);
    const rarity = (name: string) => counts.get(name) ?? 0;
    for (const [i, names] of variants.entries()) {
      const [rarest] = [...names].sort((a, b) => rarity(a) - rarity(b));
      const known = rarest === undefined ? this.#open : this.#byName.get(rarest);
      if (known !== undefined) known.push(i);
      else if (rarest !== undefined) this.#byName.set(rarest, [i]);
    }
  }

  of(value: JsonObject): Places {
    return [...Object.keys(value).map((name) => this.#byName.get(name) ?? []), this.#open];
  }
}

/** The members that a schema, or a part of it, asks for. */
function requiredMembers(
  graph: SchemaGraph,
  schema: Schema,
  access: Access | undefined,
): ReadonlySet<string> {
  const whole = graph.target(schema);
  const hidden = hiddenNames(graph, whole, access);
  const names = [...partsOf(graph, whole)].flatMap((part) => [...part.required]);
  return new Set(names.filter((name) => !hidden.has(name)));
}

/** The members of which a schema, or a part of it, says outright what their values are. */
function fixedMembers(
  graph: SchemaGraph,
  schema: Schema,
  access: Access | undefined,
  tag: Tag | undefined,
): ReadonlyMap<string, Fixed> {
  const members = new Map<string, Fixed>();
  if (tag?.among !== undefined) members.set(tag.property, { values: tag.among, needed: true });
  const whole = graph.target(schema);
  const hidden = hiddenNames(graph, whole, access);
  for (const part of partsOf(graph, whole)) {
    for (const [name, property] of part.properties) {
      const { values } = graph.target(property);
      if (values === undefined || hidden.has(name) || members.has(name)) continue;
      members.set(name, { values, needed: false });
    }
  }
  return members;
}

/** A schema, and those that have to hold where it holds. */
function partsOf(graph: SchemaGraph, schema: Schema): ReadonlySet<Schema> {
  const parts = new Set([schema]);
  // A set grows while it is walked, and each member is visited once.
  for (const part of parts) {
    for (const other of part.allOf ?? []) parts.add(graph.target(other));
    if (part.ref !== undefined) parts.add(graph.target(graph.at(part.ref)));
  }
  return parts;
}
