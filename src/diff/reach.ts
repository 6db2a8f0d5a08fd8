import type { Direction, Place, Reach } from "../model/finding.ts";
import type { SchemaNode, Step } from "./schema-comparison.ts";

/** A place in an operation where something stands: the beginning of a {@link Reach}. */
export interface Use {
  readonly operation: string;
  readonly in: Place;
  readonly status?: string;
  readonly mediaType?: string;
  readonly name?: string;
  /** Which way its messages travel: turned around for webhooks and callbacks. */
  readonly direction: Direction;
}

/** The ways from operations to pairs of schemas. */
export class Reaches {
  readonly #uses = new Map<SchemaNode, Use[]>();
  readonly #found = new Map<SchemaNode, readonly DirectedReach[]>();

  /** Says that an operation uses a schema at its root. */
  add(node: SchemaNode, use: Use): void {
    const uses = this.#uses.get(node);
    if (uses === undefined) this.#uses.set(node, [use]);
    else uses.push(use);
  }

  /** Every operation and place from which the pair can be reached, each by its shortest path. */
  of(node: SchemaNode): readonly DirectedReach[] {
    const known = this.#found.get(node);
    if (known !== undefined) return known;
    const found = [
      ...this.#search(node, "request"),
      ...this.#search(node, "response"),
      ...this.#search(node, "none"),
    ];
    this.#found.set(node, found);
    return found;
  }

  /** Breadth first against the steps, so that the first way found is a shortest one. */
  #search(start: SchemaNode, direction: Direction): DirectedReach[] {
    const reaches: DirectedReach[] = [];
    const seen = new Set([start]);
    const pending: { node: SchemaNode; path: string }[] = [{ node: start, path: "" }];
    for (let at = 0; at < pending.length; at++) {
      const { node, path } = pending[at] as { node: SchemaNode; path: string };
      for (const use of this.#uses.get(node) ?? []) {
        if (use.direction === direction) reaches.push({ direction, reach: toReach(use, path) });
      }
      for (const step of node.users) {
        if (seen.has(step.from) || !travels(step, direction)) continue;
        seen.add(step.from);
        pending.push({ node: step.from, path: step.path + path });
      }
    }
    return reaches;
  }
}

export interface DirectedReach {
  readonly direction: Direction;
  readonly reach: Reach;
}

function travels(step: Step, direction: Direction): boolean {
  return step.onlyIn === undefined || step.onlyIn === direction;
}

export function toReach({ direction: _direction, ...place }: Use, path: string): Reach {
  return { ...place, path: `$${path}` };
}
