import type { Node } from "./node.ts";
import type { Outlines } from "./outline.ts";

/** The members that tell most variants apart; more of them seldom tell more. */
const MOST_TAGS = 4;

/**
 * The variants of a union by their tags: members that each of them asks for, and that can have only a few values. What
 * holds of a tag is plain of all variants at once, without a look at each.
 */
export class Siblings {
  readonly #outlines: Outlines;
  readonly #all: readonly number[];
  readonly #columns: readonly Column[];

  constructor(nodes: readonly Node[], outlines: Outlines) {
    this.#outlines = outlines;
    this.#all = [...nodes.keys()];
    const tags = nodes.map((node) => tagsOf(node, outlines));
    const counts = new Map<string, number>();
    for (const name of tags.flatMap((of) => [...of.keys()])) counts.set(name, (counts.get(name) ?? 0) + 1);
    const telling = [...counts].filter(([, count]) => count > 1).sort(([, a], [, b]) => b - a);
    this.#columns = telling.slice(0, MOST_TAGS).map(([name]) => column(name, tags));
  }

  /** The places of those that no tag tells from the node, in their order. */
  near(node: Node): readonly number[] {
    const { properties } = this.#outlines.of(node);
    let fewest = this.#all;
    for (const { name, byValue, open } of this.#columns) {
      const values = valuesOf(properties.get(name), this.#outlines);
      if (values === undefined) continue;
      const near = new Set([...open, ...[...values].flatMap((value) => byValue.get(value) ?? [])]);
      if (near.size < fewest.length) fewest = [...near].sort((a, b) => a - b);
    }
    return fewest;
  }
}

/** Variants by the values of one of their members, and those for which it is no tag. */
interface Column {
  readonly name: string;
  readonly byValue: ReadonlyMap<string, readonly number[]>;
  readonly open: readonly number[];
}

type Tags = ReadonlyMap<string, ReadonlySet<string>>;

function column(name: string, variants: readonly Tags[]): Column {
  const byValue = new Map<string, number[]>();
  const open: number[] = [];
  for (const [i, tags] of variants.entries()) {
    const values = tags.get(name);
    if (values === undefined) open.push(i);
    for (const value of values ?? []) {
      const known = byValue.get(value);
      if (known === undefined) byValue.set(value, [i]);
      else known.push(i);
    }
  }
  return { name, byValue, open };
}

function tagsOf(node: Node, outlines: Outlines): Tags {
  const { kinds, required, properties } = outlines.of(node);
  const tags = new Map<string, ReadonlySet<string>>();
  if (kinds.size !== 1 || !kinds.has("object")) return tags;
  for (const name of required) {
    const values = valuesOf(properties.get(name), outlines);
    if (values !== undefined) tags.set(name, values);
  }
  return tags;
}

/** The texts of the values that something inside of all the nodes can have, where one of them has few. */
function valuesOf(nodes: readonly Node[] | undefined, outlines: Outlines): ReadonlySet<string> | undefined {
  for (const node of nodes ?? []) {
    const { values } = outlines.of(node);
    if (values !== undefined) return new Set(values.keys());
  }
  return undefined;
}
