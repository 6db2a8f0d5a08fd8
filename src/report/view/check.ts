import { bySeverity, severityOf } from "../../model/finding.ts";
import type { CheckReport, CheckStep, Memory, StepStatus } from "../../model/report.ts";
import { contentsOf, countSeverities, tallyOf } from "../verdict.ts";
import type { EntriesView, SectionView } from "../view.ts";
import { counted } from "../wording.ts";
import { coverageLead, coverageLists } from "./coverage.ts";
import { entriesView, section } from "./entries.ts";
import { groupsOf, listView } from "./groups.ts";
import type { Scope } from "./scope.ts";
import { trafficSentence } from "./validate.ts";

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

export function checkView(report: CheckReport, whole: Scope): EntriesView {
  const scope = { ...whole, remembered: firstSeen(report.memory) };
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
      intro: [...versionsSentence(report), ...sinceSentence(report.memory)],
      sections: [
        ...report.steps.map((step) => stepSection(step, scope)).sort(byUrgency),
        ...goneSection(report.memory, scope),
      ],
    },
    scope,
  );
}

/** What is to be done first stands first. */
function byUrgency(left: SectionView, right: SectionView): number {
  const rank = ({ status }: SectionView) => URGENCY.indexOf(status?.name ?? "pass");
  const worst = ({ groups }: SectionView) => groups[0]?.severity ?? "note";
  return rank(left) - rank(right) || bySeverity(worst(left), worst(right));
}

const URGENCY: readonly string[] = ["fail", "error", "dangerous", "pass", "skip"];

function firstSeen(memory: Memory | undefined): Scope["remembered"] {
  const dates = new Map(memory?.firstSeen.map((one) => [one.id, one]));
  return (ids) => {
    const known = ids
      .flatMap((id) => dates.get(id) ?? [])
      .sort((left, right) => (left.date < right.date ? -1 : 1));
    const [first] = known;
    if (first === undefined) return [];
    const isNew = first.new && memory?.previous !== undefined;
    return [{ label: "first seen", value: `${first.date}${isNew ? ", new" : ""}`, code: false }];
  };
}

/** `Since 2026-11-19: 1 new, 2 known, 1 gone.` */
function sinceSentence(memory: Memory | undefined): string[] {
  if (memory?.previous === undefined) return [];
  const fresh = memory.firstSeen.filter((one) => one.new).length;
  const known = memory.firstSeen.length - fresh;
  if (fresh === 0 && memory.gone.length === 0) {
    const same = known === 0 ? "nothing is found" : `the same ${counted(known, "thing")}`;
    return [`Unchanged since ${memory.previous}: ${same}.`];
  }
  return [`Since ${memory.previous}: ${fresh} new, ${known} known, ${memory.gone.length} gone.`];
}

function goneSection(memory: Memory | undefined, scope: Scope): SectionView[] {
  if (memory === undefined || memory.gone.length === 0) return [];
  const items = memory.gone.map(({ id, rule, message }) => `${message} (${rule} ${id.slice(0, 6)})`);
  const title = "no longer found";
  return [section({ anchor: "gone", title, lists: listView("Since the run before", items, scope) })];
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
      // The step's own message says how many fit.
      ...(traffic === undefined || traffic.unmatched === 0 ? [] : [trafficSentence(traffic)]),
      ...(coverage === undefined ? [] : coverageLead(coverage)),
    ],
    groups: groupsOf(changes, step.findings, scope),
    lists: coverage === undefined ? [] : coverageLists(coverage, scope),
  });
}
