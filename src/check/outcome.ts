import type { SpecwitnessError } from "../model/errors.ts";
import { bySeverity, type Change, type Finding, type Severity } from "../model/finding.ts";
import type { CheckStep, Coverage, StepStatus, ValidateSummary } from "../model/report.ts";

/** What a step came to, before it is weighed. */
export interface Outcome {
  readonly message: string;
  readonly findings: readonly Finding[];
  readonly changes?: readonly Change[];
  readonly traffic?: ValidateSummary;
  readonly coverage?: Coverage;
  /** What could not be had; the rest was done without it. */
  readonly errors?: readonly SpecwitnessError[];
  readonly skipped?: true;
}

export function skipped(why: string): Outcome {
  return { message: why, findings: [], skipped: true };
}

export function failed(error: SpecwitnessError): Outcome {
  return { message: "", findings: [], errors: [error] };
}

/**
 * The step as it is reported. It fails when something in it is at or above `failOn`; else it is an error when
 * something could not be had. Who lets nothing fail the run still wants to see what broke: then `breaking` counts.
 */
export function toStep(name: string, outcome: Outcome, failOn: Severity | "never"): CheckStep {
  const { message, errors = [], skipped, ...content } = outcome;
  const sentences = [message, ...errors.map(reason), errors[0]?.explanation.hint ?? ""];
  return {
    name,
    status: statusOf(outcome, failOn),
    message: sentences.filter((text) => text !== "").join("; "),
    ...content,
  };
}

/** Several failures often have one cause, so that one hint is enough for all. */
function reason({ explanation: { what, where, why } }: SpecwitnessError): string {
  return `${where === undefined ? what : `${what} ${where}`}: ${why}`;
}

function statusOf(
  { findings, changes = [], errors = [], skipped }: Outcome,
  failOn: Severity | "never",
): StepStatus {
  if (skipped) return "skip";
  const severities = [
    ...findings.map(({ severity }) => severity),
    ...changes.flatMap(({ effects }) => effects.map(({ severity }) => severity)),
  ];
  const threshold = failOn === "never" ? "breaking" : failOn;
  if (severities.some((severity) => bySeverity(severity, threshold) <= 0)) return "fail";
  return errors.length > 0 ? "error" : "pass";
}
