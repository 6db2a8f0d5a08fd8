import type { Change } from "../../model/finding.ts";
import type { ChangelogReport, Release } from "../../model/report.ts";
import { countSeverities, tallyOf } from "../verdict.ts";
import type { NoteGroupView, NotesView, NoteView, ReleaseView } from "../view.ts";
import { counted } from "../wording.ts";
import { adviceFor } from "./advice.ts";
import { changeEntry } from "./change.ts";
import { closingOf } from "./closing.ts";
import { foldChanges, foldTighter } from "./fold.ts";
import { groupsOf } from "./groups.ts";
import { type NoteStyle, STYLES, WORDING } from "./note-style.ts";
import { anchorOf, changedSentence, runsOf, runTitle } from "./release.ts";
import { byResource, resourceFinder } from "./resources.ts";
import { type Scope, shortener } from "./scope.ts";

/** Release notes for a person: what breaks first, by resource, alike edits together. */
export function notesView(report: ChangelogReport, scope: Scope, style: NoteStyle): NotesView {
  const changes = report.releases.flatMap((release) => release.changes);
  const { closing, failed } = closingOf(report, scope);
  const counts = countSeverities(changes, report.findings);
  return {
    shape: "notes",
    kind: report.kind,
    title: report.title,
    subtitle: "changelog",
    tally: tallyOf(counts, counted(report.releases.length, "version"), counted(changes.length, "change")),
    tool: `${report.tool.name} ${report.tool.version}`,
    intro: [changedSentence(report.releases)],
    problems: groupsOf([], report.findings, scope).flatMap((group) => group.entries),
    releases: releaseViews(report.releases, scope, style),
    closing: scope.failOn === "never" ? [] : closing,
    failed,
  };
}

/** The notes of some releases. Each depends on its own release alone, so that a new one leaves the others as they are. */
export function releaseViews(releases: readonly Release[], scope: Scope, style: NoteStyle): ReleaseView[] {
  return runsOf(releases).map((run) => {
    const [newest] = run;
    const shared = { anchors: run.map(({ version }) => anchorOf(version)), title: runTitle(run) };
    const day = (release: Release | undefined) => release?.date?.slice(0, 10) ?? "";
    if (newest.changes.length > 0) {
      const { changes } = newest;
      return {
        ...shared,
        date: day(newest),
        tally: tallyOf(countSeverities(changes, []), counted(changes.length, "change")),
        quiet: "",
        groups: noteGroups(newest, scope, style),
      };
    }
    const several = run.length === 1 ? "" : ` (${counted(run.length, "version")})`;
    const quiet = `no change but the number${several}`;
    return { ...shared, date: day(newest), tally: "", quiet, groups: [] };
  });
}

function noteGroups(release: Release, whole: Scope, style: NoteStyle): NoteGroupView[] {
  const { changes, previous, version } = release;
  const short = shortener(changes.map(({ id }) => id));
  const scope = { ...whole, short, base: previous, revision: version };
  const { sections, sectionOf, headings } = STYLES[style];
  const resourceOf = resourceFinder(release.operations ?? []);
  const folded = scope.limits.fold
    ? foldTighter(foldChanges(changes), resourceOf)
    : changes.map((change): readonly Change[] => [change]);
  const notes = folded.map((alike): NoteView => {
    const entry = changeEntry(alike, scope);
    const resource = resourceOf(alike);
    const warning = headings || style === "conventional" || entry.severity !== "breaking" ? "" : "Breaking";
    return {
      ...entry,
      resource: headings ? "" : resource,
      warning,
      advice: adviceFor(alike),
      group: resource,
    };
  });
  return sections.flatMap(({ symbol, heading }, i) => {
    const own = notes.filter(({ severity, rule }) => sectionOf(severity, rule) === i);
    if (own.length === 0) return [];
    const headed = headings && heading !== WORDING;
    const names = headed ? [...new Set(own.map(({ group }) => group))].sort(byResource) : [""];
    const resources = names.map((name) => ({
      name: names.length > 1 ? name : "",
      entries: headed ? own.filter(({ group }) => group === name) : own,
    }));
    return [{ symbol, heading, resources }];
  });
}
