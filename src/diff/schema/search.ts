import type { Json } from "../../model/json.ts";
import type { Node, Nodes } from "./node.ts";

/** "A value inside all of these and outside all of those." Containment, inhabitation and overlap are all goals. */
export interface Goal {
  readonly inside: readonly Node[];
  readonly outside: readonly Node[];
}

/** What came of looking for a value: one, the certainty that there is none, or neither. */
export type Outcome =
  | { readonly is: "value"; readonly value: Json }
  | { readonly is: "none" }
  | { readonly is: "unknown"; readonly reason: string };

export const NONE: Outcome = { is: "none" };

export function found(value: Json): Outcome {
  return { is: "value", value };
}

export function unknown(reason: string): Outcome {
  return { is: "unknown", reason };
}

/** Gathers the outcomes of branches: a value settles it, else any doubt does, else there is none. */
export function firstValue(outcomes: Iterable<Outcome>): Outcome {
  let rest: Outcome = NONE;
  for (const outcome of outcomes) {
    if (outcome.is === "value") return outcome;
    if (outcome.is === "unknown") rest = outcome;
  }
  return rest;
}

/** What the parts of the search ask of the whole. */
export interface Search {
  readonly nodes: Nodes;
  find(goal: Goal): Outcome;
  /** Is the value inside the node? `undefined` where that cannot be told. */
  accepts(node: Node, value: Json): boolean | undefined;
  /** Pays for a step of work; throws when the budget is spent. */
  spend(): void;
}
