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

/** A shortest way from the root of a message, or of a parameter, down to a pair of schemas. */
export interface Way {
  readonly root: SchemaNode;
  /** Everywhere that root stands. */
  readonly uses: readonly Use[];
  /** From the root down; none where the pair is the root. */
  readonly steps: readonly Step[];
}

/** The ways from operations to pairs of schemas. */
export class Reaches {
  readonly #uses = new Map<SchemaNode, Use[]>();
  readonly #found = new Map<SchemaNode, Map<Direction, readonly Way[]>>();

  /** Says that an operation uses a schema at its root. */
  add(node: SchemaNode, use: Use): void {
    const uses = this.#uses.get(node);
    if (uses === undefined) this.#uses.set(node, [use]);
    else uses.push(use);
  }

  /** Every operation and place from which the pair can be reached, each by its shortest path. */
  of(node: SchemaNode, direction: Direction): Reach[] {
    return this.ways(node, direction).flatMap(({ uses, steps }) => {
      const path = steps.map((step) => step.path).join("");
      return uses.map((use) => toReach(use, path));
    });
  }

  /** One way for every root, the shortest first. */
  ways(node: SchemaNode, direction: Direction): readonly Way[] {
    const known = this.#found.get(node) ?? new Map<Direction, readonly Way[]>();
    this.#found.set(node, known);
    const found = known.get(direction) ?? this.waysThrough(node, direction, () => true);
    known.set(direction, found);
    return found;
  }

  /**
   * The same, but only by steps that are open. Breadth first against the steps, so that the first way found is a
   * shortest one.
   * @param isOpen is given a step and the pair it leads to
   */
  waysThrough(
    start: SchemaNode,
    direction: Direction,
    isOpen: (step: Step, to: SchemaNode) => boolean,
  ): readonly Way[] {
    const ways: Way[] = [];
    const seen = new Set([start]);
    const pending: { node: SchemaNode; below?: Below }[] = [{ node: start }];
    for (let at = 0; at < pending.length; at++) {
      const { node, below } = pending[at] as (typeof pending)[number];
      const uses = this.#uses.get(node)?.filter((use) => use.direction === direction) ?? [];
      if (uses.length > 0) ways.push({ root: node, uses, steps: unwind(below) });
      for (const step of node.users) {
        if (seen.has(step.from) || !travels(step, direction) || !isOpen(step, node)) continue;
        seen.add(step.from);
        pending.push({ node: step.from, below: { step, rest: below } });
      }
    }
    return ways;
  }
}

/** A step down, and those that follow it. */
interface Below {
  readonly step: Step;
  readonly rest: Below | undefined;
}

function unwind(below: Below | undefined): Step[] {
  const steps: Step[] = [];
  for (let at = below; at !== undefined; at = at.rest) steps.push(at.step);
  return steps;
}

function travels(step: Step, direction: Direction): boolean {
  return step.onlyIn === undefined || step.onlyIn === direction;
}

export function toReach({ direction: _direction, ...place }: Use, path: string): Reach {
  return { ...place, path: `$${path}` };
}
