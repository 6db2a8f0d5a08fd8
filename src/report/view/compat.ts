import type { CompatReport } from "../../model/report.ts";
import { countSeverities, tallyOf } from "../verdict.ts";
import type { EntriesView } from "../view.ts";
import { counted, number } from "../wording.ts";
import { pairName } from "./diff.ts";
import { entriesView, section } from "./entries.ts";
import { groupsOf } from "./groups.ts";
import type { Scope } from "./scope.ts";

export function compatView(report: CompatReport, scope: Scope): EntriesView {
  const { base, revision, usage, changes, findings, unaffected } = report;
  const counts = countSeverities(changes, findings);
  const { operations, exchanges } = usage;
  const all = changes.length + unaffected;
  const concern = changes.length === 1 ? "concerns" : "concern";
  return entriesView(
    report,
    {
      title: revision.title || base.title,
      subtitle: pairName(base, revision),
      tally: tallyOf(counts, `${counted(changes.length, "change")} for you`),
      counts,
      intro: [
        `You use ${number(operations.seen)} of ${counted(operations.total, "operation")} (${counted(exchanges, "recorded exchange")}).`,
        `Of ${counted(all, "change")} between the two versions, ${number(changes.length)} ${concern} you.`,
      ],
      sections: [
        ...(findings.length === 0
          ? []
          : [
              section({
                anchor: "recordings",
                title: "Your recordings",
                groups: groupsOf([], findings, scope),
              }),
            ]),
        section({
          anchor: "changes",
          title: findings.length === 0 ? "" : "Changes that concern you",
          groups: groupsOf(changes, [], scope),
        }),
      ],
      closing: unaffected === 0 ? [] : [`${counted(unaffected, "change")} in operations you do not use.`],
    },
    scope,
  );
}
