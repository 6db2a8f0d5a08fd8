import type { Report } from "../model/report.ts";
import { visibleJson } from "./escape/visible.ts";

/** JSON for programs, harmless for people: indented by two, ended by a newline, nothing invisible in it. */
export function writeJson(value: unknown): string {
  return `${visibleJson(JSON.stringify(value, undefined, 2))}\n`;
}

/** The report itself: its members are the contract, `schemas/<kind>.schema.json`. */
export function renderJson(report: Report): string {
  const { kind, formatVersion, tool, ...rest } = report;
  return writeJson({ kind, formatVersion, tool, ...rest });
}
