import type { Formula } from "./formula.ts";
import type { Node, Nodes } from "./node.ts";

/** Positions `from`, … up to but not including `to`. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

export const EVERYWHERE: Span = { from: 0, to: Number.POSITIVE_INFINITY };

export type ArrayAtom = {
  readonly of: "array";
} /** Every item in the span is inside the node; or some item there is outside. */ & (
  | { readonly is: "every" | "some"; readonly span: Span; readonly node: Node }
  /** So many items, wherever, are inside the node. */
  | { readonly is: "many" | "few"; readonly count: number; readonly node: Node }
  | { readonly is: "longer-or" | "shorter-or"; readonly length: number }
  | { readonly is: "unique" | "repeating" }
);

export function oppositeOfArrayAtom(atom: ArrayAtom): ArrayAtom {
  switch (atom.is) {
    case "every":
      return { ...atom, is: "some" };
    case "some":
      return { ...atom, is: "every" };
    case "many":
      return { ...atom, is: "few", count: Math.ceil(atom.count) - 1 };
    case "few":
      return { ...atom, is: "many", count: Math.floor(atom.count) + 1 };
    case "longer-or":
      return { of: "array", is: "shorter-or", length: Math.ceil(atom.length) - 1 };
    case "shorter-or":
      return { of: "array", is: "longer-or", length: Math.floor(atom.length) + 1 };
    case "unique":
      return { of: "array", is: "repeating" };
    case "repeating":
      return { of: "array", is: "unique" };
  }
}

/** What a schema says of an array. */
export function arrayAtoms(node: Node, nodes: Nodes): Formula[] {
  const { schema } = node;
  const atoms: ArrayAtom[] = [];
  const prefix = schema.prefixItems ?? [];
  for (const [i, item] of prefix.entries()) {
    const child = nodes.child(node, item);
    if (child !== nodes.anything)
      atoms.push({ of: "array", is: "every", span: { from: i, to: i + 1 }, node: child });
  }
  if (schema.items !== undefined) {
    const span = { from: prefix.length, to: Number.POSITIVE_INFINITY };
    atoms.push({ of: "array", is: "every", span, node: nodes.child(node, schema.items) });
  }
  if (schema.contains !== undefined) {
    const contained = nodes.child(node, schema.contains);
    const least = schema.minContains ?? 1;
    if (least > 0) atoms.push({ of: "array", is: "many", count: least, node: contained });
    if (schema.maxContains !== undefined) {
      atoms.push({ of: "array", is: "few", count: schema.maxContains, node: contained });
    }
  }
  if (schema.minItems !== undefined) atoms.push({ of: "array", is: "longer-or", length: schema.minItems });
  if (schema.maxItems !== undefined) atoms.push({ of: "array", is: "shorter-or", length: schema.maxItems });
  if (schema.uniqueItems === true) atoms.push({ of: "array", is: "unique" });
  return atoms;
}
