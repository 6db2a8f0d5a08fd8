import type { ReportKind } from "../model/report.ts";
import type { Format } from "./options.ts";

const EVERY = ["text", "json", "markdown", "html"] as const satisfies readonly Format[];
const WITH_FINDINGS = [...EVERY, "sarif", "junit", "github"] as const satisfies readonly Format[];

/** Which formats a kind of report can be rendered in. */
export const FORMATS: Readonly<Record<ReportKind, readonly Format[]>> = {
  diff: WITH_FINDINGS,
  changelog: WITH_FINDINGS,
  validate: WITH_FINDINGS,
  check: WITH_FINDINGS,
  compat: WITH_FINDINGS,
  versions: EVERY,
  fetch: EVERY,
  rules: EVERY,
};
