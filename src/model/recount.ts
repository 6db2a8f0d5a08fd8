import { type Finding, SEVERITIES } from "./finding.ts";
import type { SeverityCounts } from "./report.ts";

/** A summary whose counts by severity are those of the findings that are left; what it says of exchanges stays. */
export function recount<Summary extends SeverityCounts>(
  summary: Summary,
  findings: readonly Finding[],
): Summary {
  const counts = SEVERITIES.map((severity) => [
    severity,
    findings.filter((finding) => finding.severity === severity).length,
  ]);
  return { ...summary, ...Object.fromEntries(counts) };
}
