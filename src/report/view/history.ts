import { SEVERITIES } from "../../model/finding.ts";
import type { ChangelogReport } from "../../model/report.ts";
import { countSeverities, tallyOf } from "../verdict.ts";
import type { HistoryView } from "../view.ts";
import { counted, number, SEVERITY_SIGN } from "../wording.ts";
import { groupsOf } from "./groups.ts";
import { historyData } from "./history-data.ts";
import { anchorOf, changedSentence } from "./release.ts";
import type { Scope } from "./scope.ts";

/**
 * The history as a page of its own: what its script works with, and what is read where no script runs.
 * @param feed the address of a feed beside the page, where there is one
 */
export function historyView(report: ChangelogReport, scope: Scope, feed = ""): HistoryView {
  const changes = report.releases.flatMap((release) => release.changes);
  const changed = report.releases.filter((release) => release.changes.length > 0);
  const counts = countSeverities(changes, report.findings);
  return {
    shape: "history",
    kind: report.kind,
    title: report.title,
    subtitle: "history",
    tally: tallyOf(counts, counted(report.releases.length, "version"), counted(changes.length, "change")),
    tool: `${report.tool.name} ${report.tool.version}`,
    counts: SEVERITIES.map((severity) => ({
      severity,
      symbol: SEVERITY_SIGN[severity],
      word: severity,
      count: number(counts[severity]),
    })),
    intro: [changedSentence(report.releases)],
    problems: groupsOf([], report.findings, scope).flatMap((group) => group.entries),
    data: JSON.stringify(historyData(report, scope)),
    feed,
    releases: changed.map((release) => ({
      anchor: anchorOf(release.version),
      title: `${release.version}${release.date === undefined ? "" : ` (${release.date.slice(0, 10)})`}`,
      text: tallyOf(countSeverities(release.changes, []), counted(release.changes.length, "change")),
    })),
  };
}
