import type { Change } from "../model/finding.ts";
import type { ChangeSummary } from "../model/report.ts";

/** Counts effects by severity, and the operations that any of them reaches. */
export function summarize(changes: readonly Change[]): ChangeSummary {
  const counts = { breaking: 0, dangerous: 0, safe: 0, note: 0 };
  const operations = new Set<string>();
  for (const { effects } of changes) {
    for (const { severity, reaches } of effects) {
      counts[severity]++;
      for (const { operation } of reaches) operations.add(operation);
    }
  }
  return { changes: changes.length, ...counts, operationsAffected: operations.size };
}
