import { type Change, type Finding, SEVERITIES } from "../../model/finding.ts";
import type { EntryView, GroupView, ListView } from "../view.ts";
import { number, SEVERITY_HEADING, SEVERITY_SIGN } from "../wording.ts";
import { changeEntry } from "./change.ts";
import { findingEntry } from "./finding.ts";
import { foldChanges } from "./fold.ts";
import type { Scope } from "./scope.ts";

/** Entries by severity, worst first, otherwise in the report's order; findings before changes. */
export function groupsOf(
  changes: readonly Change[],
  findings: readonly Finding[],
  scope: Scope,
): GroupView[] {
  const folded = scope.limits.fold ? foldChanges(changes) : changes.map((change) => [change]);
  const entries: EntryView[] = [
    ...findings.map((finding) => findingEntry(finding, scope)),
    ...folded.map((alike) => changeEntry(alike, scope)),
  ];
  return SEVERITIES.flatMap((severity) => {
    const members = entries.filter((entry) => entry.severity === severity);
    if (members.length === 0) return [];
    const hidden = members.slice(scope.limits.entries);
    return [
      {
        severity,
        symbol: SEVERITY_SIGN[severity],
        word: severity,
        heading: SEVERITY_HEADING[severity],
        entries: members.slice(0, scope.limits.entries),
        hidden: hidden.length === 0 ? "" : `and ${number(hidden.length)} more ${severity} (--all shows them)`,
      },
    ];
  });
}

/** A list with as many items as the limits allow; nothing for no items. */
export function listView(title: string, items: readonly string[], scope: Scope): ListView[] {
  if (items.length === 0) return [];
  const rest = items.length - scope.limits.items;
  return [
    {
      title,
      items: items.slice(0, scope.limits.items),
      hidden: rest > 0 ? `and ${number(rest)} more (--all lists them)` : "",
    },
  ];
}
