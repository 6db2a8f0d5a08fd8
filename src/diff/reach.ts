import type { Direction, Place, Reach } from "../model/finding.ts";
import type { SchemaNode, Step } from "./schema-comparison.ts";
import { Way } from "./way.ts";

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
  readonly #found = new Map<Direction, ReadonlyMap<SchemaNode, readonly Way[]>>();

  /** Says that an operation uses a schema at its root. */
  add(node: SchemaNode, use: Use): void {
    const uses = this.#uses.get(node);
    if (uses === undefined) this.#uses.set(node, [use]);
    else uses.push(use);
  }

  /** Every operation and place from which the pair can be reached, each by its shortest path. */
  of(node: SchemaNode, direction: Direction): Reach[] {
    return this.ways(node, direction).flatMap(({ uses, path }) => uses.map((use) => toReach(use, path)));
  }

  /** One way for every root, the shortest first. Asked only after all is compared. */
  ways(node: SchemaNode, direction: Direction): readonly Way[] {
    const found = this.#found.get(direction) ?? this.#walk(direction);
    this.#found.set(direction, found);
    return found.get(node) ?? [];
  }

  /**
   * From all roots down at once, level by level, so that the first way found from a root is a shortest one: all but
   * its last step are a way found before.
   */
  #walk(direction: Direction): ReadonlyMap<SchemaNode, readonly Way[]> {
    const found = new Map<SchemaNode, Map<SchemaNode, Way>>();
    let latest = new Map<SchemaNode, Way[]>();
    const keep = (node: SchemaNode, way: Way, level: Map<SchemaNode, Way[]>) => {
      const known = found.get(node);
      if (known === undefined) found.set(node, new Map([[way.root, way]]));
      else if (known.has(way.root)) return;
      else known.set(way.root, way);
      const ways = level.get(node);
      if (ways === undefined) level.set(node, [way]);
      else ways.push(way);
    };
    for (const root of this.#uses.keys()) {
      const uses = this.#usesOf(root, direction);
      if (uses.length > 0) keep(root, new Way(root, uses), latest);
    }
    while (latest.size > 0) {
      const below = new Set<SchemaNode>();
      for (const [node, ways] of latest) {
        for (const step of node.steps) {
          const known = found.get(step.to);
          const isNew = ways.some(({ root }) => known?.has(root) !== true);
          if (isNew && travels(step, direction)) below.add(step.to);
        }
      }
      const level = new Map<SchemaNode, Way[]>();
      for (const node of below) {
        for (const step of node.users) {
          if (!travels(step, direction)) continue;
          for (const way of latest.get(step.from) ?? []) keep(node, way.by(step), level);
        }
      }
      latest = level;
    }
    return new Map([...found].map(([node, ways]) => [node, [...ways.values()]]));
  }

  /**
   * The same, but only by steps that are open. Breadth first against the steps, so that the first way found is a
   * shortest one.
   */
  waysThrough(start: SchemaNode, direction: Direction, isOpen: (step: Step) => boolean): readonly Way[] {
    const ways: Way[] = [];
    const seen = new Set([start]);
    const pending: { node: SchemaNode; below?: Below }[] = [{ node: start }];
    for (const { node, below } of pending) {
      const uses = this.#usesOf(node, direction);
      if (uses.length > 0) ways.push(wayDown(new Way(node, uses), below));
      for (const step of node.users) {
        if (seen.has(step.from) || !travels(step, direction) || !isOpen(step)) continue;
        seen.add(step.from);
        pending.push({ node: step.from, below: { step, rest: below } });
      }
    }
    return ways;
  }

  #usesOf(node: SchemaNode, direction: Direction): readonly Use[] {
    return this.#uses.get(node)?.filter((use) => use.direction === direction) ?? [];
  }
}

/** A step down, and those that follow it. */
interface Below {
  readonly step: Step;
  readonly rest: Below | undefined;
}

function wayDown(root: Way, below: Below | undefined): Way {
  let way = root;
  for (let at = below; at !== undefined; at = at.rest) way = way.by(at.step);
  return way;
}

function travels(step: Step, direction: Direction): boolean {
  return step.onlyIn === undefined || step.onlyIn === direction;
}

export function toReach({ direction: _direction, ...place }: Use, path: string): Reach {
  return { ...place, path };
}
