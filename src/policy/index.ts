import type { Change, Finding, Severity } from "../model/finding.ts";
import { identify } from "../model/identity.ts";
import type { Policy, Waiver } from "../model/policy.ts";
import { type Rule, severityFor } from "../model/rule.ts";
import { policyRules } from "./rules.ts";
import { coversFinding, waiveChange } from "./waive.ts";

export { recount } from "./recount.ts";
export { policyRules } from "./rules.ts";

export interface Ruling {
  /** Turns a run's changes into those that count, with the severities that count. */
  readonly changes: (changes: readonly Change[]) => readonly Change[];
  /** The same for findings. */
  readonly findings: (findings: readonly Finding[]) => readonly Finding[];
  /**
   * Once all have been seen: the waivers that have expired, and those that waived nothing.
   * @param rules those that the run could have reported: it says nothing about a waiver for any other.
   */
  readonly problems: (rules: readonly Rule[]) => readonly Finding[];
}

/**
 * Applies a policy to what one run reports.
 * @param today `YYYY-MM-DD`; a waiver holds to the end of its `until`.
 */
export function rule(policy: Policy | undefined, today: string): Ruling {
  const severity = new Map(Object.entries(policy?.severity ?? {}));
  const waivers = policy?.waivers ?? [];
  const expired = waivers.filter(({ until }) => until !== undefined && until < today);
  const valid = waivers.filter((waiver) => !expired.includes(waiver));
  const used = new Set<Waiver>();

  const waive = <Entry>(entry: Entry, step: (waiver: Waiver, entry: Entry) => Entry | undefined): Entry[] => {
    let left = entry;
    for (const waiver of valid) {
      const next = step(waiver, left);
      if (next !== left) used.add(waiver);
      if (next === undefined) return [];
      left = next;
    }
    return [left];
  };

  return {
    changes: (changes) =>
      changes.flatMap((change) => {
        const stated = severity.get(change.rule);
        if (stated === "off") return [];
        return waive(stated === undefined ? change : withSeverity(change, stated), (waiver, entry) =>
          waiveChange(waiver, entry),
        );
      }),
    findings: (findings) =>
      findings.flatMap((finding) => {
        const stated = severity.get(finding.rule);
        if (stated === "off") return [];
        return waive(stated === undefined ? finding : { ...finding, severity: stated }, (waiver, entry) =>
          coversFinding(waiver, entry) ? undefined : entry,
        );
      }),
    problems: (rules) => {
      const reported = new Set(rules.map(({ id }) => id));
      return waivers.flatMap((waiver) => {
        if (!reported.has(waiver.rule) || used.has(waiver)) return [];
        const finding = expired.includes(waiver)
          ? problem("waiver-expired", waiver, `expired on ${waiver.until}`)
          : problem("waiver-unused", waiver, "waives nothing");
        const stated = severity.get(finding.rule);
        if (stated === "off") return [];
        return [stated === undefined ? finding : { ...finding, severity: stated }];
      });
    },
  };
}

/**
 * The part of a policy that decides, exchange by exchange, what counts. Waivers are for the findings of the whole run:
 * only there can be told which of them waive nothing.
 */
export function withoutWaivers(policy: Policy | undefined): { readonly policy?: Policy } {
  return policy?.severity === undefined ? {} : { policy: { severity: policy.severity } };
}

function withSeverity(change: Change, severity: Severity): Change {
  return { ...change, effects: change.effects.map((effect) => ({ ...effect, severity })) };
}

function problem(id: string, waiver: Waiver, what: string): Finding {
  const stated = policyRules.find((candidate) => candidate.id === id);
  if (stated === undefined) throw new Error(`there is no rule ${id}`);
  const where = waiver.where === undefined ? "" : ` at ${waiver.where}`;
  return {
    id: identify(id, waiver.rule, waiver.where, waiver.until),
    rule: id,
    severity: severityFor(stated, "none", "tolerant"),
    message: `the waiver of ${waiver.rule}${where} ${what} (its reason: ${waiver.reason})`,
    ...(stated.remedy === undefined ? {} : { remedy: stated.remedy }),
    count: 1,
    examples: [],
  };
}
