import type { ChangelogReport, Release } from "../../model/report.ts";
import { countSeverities, tallyOf } from "../verdict.ts";
import type { EntriesView, SectionView } from "../view.ts";
import { counted } from "../wording.ts";
import { entriesView, section } from "./entries.ts";
import { groupsOf } from "./groups.ts";
import type { Scope } from "./scope.ts";

export function changelogView(report: ChangelogReport, scope: Scope): EntriesView {
  const changes = report.releases.flatMap((release) => release.changes);
  const counts = countSeverities(changes, report.findings);
  const changed = report.releases.filter((release) => release.changes.length > 0).length;
  return entriesView(
    report,
    {
      title: report.title,
      subtitle: "changelog",
      tally: tallyOf(counts, counted(report.releases.length, "version"), counted(changes.length, "change")),
      counts,
      intro: [`${counted(changed, "version")} of ${report.releases.length} changed something for a client.`],
      sections: [
        ...(report.findings.length === 0
          ? []
          : [section({ anchor: "policy", title: "Policy", groups: groupsOf([], report.findings, scope) })]),
        ...runs(report.releases).map((run) => releaseSection(run, scope)),
      ],
    },
    scope,
  );
}

/** Releases one by one, but those in a row that changed nothing together. */
function runs(releases: readonly Release[]): Release[][] {
  const result: Release[][] = [];
  for (const release of releases) {
    const last = result.at(-1);
    if (last?.[0]?.changes.length === 0 && release.changes.length === 0) last.push(release);
    else result.push([release]);
  }
  return result;
}

function releaseSection(run: readonly Release[], scope: Scope): SectionView {
  const newest = run[0];
  const oldest = run.at(-1);
  if (newest === undefined || oldest === undefined) throw new RangeError("a run needs a release");
  const anchor = `v-${newest.version.replace(/[^\w.-]/g, "-")}`;
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
  const title =
    run.length === 1 ? newest.version : `${oldest.version} – ${withoutLabel(newest.version, oldest.version)}`;
  const several = run.length === 1 ? "" : ` (${counted(run.length, "version")})`;
  return section({ anchor, title, lead: [`no change but the number${several}`] });
}

/** `1.0.0-beta.33.34.3` beside another `1.0.0-beta.…` is `33.34.3`. */
function withoutLabel(version: string, beside: string): string {
  const label = /^.*-[A-Za-z]+\./.exec(version)?.[0];
  return label !== undefined && beside.startsWith(label) ? version.slice(label.length) : version;
}
