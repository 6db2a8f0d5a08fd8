import type { Finding } from "../../model/finding.ts";
import type { EntryView, FactView } from "../view.ts";
import { capped, jsonText, named, number, SEVERITY_SIGN } from "../wording.ts";
import { historySentence } from "./finding-history.ts";
import { issueText } from "./issue.ts";
import { placeOf } from "./place.ts";
import type { Scope } from "./scope.ts";

/** Examples of a finding that are named. */
const EXAMPLES = 3;

export function findingEntry(finding: Finding, scope: Scope): EntryView {
  const subject = [finding.operation, finding.status].filter((part) => part !== undefined).join(" ");
  return {
    id: finding.id,
    shortId: scope.short(finding.id),
    ids: [finding.id],
    more: "",
    severity: finding.severity,
    symbol: SEVERITY_SIGN[finding.severity],
    word: finding.severity,
    rule: finding.rule,
    message: finding.message,
    subject,
    count: finding.count > 1 ? `${number(finding.count)} ×` : "",
    effects: [],
    facts: [...findingFacts(finding, scope), ...scope.remembered([finding.id])],
    issue: issueText(finding, scope),
    places:
      finding.document === undefined || scope.limits.places === 0
        ? []
        : [placeOf(finding.document, scope.revision)],
  };
}

function findingFacts(finding: Finding, scope: Scope): FactView[] {
  const { value } = scope.limits;
  const facts: FactView[] = [];
  if (finding.instance !== undefined && finding.instance !== "") {
    facts.push({ label: "at", value: capped(finding.instance, value), code: true });
  }
  if (finding.expected !== undefined) {
    facts.push({ label: "expected", value: jsonText(finding.expected, value), code: true });
  }
  if (finding.actual !== undefined) {
    facts.push({ label: "found", value: jsonText(finding.actual, value), code: true });
  }
  if (finding.examples.length > 0) {
    const seen = finding.examples.map((example) => `${example.recording} no. ${example.index + 1}`);
    facts.push({
      label: "seen in",
      value: named(seen, scope.limits.fold ? EXAMPLES : seen.length),
      code: false,
    });
  }
  if (finding.history !== undefined)
    facts.push({ label: "history", value: historySentence(finding.history, scope), code: false });
  if (finding.requestId !== undefined)
    facts.push({ label: "request id", value: finding.requestId, code: true });
  if (finding.reproduction !== undefined)
    facts.push({ label: "reproduce", value: finding.reproduction, code: true });
  if (finding.remedy !== undefined) facts.push({ label: "to do", value: finding.remedy, code: false });
  return facts;
}
