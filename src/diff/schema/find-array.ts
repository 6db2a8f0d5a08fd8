import type { Json } from "../../model/json.ts";
import { type ArrayAtom, EVERYWHERE, type Span } from "./arrays.ts";
import type { Node } from "./node.ts";
import { found, type Goal, NONE, type Outcome, type Search, unknown } from "./search.ts";

/** An array of which all the atoms hold. */
export function findArray(atoms: readonly ArrayAtom[], search: Search): Outcome {
  return new ArrayFinder(atoms, search).find();
}

type Atom<Is extends ArrayAtom["is"]> = ArrayAtom & { is: Is };

/** Something that one item somewhere in the span must be. */
interface Demand {
  readonly span: Span;
  readonly goal: Goal;
  /** Demands of one kind are met by different items. */
  readonly kind: number;
}

/** What is asked of the items at chosen positions, beside what is asked of all. */
type Chosen = ReadonlyMap<number, { readonly goal: Goal; readonly kinds: readonly number[] }>;

/** Arrays longer than this are not built. */
const LONGEST = 300;

class ArrayFinder {
  readonly #search: Search;
  readonly #every: readonly { span: Span; goal: Goal }[];
  readonly #demands: readonly Demand[];
  readonly #few: readonly Atom<"few">[];
  readonly #least: number;
  readonly #most: number;
  readonly #unique: boolean;
  readonly #repeating: boolean;
  /** From here on all positions are alike. */
  readonly #alike: number;
  /** Fewer than no items. */
  readonly #impossible: boolean;
  #doubt: string | undefined;

