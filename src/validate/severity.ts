import type { Consumer, Severity } from "../model/finding.ts";
import type { Policy } from "../model/policy.ts";
import { severityFor } from "../model/rule.ts";
import type { Observation } from "./findings.ts";

/** What decides how bad something is. */
export interface Severities {
  readonly policy?: Policy;
  readonly consumer?: Consumer;
}

/** The severity under the policy, or nothing for a rule that is off. */
export function severityIn(
  { rule, direction, severity }: Observation,
  { policy, consumer = "tolerant" }: Severities,
): Severity | undefined {
  const stated = policy?.severity;
  const override = stated !== undefined && Object.hasOwn(stated, rule.id) ? stated[rule.id] : undefined;
  if (override === "off") return undefined;
  return override ?? severity ?? severityFor(rule, direction, consumer);
}
