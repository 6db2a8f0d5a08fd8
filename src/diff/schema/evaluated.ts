import { isObject, own } from "../../model/json.ts";
import type { Schema } from "../../model/schema.ts";
import { type Formula, inside, outside } from "./formula.ts";
import type { Node, Nodes } from "./node.ts";
import type { ObjectAtom } from "./objects.ts";

/**
 * One way in which a schema and the schemas it applies in place can hold, with what they then evaluate
 * (JSON Schema 2020-12, sections 11.2 and 11.3).
 */
export interface Evaluation {
  readonly when: readonly Formula[];
  readonly names: ReadonlySet<string>;
  readonly patterns: ReadonlySet<string>;
  readonly everyName: boolean;
  readonly items: number;
  readonly everyItem: boolean;
}

const PLAIN: Evaluation = {
  when: [],
  names: new Set(),
  patterns: new Set(),
  everyName: false,
  items: 0,
  everyItem: false,
};

/** More ways than this are not told apart. */
const WAYS = 64;
const DEPTH = 16;

/**
 * All the ways in which what stands beside `unevaluated…` can hold: they exclude each other and leave out none.
 * @returns `undefined` when there are too many, or when items are evaluated one by one (`contains`).
 */
export function evaluationsBeside(node: Node, nodes: Nodes): readonly Evaluation[] | undefined {
  return ways(node, nodes, DEPTH, false);
}

function ways(node: Node, nodes: Nodes, depth: number, nested = true): readonly Evaluation[] | undefined {
  const { schema } = node;
  if (depth === 0 || schema.contains !== undefined || schema.opaque !== undefined) return undefined;
  const itself: Evaluation = {
    ...PLAIN,
    names: new Set(schema.properties.keys()),
    patterns: new Set(schema.patternProperties.keys()),
    everyName: states(schema, "additionalProperties") || (nested && states(schema, "unevaluatedProperties")),
    items: schema.prefixItems?.length ?? 0,
    everyItem: states(schema, "items") || (nested && states(schema, "unevaluatedItems")),
  };
  const child = (at: Schema) => nodes.child(node, at);
  const inner = (of: Node) => ways(of, nodes, depth - 1);

  /** The ways of a schema that may hold or fail. */
  const optional = (of: Node, holds: Formula, fails: Formula): readonly Evaluation[] | undefined => {
    const held = inner(of)?.map((way) => ({ ...way, when: [holds, ...way.when] }));
    if (held === undefined) return undefined;
    return evaluatesNothing(held) ? [PLAIN] : [...held, { ...PLAIN, when: [fails] }];
  };

  const factors: (readonly Evaluation[] | undefined)[] = [];
  if (schema.ref !== undefined) factors.push(inner(child(node.graph.at(schema.ref))));
  for (const part of schema.allOf ?? []) factors.push(inner(child(part)));
  if (nested && node.beside !== undefined) factors.push(inner(node.beside));
  for (const of of schema.anyOf === undefined ? [] : nodes.variants(node, "anyOf")) {
    factors.push(optional(of, inside(of), outside(nodes.literally(of))));
  }
  if (schema.oneOf !== undefined) factors.push(exactlyOne(nodes.variants(node, "oneOf"), nodes, inner));
  if (schema.if !== undefined) factors.push(conditional(node, nodes, inner));
  for (const [name, dependent] of schema.dependentSchemas) {
    const present: ObjectAtom = { of: "object", is: "present", name };
    const absent: ObjectAtom = { of: "object", is: "absent", name };
    factors.push(optional(child(dependent), present, absent));
  }
  let product: readonly Evaluation[] = [itself];
  for (const factor of factors) {
    if (factor === undefined || product.length * factor.length > WAYS) return undefined;
    product = product.flatMap((left) => factor.map((right) => together(left, right)));
  }
  return product;
}

function exactlyOne(
  branches: readonly Node[],
  nodes: Nodes,
  inner: (of: Node) => readonly Evaluation[] | undefined,
): readonly Evaluation[] | undefined {
  const chosen: Evaluation[] = [];
  for (const [i, branch] of branches.entries()) {
    const held = inner(branch);
    if (held === undefined) return undefined;
    const others = branches.filter((_, j) => j !== i).map((other) => outside(nodes.literally(other)));
    chosen.push(...held.map((way) => ({ ...way, when: [inside(branch), ...others, ...way.when] })));
  }
  return evaluatesNothing(chosen) ? [PLAIN] : chosen;
}

function conditional(
  node: Node,
  nodes: Nodes,
  inner: (of: Node) => readonly Evaluation[] | undefined,
): readonly Evaluation[] | undefined {
  const { schema } = node;
  if (schema.if === undefined) return [PLAIN];
  const branch = (of: Node | undefined): readonly Evaluation[] | undefined =>
    of === undefined ? [PLAIN] : inner(of);
  const condition = nodes.literally(nodes.child(node, schema.if));
  const met = inner(condition);
  const then = branch(schema.then && nodes.child(node, schema.then));
  const otherwise = branch(schema.else && nodes.child(node, schema.else));
  if (met === undefined || then === undefined || otherwise === undefined) return undefined;
  return [
    ...met
      .flatMap((left) => then.map((right) => together(left, right)))
      .map((way) => ({
        ...way,
        when: [inside(condition), ...way.when],
      })),
    ...otherwise.map((way) => ({ ...way, when: [outside(condition), ...way.when] })),
  ];
}

/** A keyword that allows everything evaluates everything, though it constrains nothing. */
function states({ raw }: Schema, keyword: string): boolean {
  return isObject(raw) && own(raw, keyword) !== undefined;
}

function evaluatesNothing(ways: readonly Evaluation[]): boolean {
  return ways.every(
    (way) =>
      way.names.size === 0 && way.patterns.size === 0 && !way.everyName && way.items === 0 && !way.everyItem,
  );
}

function together(left: Evaluation, right: Evaluation): Evaluation {
  return {
    when: [...left.when, ...right.when],
    names: new Set([...left.names, ...right.names]),
    patterns: new Set([...left.patterns, ...right.patterns]),
    everyName: left.everyName || right.everyName,
    items: Math.max(left.items, right.items),
    everyItem: left.everyItem || right.everyItem,
  };
}
