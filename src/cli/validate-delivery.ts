import type { Fitted } from "../fits/index.ts";
import type { ExitCode } from "../model/errors.ts";
import type { Consumer, Finding } from "../model/finding.ts";
import { applyPolicy, type Policy, withoutWaivers } from "../model/policy.ts";
import { recount } from "../model/recount.ts";
import type { DocumentFacts, ValidateReport } from "../model/report.ts";
import { reportHead } from "../model/report-head.ts";
import {
  type Coverable,
  type CoverageLedger,
  type Validation,
  type ValidationPart,
  validateRules,
  validationOf,
} from "../validate/index.ts";
import type { Invocation } from "./command.ts";
import { writeCoverageFile } from "./coverage-file.ts";
import { deliver } from "./deliver.ts";
import type { FailOn } from "./options.ts";

/** What a report of a validation is made of. */
export interface Validated {
  readonly document: DocumentFacts;
  /** What is found in the document itself, and in the recordings as files. */
  readonly findings: readonly Finding[];
  readonly parts: readonly ValidationPart[];
  readonly coverable: Coverable;
  /** What the runs before have seen. */
  readonly before?: CoverageLedger | undefined;
  /** What other versions say. */
  readonly fitted?: Fitted | undefined;
  readonly consumer: Consumer;
  readonly policy?: Policy;
  readonly today: string;
}

/** Concludes a validation from its parts, writes the report, and adds to the file of `--coverage`. */
export async function deliverValidation(
  validated: Validated,
  invocation: Invocation,
  { failOn }: { readonly failOn: FailOn },
): Promise<ExitCode> {
  const { io, options } = invocation;
  const { before, consumer, coverable, parts, policy } = validated;
  const { coverage, minCoverage } = options;
  const validation = validationOf(parts, coverable, {
    consumer,
    ...withoutWaivers(policy),
    coverage: {
      ...(before === undefined ? {} : { before }),
      ...(minCoverage === undefined ? {} : { minimum: minCoverage }),
    },
  });
  const report = reportOf(validated, validation);
  const exitCode = await deliver(report, invocation, { consumer, failOn, rules: validateRules });
  if (coverage !== undefined) await writeCoverageFile(coverage, validation.ledger, io);
  return exitCode;
}

function reportOf(validated: Validated, validation: Validation): ValidateReport {
  const { document, findings, fitted, policy, today } = validated;
  const ruling = applyPolicy(policy, today);
  const counted = ruling.findings([...findings, ...validation.findings.map(withHistory(fitted))]);
  const judged = [...counted, ...ruling.problems(validateRules)];
  return {
    ...reportHead("validate"),
    document,
    summary: recount(validation.summary, judged),
    findings: judged,
    coverage: validation.coverage,
    ...(fitted === undefined ? {} : { fits: fitted.fits }),
  };
}

function withHistory(fitted: Fitted | undefined): (finding: Finding) => Finding {
  return (finding) => {
    const history = fitted?.histories.get(finding.id);
    return history === undefined ? finding : { ...finding, history };
  };
}
