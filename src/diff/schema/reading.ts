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

  /** The pairs among the nodes that a value may be inside of both. */
  overlaps(nodes: readonly Node[]): readonly (readonly [Node, Node])[] {
    let pairs = this.#overlaps.get(nodes);
    if (pairs === undefined) {
      pairs = nodes.flatMap((left, i) =>
        nodes
          .slice(i + 1)
          .filter((right) => !this.outlines.disjoint(left, right))
          .map((right) => [left, right] as const),
      );
      this.#overlaps.set(nodes, pairs);
    }
    return pairs;
  }
}
