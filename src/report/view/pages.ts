import type { ChangelogReport, Release } from "../../model/report.ts";
import { countSeverities, tallyOf } from "../verdict.ts";
import type { PagesView } from "../view.ts";
import { counted } from "../wording.ts";
import { groupsOf } from "./groups.ts";
import { anchorOf, withoutLabel } from "./release.ts";
import type { Scope } from "./scope.ts";

/** The index of release notes on several pages. */
export function pagesView(
  report: ChangelogReport,
  buckets: ReadonlyMap<string, readonly Release[]>,
  scope: Scope,
  feed: string,
): PagesView {
  const changes = report.releases.flatMap((release) => release.changes);
  return {
    shape: "pages",
    kind: report.kind,
    title: report.title,
    subtitle: "changelog",
    tally: tallyOf(
      countSeverities(changes, report.findings),
      counted(report.releases.length, "version"),
      counted(changes.length, "change"),
    ),
    tool: `${report.tool.name} ${report.tool.version}`,
    feed,
    problems: groupsOf([], report.findings, scope).flatMap((group) => group.entries),
    pages: [...buckets].map(([name, releases]) => ({
      name,
      file: `${name}.md`,
      range: rangeOf(releases.map(({ version }) => version)),
      dates: rangeOf(releases.flatMap(({ date }) => (date === undefined ? [] : [date.slice(0, 10)]))),
      tally: tallyOf(
        countSeverities(
          releases.flatMap((release) => release.changes),
          [],
        ),
        counted(releases.length, "version"),
      ),
      breaking: releases
        .filter(({ changes }) => countSeverities(changes, []).breaking > 0)
        .map(({ version }) => ({ version, link: `${name}.md#${anchorOf(version)}` })),
    })),
  };
}

/** The oldest and the newest of a list that begins with the newest. */
function rangeOf(newestFirst: readonly string[]): string {
  const [newest = ""] = newestFirst;
  const oldest = newestFirst.at(-1) ?? newest;
  return oldest === newest ? newest : `${oldest} – ${withoutLabel(newest, oldest)}`;
}
