import type { Direction } from "../model/finding.ts";
import type { Json } from "../model/json.ts";
import type { Rule, SeverityByConsumer } from "../model/rule.ts";

/** Proved absent, neither, or shown. */
export type Trit = "no" | "maybe" | "yes";

/** What an edit does to the set of accepted values: the newer schema *gains* some, *loses* some. */
export interface SetEffect {
  readonly gains: Trit;
  readonly loses: Trit;
}

/** An edit that makes a rule fire, or a near miss that must not. */
export interface Example {
  readonly before: Json;
  readonly after: Json;
}

/** A rule about a change between two documents. */
export interface ChangeRule extends Rule {
  readonly area: "diff";
  /** What its examples are: a schema, an operation object, or the members of a document. */
  readonly on: "schema" | "operation" | "document";
  readonly relation?: SetEffect;
  /** Why the stated severity is not the one that follows from `relation`. */
  readonly departs?: string;
  readonly example: Example;
  readonly nearMiss: Example;
}

type Parts = Omit<ChangeRule, "area" | "on" | "severity" | "relation" | "departs">;

/** Where a rule judges otherwise than the set of accepted values alone would, and why. */
export type Departure = Partial<Record<"request" | "response", SeverityByConsumer>> & {
  readonly because: string;
};

const VERDICT = { no: "safe", maybe: "dangerous", yes: "breaking" } as const satisfies Record<
  Trit,
  SeverityByConsumer
>;

/** A request is harmed by what is no longer accepted, a response by what is newly possible. */
export const HARMED_BY = { request: "loses", response: "gains" } as const satisfies Record<
  Exclude<Direction, "none">,
  keyof SetEffect
>;

/**
 * A rule about a schema. Its severity is derived from what the edit does to the set of accepted values; a
 * `departs` says where and why it is judged otherwise.
 */
export function schemaRule(
  parts: Parts & { readonly relation: SetEffect; readonly departs?: Departure },
): ChangeRule {
  const { departs, ...rest } = parts;
  const { because, ...severities } = departs ?? { because: undefined };
  return {
    ...rest,
    area: "diff",
    on: "schema",
    severity: {
      request: VERDICT[parts.relation[HARMED_BY.request]],
      response: VERDICT[parts.relation[HARMED_BY.response]],
      none: "note",
      ...severities,
    },
    ...(because === undefined ? {} : { departs: because }),
  };
}

/** A rule about wording: it changes nothing for any message. */
export function noteRule(on: ChangeRule["on"], parts: Parts): ChangeRule {
  return { ...parts, area: "diff", on, severity: { request: "note", response: "note", none: "note" } };
}

/** A rule about an operation and what stands around its schemas. */
export function operationRule(
  on: "operation" | "document",
  severity: ChangeRule["severity"],
  parts: Parts,
): ChangeRule {
  return { ...parts, area: "diff", on, severity };
}
