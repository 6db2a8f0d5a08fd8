import type { DiffReport, DocumentFacts, SecondOpinion, VersionAdvice } from "../../model/report.ts";
import { countSeverities, tallyOf } from "../verdict.ts";
import type { EntriesView, ListView } from "../view.ts";
import { counted } from "../wording.ts";
import { entriesView, section } from "./entries.ts";
import { groupsOf, listView } from "./groups.ts";
import type { Scope } from "./scope.ts";

export function diffView(report: DiffReport, scope: Scope): EntriesView {
  const { base, revision, summary, changes, findings } = report;
  const opinion = report.secondOpinion;
  return entriesView(
    report,
    {
      title: revision.title || base.title,
      subtitle: pairName(base, revision),
      tally: tallyOf(summary, counted(summary.changes, "change")),
      counts: countSeverities(changes, findings),
      intro: introOf(report),
      sections: [
        section({
          anchor: "changes",
          groups: groupsOf(changes, [], scope),
          lists: opinion === undefined ? [] : secondOpinionList(opinion, scope),
        }),
        ...(findings.length === 0
          ? []
          : [section({ anchor: "policy", title: "Policy", groups: groupsOf([], findings, scope) })]),
      ],
      closing: [
        ...(report.advice === undefined ? [] : adviceSentences(report.advice, report)),
        ...(opinion === undefined ? [] : [secondOpinionSentence(opinion)]),
      ],
    },
    scope,
  );
}

/** Both published versions, or what was asked for where they are no different. */
export function pairName(base: DocumentFacts, revision: DocumentFacts): string {
  const known = base.version !== "" && revision.version !== "" && base.version !== revision.version;
  return known ? `${base.version} → ${revision.version}` : `${base.ref} → ${revision.ref}`;
}

function introOf({ base, revision, summary }: DiffReport): string[] {
  const intro: string[] = [];
  if (base.openapi !== revision.openapi) intro.push(`OpenAPI ${base.openapi} became ${revision.openapi}.`);
  if (base.sha256 === revision.sha256) intro.push("The two documents are the same, byte by byte.");
  else if (summary.changes === 0) {
    intro.push(
      base.version === revision.version
        ? "Nothing changed for a client."
        : "Nothing changed for a client but the version number.",
    );
  } else if (summary.operationsAffected > 0) {
    intro.push(`${counted(summary.operationsAffected, "operation")} affected.`);
  }
  return intro;
}

/** Nothing where there is nothing to say: no change, or no versions to speak of. */
function adviceSentences(advice: VersionAdvice, { base, revision, changes }: DiffReport): string[] {
  const { asked, did, verdict, free } = advice;
  if (asked === "none" || verdict === "untold") return [];
  const deciding = changes.find(({ id }) => id === advice.because);
  const asks = `Semantic versioning asks for a ${asked} version${deciding === undefined ? "" : ` (${deciding.message})`}`;
  if (verdict === "free") {
    const why =
      free === "pre-release" ? "a pre-release, which may change" : "below 1.0.0, where versions may change";
    return [`${asks}, but ${base.version} is ${why} in any way.`];
  }
  const step =
    did === "none" ? `${revision.version} is the version it was` : `${revision.version} is a ${did} version`;
  return [`${asks}; ${step}${verdict === "enough" ? "" : ": too little"}.`];
}

function secondOpinionSentence(opinion: SecondOpinion): string {
  if (opinion.status === "unavailable")
    return `No second opinion from ${opinion.engine}: ${opinion.reason ?? "it gave none"}.`;
  const verdict = opinion.breaking === true ? "breaking" : "not breaking";
  return `Second opinion: ${opinion.engine} ${opinion.status} and finds this ${verdict}.`;
}

function secondOpinionList(opinion: SecondOpinion, scope: Scope): ListView[] {
  const lines = opinion.differences.map(
    ({ breaking, code, location }) => `${breaking ? "breaking" : "not breaking"}: ${code} at ${location}`,
  );
  return listView(`What ${opinion.engine} says`, lines, scope);
}
