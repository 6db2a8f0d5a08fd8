import { formulaOf } from "./composition.ts";
import type { Formula } from "./formula.ts";
import { KINDS, type Kind } from "./kind.ts";
import type { Node, Nodes } from "./node.ts";
import { opposite } from "./opposite.ts";
import { Outlines } from "./outline.ts";

/** What has been read out of schemas so far: the same on every path of a search. */
export class Reading {
  readonly nodes: Nodes;
  readonly outlines: Outlines;
  readonly #formulas = new Map<number, Formula>();
  readonly #opposites = new Map<number, Formula>();
  readonly #overlaps = new WeakMap<readonly Node[], readonly (readonly [Node, Node])[]>();
  readonly #rivals = new WeakMap<readonly Node[], readonly (readonly number[])[]>();

  constructor(nodes: Nodes) {
    this.nodes = nodes;
    this.outlines = new Outlines(nodes);
  }

  /** What it means to be inside the node, for a value of the kind. */
  inside(node: Node, kind: Kind): Formula {
    const key = node.id * KINDS.length + KINDS.indexOf(kind);
    const formula = this.#formulas.get(key) ?? formulaOf(node, kind, this.nodes);
    this.#formulas.set(key, formula);
    return formula;
  }

  /** What it means to be outside. */
  outside(node: Node, kind: Kind): Formula {
    const key = node.id * KINDS.length + KINDS.indexOf(kind);
    const formula = this.#opposites.get(key) ?? opposite(this.inside(node, kind));
    this.#opposites.set(key, formula);
    return formula;
  }

  /** The other variants of a union that a value of the one in that place may be inside of as well. */
  rivals(variants: readonly Node[], place: number): readonly Node[] {
    return nodesAt(this.#rivalsOf(variants)[place] ?? [], variants);
  }

  /** The pairs among the variants that a value may be inside of both. */
  overlaps(variants: readonly Node[]): readonly (readonly [Node, Node])[] {
    const known = this.#overlaps.get(variants);
    if (known !== undefined) return known;
    const rivals = this.#rivalsOf(variants);
    const pairs = variants.flatMap((left, place) => {
      const later = rivals[place]?.filter((other) => other > place) ?? [];
      return nodesAt(later, variants).map((right) => [left, right] as const);
    });
    this.#overlaps.set(variants, pairs);
    return pairs;
  }

  #rivalsOf(variants: readonly Node[]): readonly (readonly number[])[] {
    const known = this.#rivals.get(variants);
    if (known !== undefined) return known;
    const { outlines } = this;
    const rivals = variants.map((node, place) =>
      outlines
        .near(variants, node)
        .filter((other) => other !== place && !outlines.disjoint(variants[other] ?? node, node)),
    );
    this.#rivals.set(variants, rivals);
    return rivals;
  }
}

export function nodesAt(places: readonly number[], variants: readonly Node[]): readonly Node[] {
  return places.flatMap((place) => variants[place] ?? []);
}
