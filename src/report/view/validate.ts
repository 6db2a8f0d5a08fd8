import type { Coverage, Ratio, ValidateReport, ValidateSummary } from "../../model/report.ts";
import { tallyOf } from "../verdict.ts";
import type { EntriesView } from "../view.ts";
import { counted, number } from "../wording.ts";
import { entriesView, section } from "./entries.ts";
import { groupsOf, listView } from "./groups.ts";
import type { Scope } from "./scope.ts";

export function validateView(report: ValidateReport, scope: Scope): EntriesView {
  const { document, summary, findings, coverage } = report;
  return entriesView(
    report,
    {
      title: document.title,
      subtitle: document.version || document.ref,
      tally: tallyOf(summary, counted(findings.length, "finding")),
      counts: summary,
      intro: [trafficSentence(summary)],
      sections: [
        section({ anchor: "findings", groups: groupsOf([], findings, scope) }),
        section({
          anchor: "coverage",
          title: "Coverage",
          lead: [coverageSentence(coverage)],
          lists: listView("Never seen", coverage.missing, scope),
        }),
      ],
    },
    scope,
  );
}

/** `1,204 exchanges: 1,201 fit, 3 do not, 0 match no operation.` */
export function trafficSentence(summary: ValidateSummary): string {
  const { exchanges, conforming, violating, unmatched } = summary;
  const fit = `${number(conforming)} ${conforming === 1 ? "fits" : "fit"}`;
  const not = `${number(violating)} ${violating === 1 ? "does" : "do"} not`;
  const no = `${number(unmatched)} ${unmatched === 1 ? "matches" : "match"} no operation`;
  return `${counted(exchanges, "exchange")}: ${fit}, ${not}, ${no}.`;
}

/** `61 of 144 operations, 12 of 20 responses seen.`; what a document does not have is left out. */
export function coverageSentence(coverage: Coverage): string {
  const ratios: readonly (readonly [Ratio, string])[] = [
    [coverage.operations, "operations"],
    [coverage.responses, "responses"],
    [coverage.variants, "variants"],
    [coverage.enumValues, "enum values"],
  ];
  const parts = ratios
    .filter(([ratio]) => ratio.total > 0)
    .map(([ratio, noun]) => `${number(ratio.seen)} of ${number(ratio.total)} ${noun}`);
  return parts.length === 0 ? "There is nothing to cover." : `${parts.join(", ")} seen.`;
}
