import { bySeverity, type Finding } from "../model/finding.ts";
import type { Fits, Stretch } from "../model/fits.ts";
import { NOWHERE, type Verdict } from "./judge.ts";

/** A version with its verdict. */
export interface Judged {
  readonly version: string;
  readonly verdict: Verdict;
}

/** How many findings a stretch names. */
const NAMED = 5;

/** Puts neighbours together that judge the recordings alike. */
export function fitsOf(judged: readonly Judged[]): Fits {
  const stretches: { -readonly [Key in keyof Stretch]: Stretch[Key] }[] = [];
  let last = "";
  for (const { version, verdict } of judged) {
    const { likeness, ...told } = summaryOf(verdict);
    const current = stretches.at(-1);
    if (current !== undefined && likeness === last) {
      current.to = version;
      current.versions++;
    } else stretches.push({ from: version, to: version, versions: 1, ...told });
    last = likeness;
  }
  return {
    from: judged[0]?.version ?? "",
    to: judged.at(-1)?.version ?? "",
    versions: judged.length,
    stretches,
  };
}

function summaryOf({ operations }: Verdict) {
  let conforming = 0;
  let violating = 0;
  const faults: Finding[] = [];
  for (const verdict of operations.values()) {
    conforming += verdict.conforming;
    violating += verdict.violating;
    faults.push(...verdict.findings.filter(isFault));
  }
  const unmatched = operations.get(NOWHERE)?.violating ?? 0;
  violating -= unmatched;
  const found = [...new Map(faults.map((fault) => [fault.id, fault])).values()].sort(
    (a, b) => bySeverity(a.severity, b.severity) || b.count - a.count || (a.id < b.id ? -1 : 1),
  );
  // A renamed path parameter or component makes no difference: the places in messages tell faults apart.
  const kinds = found
    .map(({ rule, status, instance, count }) => [rule, status, instance, count].join(" "))
    .sort();
  return {
    likeness: [conforming, violating, unmatched, ...kinds].join("\n"),
    fits: violating + unmatched === 0,
    conforming,
    violating,
    unmatched,
    because: found.slice(0, NAMED).map(({ rule, message, operation, status }) => ({
      rule,
      message,
      ...(operation === undefined ? {} : { operation }),
      ...(status === undefined ? {} : { status }),
    })),
    findings: found.length,
  };
}

function isFault({ severity }: Finding): boolean {
  return severity === "breaking" || severity === "dangerous";
}
