import type { Consumer, Direction, Severity } from "./finding.ts";
import type { Json } from "./json.ts";

/** One severity for all consumers, or one for each. */
export type SeverityByConsumer = Severity | Readonly<Record<Consumer, Severity>>;

/** What produces the findings of a rule: comparing documents, holding traffic against one, comparing versions. */
export type RuleArea = "diff" | "validate" | "versions" | "policy";

/** What a rule says of itself; `specwitness rules` prints it. */
export interface Rule {
  /** Names what happened, never where: `enum-value-removed`. */
  readonly id: string;
  readonly area: RuleArea;
  /** One clause: `An enum value was removed`. */
  readonly title: string;
  readonly severity: Readonly<Partial<Record<Direction, SeverityByConsumer>>>;
  /** Why it matters, for each direction where the reason differs. */
  readonly why: string;
  /** Where the promise is written down. */
  readonly spec?: string;
  /** What to do about it. */
  readonly remedy?: string;
  /** What oasdiff calls it, for people who come from there. */
  readonly oasdiff?: readonly string[];
  /** For people: the smallest edit or message that makes it fire. */
  readonly example?: { readonly before: Json; readonly after: Json };
}

/** The severity a rule gives in one direction for one consumer, before policy; `note` where it says nothing. */
export function severityFor(rule: Rule, direction: Direction, consumer: Consumer): Severity {
  const stated = rule.severity[direction] ?? "note";
  return typeof stated === "string" ? stated : stated[consumer];
}
