import type { Change, Effect, Finding, Location, Severity } from "./finding.ts";
import { identify } from "./identity.ts";
import { type Rule, severityFor } from "./rule.ts";

/** A finding that somebody accepts, until a day. */
export interface Waiver {
  /** A rule's id. */
  readonly rule: string;
  /** An id, an operation, or the beginning of a pointer; absent: everywhere. */
  readonly where?: string;
  readonly reason: string;
  /** The last day it holds, `YYYY-MM-DD`; absent: for ever. */
  readonly until?: string;
}

/** What a configuration may change about rules. */
export interface Policy {
  /** Severity by rule id; `off` silences the rule. */
  readonly severity?: Readonly<Record<string, Severity | "off">>;
  readonly waivers?: readonly Waiver[];
}

/** A policy at work on one run: it remembers which waivers were of use. */
export interface Ruling {
  /** Findings that count, with the severities that count. */
  findings(findings: readonly Finding[]): Finding[];
  /** The same for changes. */
  changes(changes: readonly Change[]): Change[];
  /**
   * Once all have been seen: waivers that have expired, and those that waived nothing.
   * @param rules the rules that this run could have reported; nothing is said about a waiver for any other.
   */
  problems(rules: readonly Pick<Rule, "id">[]): Finding[];
}

const expired: Rule = {
  id: "waiver-expired",
  area: "policy",
  title: "A waiver has expired",
  severity: { none: "dangerous" },
  why: "What was accepted until a day is reported again from the next day on.",
  remedy: "Mend what it waived, or extend `until` with a reason that still holds.",
};

const unused: Rule = {
  id: "waiver-unused",
  area: "policy",
  title: "A waiver waives nothing",
  severity: { none: "note" },
  why: "A waiver that outlives its finding would hide the next one of its kind.",
  remedy: "Remove it from the configuration.",
};

/** What is found in the policy itself. */
export const policyRules: readonly Rule[] = [expired, unused];

/**
 * Puts a policy to work: severities are overridden, rules switched off, waived findings and changes left out.
 * @param today `YYYY-MM-DD`; a waiver holds to the end of its `until`.
 */
export function applyPolicy(policy: Policy | undefined, today: string): Ruling {
  const severities = new Map(Object.entries(policy?.severity ?? {}));
  const waivers = policy?.waivers ?? [];
  const isExpired = ({ until }: Waiver) => until !== undefined && until < today;
  const used = new Set<Waiver>();

  const judge = <Entry extends Finding | Change>(
    entry: Entry,
    waive: (waiver: Waiver, entry: Entry) => Entry | undefined,
    withSeverity: (entry: Entry, severity: Severity) => Entry,
  ): Entry[] => {
    const severity = severities.get(entry.rule);
    if (severity === "off") return [];
    let left = entry;
    let gone = false;
    for (const waiver of waivers) {
      if (waiver.rule !== entry.rule || isExpired(waiver)) continue;
      const rest = waive(waiver, left);
      if (rest === left) continue;
      used.add(waiver);
      // Waivers that overlap are all of use: none of them is called unused.
      if (rest === undefined) gone = true;
      else left = rest;
    }
    if (gone) return [];
    return [severity === undefined ? left : withSeverity(left, severity)];
  };

  return {
    findings: (findings) =>
      findings.flatMap((finding) =>
        judge(finding, waiveFinding, (entry, severity) => ({ ...entry, severity })),
      ),
    changes: (changes) =>
      changes.flatMap((change) =>
        judge(change, waiveChange, (entry, severity) => ({
          ...entry,
          effects: entry.effects.map((effect) => ({ ...effect, severity })),
        })),
      ),
    problems(rules) {
      const known = new Set(rules.map(({ id }) => id));
      return waivers.flatMap((waiver) => {
        if (!known.has(waiver.rule) || used.has(waiver)) return [];
        const rule = isExpired(waiver) ? expired : unused;
        const severity = severities.get(rule.id);
        return severity === "off" ? [] : [waiverFinding(rule, waiver, severity)];
      });
    },
  };
}

/**
 * The part of a policy that decides, exchange by exchange, what counts. Waivers are for the findings of a whole run:
 * only there can be told which of them waive nothing.
 */
export function withoutWaivers(policy: Policy | undefined): { readonly policy?: Policy } {
  return policy?.severity === undefined ? {} : { policy: { severity: policy.severity } };
}

function waiveFinding({ where }: Waiver, finding: Finding): Finding | undefined {
  const covered = where === finding.operation || covers(where, finding.id, [finding.document]);
  return covered ? undefined : finding;
}

/**
 * What a waiver leaves of a change: one for an operation leaves what the change does to the others.
 * @returns the very change where nothing of it is waived, `undefined` where all of it is.
 */
function waiveChange({ where }: Waiver, change: Change): Change | undefined {
  if (covers(where, change.id, [change.base, change.revision])) return undefined;
  const reaches = (effect: Effect) => effect.reaches.some(({ operation }) => operation === where);
  if (!change.effects.some(reaches)) return change;
  const effects = change.effects.flatMap((effect) => {
    if (!reaches(effect)) return [effect];
    const others = effect.reaches.filter(({ operation }) => operation !== where);
    return others.length === 0 ? [] : [{ ...effect, reaches: others }];
  });
  return effects.length === 0 ? undefined : { ...change, effects };
}

/** Everywhere, an id (reports show its first digits), or a place or what lies within it, with or without `#`. */
function covers(where: string | undefined, id: string, places: readonly (Location | undefined)[]): boolean {
  if (where === undefined || where === id) return true;
  if (/^[0-9a-f]{6,}$/.test(where)) return id.startsWith(where);
  const outer = where.replace(/^#/, "");
  if (!outer.startsWith("/")) return false;
  return places.some(
    (place) => place !== undefined && (place.pointer === outer || place.pointer.startsWith(`${outer}/`)),
  );
}

function waiverFinding(
  rule: Rule,
  { rule: waived, where, until, reason }: Waiver,
  severity?: Severity,
): Finding {
  const place = where === undefined ? "" : ` at ${where}`;
  const what = rule === expired ? `expired on ${until}` : "waives nothing";
  return {
    id: identify(rule.id, waived, where, until),
    rule: rule.id,
    severity: severity ?? severityFor(rule, "none", "tolerant"),
    message: `the waiver of ${waived}${place} ${what} (its reason: ${reason})`,
    count: 1,
    examples: [],
  };
}
