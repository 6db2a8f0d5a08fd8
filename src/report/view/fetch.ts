import type { FetchReport } from "../../model/report.ts";
import type { FactView, FetchView } from "../view.ts";
import { counted, number } from "../wording.ts";

export function fetchView(report: FetchReport): FetchView {
  const { document } = report;
  const facts: readonly (readonly [label: string, value: string, code?: boolean])[] = [
    ["reference", document.ref, true],
    ["from", document.origin, true],
    ["version", document.version],
    ["date", document.date ?? ""],
    ["OpenAPI", document.openapi],
    ["size", counted(document.bytes, "byte")],
    ["SHA-256", document.sha256, true],
  ];
  return {
    shape: "fetch",
    kind: report.kind,
    title: document.title,
    subtitle: document.version,
    tally: `${counted(document.operations, "operation")} · ${number(document.bytes)} bytes`,
    tool: `${report.tool.name} ${report.tool.version}`,
    facts: facts
      .filter(([, value]) => value !== "")
      .map(([label, value, code = false]): FactView => ({ label, value, code })),
  };
}
