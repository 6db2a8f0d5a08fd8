import type { Finding } from "../../model/finding.ts";
import { capped, jsonText } from "../wording.ts";
import type { Scope } from "./scope.ts";

/** What to write to the API's maker about an answer that breaks the document: all they need to find it, and no secret. */
export function issueText(finding: Finding, scope: Scope): string[] {
  const { operation, status, reproduction } = finding;
  if (reproduction === undefined || operation === undefined) return [];
  const { value } = scope.limits;
  const line = (label: string, text: string | undefined) => (text === undefined ? [] : [`${label}: ${text}`]);
  const json = (data: Finding["actual"]) => (data === undefined ? undefined : jsonText(data, value));
  return [
    `Title: ${operation} ${status ?? ""} does not keep the document: ${capped(finding.message, 120)}`,
    "",
    `What happens: ${finding.message}${finding.count > 1 ? ` (${finding.count} times)` : ""}`,
    ...line("At", finding.instance),
    ...line("Expected", json(finding.expected)),
    ...line("Found", json(finding.actual)),
    ...line("Document", scope.revision),
    ...line(
      "Place in the document",
      finding.document === undefined ? undefined : `#${finding.document.pointer}`,
    ),
    ...line("Request id", finding.requestId),
    `Reproduce: ${reproduction}`,
  ];
}
