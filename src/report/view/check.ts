import { bySeverity, severityOf } from "../../model/finding.ts";
import type { CheckReport, CheckStep, StepStatus } from "../../model/report.ts";
import { contentsOf, countSeverities, tallyOf } from "../verdict.ts";
import type { EntriesView, SectionView } from "../view.ts";
import { counted } from "../wording.ts";
import { entriesView, section } from "./entries.ts";
import { groupsOf, listView } from "./groups.ts";
import type { Scope } from "./scope.ts";
import { coverageSentence, trafficSentence } from "./validate.ts";

const STATUS = {
  pass: { name: "pass", symbol: "✔", word: "passed" },
  fail: { name: "fail", symbol: "✖", word: "failed" },
  skip: { name: "skip", symbol: "–", word: "skipped" },
  error: { name: "error", symbol: "!", word: "could not run" },
} as const satisfies Record<StepStatus, SectionView["status"]>;

/** A step that passed with something dangerous in it is not one to pass over. */
const TO_LOOK_AT = {
  name: "dangerous",
  symbol: "▲",
  word: "to look at",
} as const satisfies SectionView["status"];

export function checkView(report: CheckReport, scope: Scope): EntriesView {
  const { changes, findings } = contentsOf(report);
  const counts = countSeverities(changes, findings);
  const toLookAt = [...changes.map(severityOf), ...findings.map((finding) => finding.severity)].filter(
    (severity) => bySeverity(severity, "dangerous") <= 0,
  ).length;
  const headline = toLookAt === 0 ? "nothing to look at" : `${counted(toLookAt, "thing")} to look at`;
  return entriesView(
    report,
    {
      title: report.title,
      subtitle: "check",
      tally: tallyOf(counts, headline),
      counts,
      intro: versionsSentence(report),
      sections: report.steps.map((step) => stepSection(step, scope)),
    },
    scope,
  );
}

function versionsSentence({ versions }: CheckReport): string[] {
  const known = (["running", "live", "published", "tag", "latest"] as const).flatMap((name) => {
    const version = versions[name];
    return version === undefined ? [] : [`${name} ${version}`];
  });
  return known.length === 0 ? [] : [`Versions: ${known.join(" · ")}.`];
}

function stepSection(step: CheckStep, scope: Scope): SectionView {
  const { traffic, coverage } = step;
  const changes = step.changes ?? [];
  const counts = countSeverities(changes, step.findings);
  return section({
    anchor: `step-${step.name.replace(/[^\w-]/g, "-")}`,
    title: step.name,
    subtitle: step.message,
    status:
      step.status === "pass" && counts.dangerous + counts.breaking > 0 ? TO_LOOK_AT : STATUS[step.status],
    tally: tallyOf(counts),
    lead: [
      ...(traffic === undefined ? [] : [trafficSentence(traffic)]),
      ...(coverage === undefined ? [] : [coverageSentence(coverage)]),
    ],
    groups: groupsOf(changes, step.findings, scope),
    lists: coverage === undefined ? [] : listView("Never seen", coverage.missing, scope),
  });
}
