import type { Operation } from "../model/operation.ts";
import type { Base } from "./servers.ts";
import { decode, matchSegment, type Segment } from "./template.ts";

/** A path template with its operations by method. */
export interface Route {
  readonly template: readonly Segment[];
  readonly path: string;
  readonly bases: readonly Base[];
  readonly operations: ReadonlyMap<string, Operation>;
}

/** A trie over the segments of the path templates, made once per document. */
export interface RouteTree {
  readonly literals: Map<string, RouteTree>;
  readonly patterns: { readonly segment: Segment; readonly node: RouteTree }[];
  readonly routes: Route[];
}

export function newTree(): RouteTree {
  return { literals: new Map(), patterns: [], routes: [] };
}

/** Adds a route where its segments lead. */
export function insert(root: RouteTree, route: Route): void {
  let node = root;
  for (const segment of route.template) {
    const known =
      segment.kind === "literal"
        ? node.literals.get(segment.text)
        : node.patterns.find(({ segment: other }) => sameShape(segment, other))?.node;
    const next = known ?? newTree();
    if (known === undefined && segment.kind === "literal") node.literals.set(segment.text, next);
    else if (known === undefined) node.patterns.push({ segment, node: next });
    node = next;
  }
  node.routes.push(route);
}

function sameShape(left: Segment, right: Segment): boolean {
  if (left.kind === "literal" || right.kind === "literal") return false;
  return left.pattern.source === right.pattern.source;
}

/** Every route that fits the segments of a path. */
export function search(
  root: RouteTree,
  segments: readonly string[],
): { route: Route; variables: Map<string, string> }[] {
  let nodes = [root];
  for (const sent of segments) {
    const next: RouteTree[] = [];
    for (const node of nodes) {
      const literal = node.literals.get(decode(sent));
      if (literal !== undefined) next.push(literal);
      for (const { segment, node: below } of node.patterns) {
        if (matchSegment(segment, sent) !== undefined) next.push(below);
      }
    }
    nodes = next;
  }
  return nodes.flatMap((node) =>
    node.routes.map((route) => ({ route, variables: variablesOf(route.template, segments) })),
  );
}

/** Variables are named by each route itself: two templates of one shape may name them differently. */
function variablesOf(template: readonly Segment[], segments: readonly string[]): Map<string, string> {
  const variables = new Map<string, string>();
  for (const [i, segment] of template.entries()) {
    for (const [name, value] of matchSegment(segment, segments[i] ?? "") ?? []) variables.set(name, value);
  }
  return variables;
}
