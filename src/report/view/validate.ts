import type { ValidateReport, ValidateSummary } from "../../model/report.ts";
import { tallyOf } from "../verdict.ts";
import type { EntriesView } from "../view.ts";
import { counted, number } from "../wording.ts";
import { coverageLead, coverageLists } from "./coverage.ts";
import { entriesView, section } from "./entries.ts";
import { fitsSection } from "./fits.ts";
import { groupsOf } from "./groups.ts";
import type { Scope } from "./scope.ts";

export function validateView(report: ValidateReport, scope: Scope): EntriesView {
  const { document, summary, findings, coverage, fits } = report;
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
        ...(fits === undefined ? [] : [fitsSection(fits, scope)]),
        section({
          anchor: "coverage",
          title: "Coverage",
          lead: coverageLead(coverage),
          lists: coverageLists(coverage, scope),
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
