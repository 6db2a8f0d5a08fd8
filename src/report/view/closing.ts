import type { Report } from "../../model/report.ts";
import { failingOf } from "../verdict.ts";
import { counted } from "../wording.ts";
import type { Scope } from "./scope.ts";

/** The sentences that end a report: what decides the exit code, and how it came out. */
export function closingOf(report: Report, scope: Scope): { closing: string[]; failed: boolean } {
  const { failOn } = scope;
  const failing = failingOf(report, failOn);
  const failed = failing.changes + failing.findings > 0;
  const consumer = scope.strict ? ", --consumer strict" : "";
  const broken = report.kind === "check" ? report.steps.filter((step) => step.status === "error") : [];
  const closing: string[] = [];
  if (broken.length > 0)
    closing.push(`Could not be looked at: ${broken.map((step) => step.name).join(", ")}.`);
  if (failOn === "never") closing.push("Nothing makes this run fail (--fail-on never).");
  else if (failed) {
    const [before, behind] = failOn === "breaking" ? ["breaking ", ""] : ["", ` at or above ${failOn}`];
    const what = [
      ...(failing.changes === 0 ? [] : [counted(failing.changes, `${before}change`)]),
      ...(failing.findings === 0 ? [] : [counted(failing.findings, `${before}finding`)]),
    ];
    closing.push(`${what.join(" and ")}${behind} (--fail-on ${failOn}${consumer}): exit 1.`);
  } else {
    const which = failOn === "breaking" ? "breaking" : `at or above ${failOn}`;
    closing.push(`Nothing ${which} (--fail-on ${failOn}${consumer})${broken.length > 0 ? "." : ": exit 0."}`);
  }
  return { closing, failed };
}
