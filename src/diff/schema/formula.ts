import type { Json } from "../../model/json.ts";
import type { ArrayAtom } from "./arrays.ts";
import type { Node } from "./node.ts";
import type { NumberAtom } from "./numbers.ts";
import type { ObjectAtom } from "./objects.ts";
import type { StringAtom } from "./strings.ts";

/** One indivisible thing to say of a value of a known kind; each has an opposite. */
export type Atom = NumberAtom | StringAtom | ArrayAtom | ObjectAtom;

/** What is asked of one value. A schema becomes a formula kind by kind; its negation is the formula's. */
export type Formula =
  | Atom
  | { readonly is: "inside" | "outside"; readonly node: Node }
  | { readonly is: "one-of" | "not-one-of"; readonly values: readonly Json[] }
  | { readonly is: "all" | "any"; readonly of: readonly Formula[] }
  /** Cases that exclude each other and leave nothing out, each with what holds in it. */
  | { readonly is: "cases"; readonly of: readonly { readonly when: Formula; readonly holds: Formula }[] }
  /** At least one of the nodes, or none. */
  | { readonly is: "some-of" | "none-of"; readonly of: readonly Node[] }
  /** Exactly one of the nodes, or any other number of them. */
  | { readonly is: "exactly-one" | "not-exactly-one"; readonly of: readonly Node[] }
  /** Something that cannot be expressed: it may hold or not, so its opposite is itself. */
  | { readonly is: "doubt"; readonly reason: string };

export const TRUE: Formula = { is: "all", of: [] };
export const FALSE: Formula = { is: "any", of: [] };

export function all(of: readonly Formula[]): Formula {
  return { is: "all", of };
}

export function any(of: readonly Formula[]): Formula {
  return { is: "any", of };
}

export function inside(node: Node): Formula {
  return { is: "inside", node };
}

export function outside(node: Node): Formula {
  return { is: "outside", node };
}

export function doubt(reason: string): Formula {
  return { is: "doubt", reason };
}

/** Could what is asked for turn out to be inside a producer's schema, which may declare more than is known? */
export function mayAddProducer(formula: Formula): boolean {
  switch (formula.is) {
    case "all":
    case "any":
      return formula.of.some(mayAddProducer);
    case "inside":
      return formula.node.role === "producer";
    case "cases":
      return formula.of.some(({ when, holds }) => mayAddProducer(when) || mayAddProducer(holds));
    case "some-of":
    case "exactly-one":
    case "not-exactly-one":
      return formula.of.some(({ role }) => role === "producer");
    default:
      return false;
  }
}