  constructor(atoms: readonly ArrayAtom[], search: Search) {
    const of = <Is extends ArrayAtom["is"]>(is: Is) =>
      atoms.filter((atom): atom is Atom<Is> => atom.is === is);
    this.#search = search;
    const few = of("few");
    this.#impossible = few.some(({ count }) => count < 0);
    this.#every = [
      ...of("every").map(({ span, node }) => ({ span, goal: { inside: [node], outside: [] } })),
      ...few
        .filter(({ count }) => count < 1)
        .map(({ node }) => ({ span: EVERYWHERE, goal: { inside: [], outside: [node] } })),
    ];
    this.#few = few.filter(({ count }) => count >= 1);
    const some = of("some").map(({ span, node }, kind) => ({
      span,
      kind,
      goal: { inside: [], outside: [node] },
    }));
    const many = of("many").flatMap(({ count, node }, i) =>
      Array.from({ length: Math.min(Math.ceil(count), LONGEST + 1) }, () => ({
        span: EVERYWHERE,
        kind: some.length + i,
        goal: { inside: [node], outside: [] },
      })),
    );
    this.#demands = [...some, ...many];
    this.#least = Math.max(0, ...of("longer-or").map((atom) => Math.ceil(atom.length)));
    this.#most = Math.min(
      ...of("shorter-or").map((atom) => Math.floor(atom.length)),
      Number.POSITIVE_INFINITY,
    );
    this.#unique = of("unique").length > 0;
    this.#repeating = of("repeating").length > 0;
    const edges = [...this.#every, ...this.#demands].flatMap(({ span }) => [span.from, span.to]);
    this.#alike = Math.max(0, ...edges.filter(Number.isFinite));
  }

  find(): Outcome {
    if (this.#least > this.#most) return NONE;
    if (this.#impossible) return NONE;
    if (this.#unique && this.#repeating) return NONE;
    if (Math.max(this.#least, this.#demands.length) > LONGEST && this.#most > LONGEST) {
      return unknown("only very long arrays are left");
    }
    const value = this.#meet(0, new Map());
    if (value !== undefined) return found(value);
    return this.#doubt === undefined ? NONE : unknown(this.#doubt);
  }

  /** Chooses a position for each demand in turn. */
  #meet(index: number, chosen: Chosen): Json | undefined {
    this.#search.spend();
    const demand = this.#demands[index];
    if (demand === undefined) return this.#repeating ? this.#repeat(chosen) : this.#build(chosen);
    for (const position of this.#positions(chosen)) {
      if (position < demand.span.from || position >= demand.span.to) continue;
      const before = chosen.get(position) ?? { goal: { inside: [], outside: [] }, kinds: [] };
      if (before.kinds.includes(demand.kind)) continue;
      const goal = joined(before.goal, demand.goal);
      if (this.#value(position, goal) === undefined) continue;
      const kinds = [...before.kinds, demand.kind];
      const value = this.#meet(index + 1, new Map([...chosen, [position, { goal, kinds }]]));
      if (value !== undefined) return value;
    }
    return undefined;
  }

  /** The positions that differ from each other: those before the rest, those taken, and one new one. */
  #positions(chosen: Chosen): number[] {
    const taken = [...chosen.keys()].filter((position) => position >= this.#alike);
    const next = Math.max(this.#alike, ...taken.map((position) => position + 1));
    const count = Math.min(next + 1, this.#most);
    return Array.from({ length: count }, (_, i) => i);
  }

  #goal(position: number, extra: Goal): Goal {
    return this.#every
      .filter(({ span }) => position >= span.from && position < span.to)
      .reduce((goal, { goal: more }) => joined(goal, more), extra);
  }

  #value(position: number, extra: Goal): Json | undefined {
    const outcome = this.#search.find(this.#goal(position, extra));
    if (outcome.is === "unknown") this.#doubt = outcome.reason;
    return outcome.is === "value" ? outcome.value : undefined;
  }

  /** Two positions get one value. */
  #repeat(chosen: Chosen): Json | undefined {
    const last = Math.min(Math.max(this.#alike, ...[...chosen.keys()].map((p) => p + 1)) + 2, this.#most);
    for (let right = 1; right < last; right += 1) {
      for (let left = 0; left < right; left += 1) {
        const goal = joined(
          this.#goal(left, chosen.get(left)?.goal ?? ANY),
          this.#goal(right, chosen.get(right)?.goal ?? ANY),
        );
        const kinds = [...(chosen.get(left)?.kinds ?? []), ...(chosen.get(right)?.kinds ?? [])];
        const value = this.#build(new Map([...chosen, [left, { goal, kinds }], [right, { goal, kinds }]]));
        if (value !== undefined) return value;
      }
    }
    return undefined;
  }

  #build(chosen: Chosen): Json | undefined {
    const length = Math.max(this.#least, ...[...chosen.keys()].map((position) => position + 1));
    if (length > this.#most) return undefined;
    if (length > LONGEST) {
      this.#doubt = "only very long arrays are left";
      return undefined;
    }
    const items: Json[] = [];
    const counts = this.#few.map(() => 0);
    for (let position = 0; position < length; position += 1) {
      this.#search.spend();
      const value = this.#item(position, chosen.get(position)?.goal ?? ANY, items, counts);
      if (value === undefined) return undefined;
      items.push(value);
    }
    return items;
  }

  /** One item, different from those before where it must be, and counted by as few `contains` as possible. */
  #item(position: number, chosen: Goal, before: readonly Json[], counts: number[]): Json | undefined {
    const { nodes } = this.#search;
    const distinct: Goal =
      this.#unique && before.length > 0
        ? { inside: [], outside: [nodes.synthetic({ enum: [...before] })] }
        : ANY;
    const goal = joined(chosen, distinct);
    const uncounted: Node[] = [];
    for (const [i, { node, count }] of this.#few.entries()) {
      const without = { inside: goal.inside, outside: [...goal.outside, ...uncounted, node] };
      if (this.#value(position, without) !== undefined) {
        uncounted.push(node);
        continue;
      }
      counts[i] = (counts[i] ?? 0) + 1;
      // With several counts, or distinct items, another choice earlier could have left more room here.
      if (this.#few.length > 1 || this.#unique) this.#doubt ??= "counting items in more than one way";
      if ((counts[i] ?? 0) > count) return undefined;
    }
    const value = this.#value(position, { inside: goal.inside, outside: [...goal.outside, ...uncounted] });
    // Equal goals run out of values together; others could have been dealt out differently.
    if (value === undefined && this.#unique && !this.#isUniform()) {
      this.#doubt ??= "distinct items under different schemas";
    }
    return value;
  }

  #isUniform(): boolean {
    return this.#demands.length === 0 && this.#few.length === 0 && this.#alike === 0;
  }
}

const ANY: Goal = { inside: [], outside: [] };

function joined(left: Goal, right: Goal): Goal {
  return { inside: [...left.inside, ...right.inside], outside: [...left.outside, ...right.outside] };
}
