import type { ChangelogReport, Release } from "../../model/report.ts";
import { countSeverities, tallyOf } from "../verdict.ts";
import type { EntriesView, SectionView } from "../view.ts";
import { counted } from "../wording.ts";
import { entriesView, section } from "./entries.ts";
import { groupsOf } from "./groups.ts";
import { anchorOf, changedSentence, runsOf, runTitle } from "./release.ts";
import type { Scope } from "./scope.ts";

export function changelogView(report: ChangelogReport, scope: Scope): EntriesView {
  const changes = report.releases.flatMap((release) => release.changes);
  const counts = countSeverities(changes, report.findings);
  return entriesView(
    report,
    {
      title: report.title,
      subtitle: "changelog",
      tally: tallyOf(counts, counted(report.releases.length, "version"), counted(changes.length, "change")),
      counts,
      intro: [changedSentence(report.releases)],
      sections: [
        ...(report.findings.length === 0
          ? []
          : [section({ anchor: "policy", title: "Policy", groups: groupsOf([], report.findings, scope) })]),
        ...runsOf(report.releases).map((run) => releaseSection(run, scope)),
      ],
    },
    scope,
  );
}

function releaseSection(run: readonly [Release, ...Release[]], scope: Scope): SectionView {
  const [newest] = run;
  const anchor = anchorOf(newest.version);
  const { changes } = newest;
  if (changes.length > 0) {
    return section({
      anchor,
      title: newest.version,
      subtitle: newest.date?.slice(0, 10) ?? "",
      tally: tallyOf(countSeverities(changes, []), counted(changes.length, "change")),
      groups: groupsOf(changes, [], { ...scope, base: newest.previous, revision: newest.version }),
    });
  }
  const several = run.length === 1 ? "" : ` (${counted(run.length, "version")})`;
  return section({ anchor, title: runTitle(run), lead: [`no change but the number${several}`] });
}
