import {
  bySeverity,
  type Change,
  type Finding,
  SEVERITIES,
  type Severity,
  severityOf,
} from "../model/finding.ts";
import type { Report, SeverityCounts } from "../model/report.ts";
import { number } from "./wording.ts";

/** All the changes and findings of a report, in its order. */
export function contentsOf(report: Report): { changes: readonly Change[]; findings: readonly Finding[] } {
  switch (report.kind) {
    case "diff":
    case "compat":
      return { changes: report.changes, findings: report.findings };
    case "changelog":
      return { changes: report.releases.flatMap((release) => release.changes), findings: report.findings };
    case "validate":
    case "versions":
      return { changes: [], findings: report.findings };
    case "check":
      return {
        changes: report.steps.flatMap((step) => step.changes ?? []),
        findings: report.steps.flatMap((step) => step.findings),
      };
    default:
      return { changes: [], findings: [] };
  }
}

/** Effects of changes and findings by severity. */
export function countSeverities(changes: readonly Change[], findings: readonly Finding[]): SeverityCounts {
  const counts: Record<Severity, number> = { breaking: 0, dangerous: 0, safe: 0, note: 0 };
  for (const change of changes) {
    if (change.effects.length === 0) counts.note++;
    for (const effect of change.effects) counts[effect.severity]++;
  }
  for (const finding of findings) counts[finding.severity]++;
  return counts;
}

/** What is at or above a severity, and so makes a run fail. */
export function failingOf(
  report: Report,
  failOn: Severity | "never",
): { readonly changes: number; readonly findings: number } {
  if (failOn === "never") return { changes: 0, findings: 0 };
  const { changes, findings } = contentsOf(report);
  const fails = (severity: Severity) => bySeverity(severity, failOn) <= 0;
  return {
    changes: changes.filter((change) => fails(severityOf(change))).length,
    findings: findings.filter((finding) => fails(finding.severity)).length,
  };
}

/** How many changes and findings are at or above a severity: more than none is exit code 1. */
export function countFailing(report: Report, failOn: Severity | "never"): number {
  const { changes, findings } = failingOf(report, failOn);
  return changes + findings;
}

/** `13 changes · 1 breaking · 0 dangerous · 3 safe`; notes only where there are some, and nothing where all are 0. */
export function tallyOf(counts: SeverityCounts, ...before: readonly string[]): string {
  if (SEVERITIES.every((severity) => counts[severity] === 0)) return before.join(" · ");
  const parts = SEVERITIES.filter((severity) => severity !== "note" || counts.note > 0).map(
    (severity) =>
      `${number(counts[severity])} ${severity === "note" && counts.note !== 1 ? "notes" : severity}`,
  );
  return [...before, ...parts].join(" · ");
}
