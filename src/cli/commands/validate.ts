import { danglingFindings } from "../../model/dangling.ts";
import { UsageError } from "../../model/errors.ts";
import type { Finding } from "../../model/finding.ts";
import { applyPolicy, withoutWaivers } from "../../model/policy.ts";
import { recount } from "../../model/recount.ts";
import { documentFacts, reportHead } from "../../model/report-head.ts";
import { checkDocument, readRecordings, validate, validateRules } from "../../validate/index.ts";
import type { Execute } from "../command.ts";
import { readCoverageFile, writeCoverageFile } from "../coverage-file.ts";
import { deliver } from "../deliver.ts";
import type { Options } from "../options.ts";
import { counting } from "../progress.ts";
import { readSettings, withSession } from "../session.ts";

export const execute: Execute = async (invocation) => {
  const { args, io, options } = invocation;
  const [reference = "", ...recordings] = args;
  refuseNothing(recordings, options);
  const settings = await readSettings(invocation);
  const { service, consumer, policy, today } = settings;
  const { report, ledger } = await withSession(invocation, settings, async ({ fetcher, progress }) => {
    const document = await fetcher.open(reference);
    const problems: Finding[] = [];
    const before =
      options.coverage === undefined ? undefined : await readCoverageFile(options.coverage, document, io);
    const exchanges = readRecordings(recordings, {
      cwd: io.cwd,
      onProblem: (finding) => problems.push(finding),
    });
    const validation = await validate(document, counting(exchanges, "exchanges", progress), {
      consumer,
      ...(service === undefined ? {} : { service }),
      ...withoutWaivers(policy),
      coverage: {
        ...(before === undefined ? {} : { before }),
        ...(options.minCoverage === undefined ? {} : { minimum: options.minCoverage }),
      },
    });
    const own = options.examples === true ? await checkDocument(document) : danglingFindings(document);
    const ruling = applyPolicy(policy, today);
    const counted = ruling.findings([...own, ...problems, ...validation.findings]);
    const findings = [...counted, ...ruling.problems(validateRules)];
    return {
      ledger: validation.ledger,
      report: {
        ...reportHead("validate"),
        document: documentFacts(document),
        summary: recount(validation.summary, findings),
        findings,
        coverage: validation.coverage,
      },
    };
  });
  const exitCode = await deliver(report, invocation, { ...settings, rules: validateRules });
  if (options.coverage !== undefined) await writeCoverageFile(options.coverage, ledger, io);
  return exitCode;
};

function refuseNothing(recordings: readonly string[], { examples, coverage, minCoverage }: Options): void {
  if (recordings.length > 0) return;
  const why = "no recording is named";
  const hint = "Name HAR or NDJSON files, or check the document itself with --examples";
  if (examples !== true) throw new UsageError({ what: "cannot run", where: "validate", why, hint });
  if (coverage !== undefined || minCoverage !== undefined)
    throw new UsageError({
      what: "cannot tell what was seen",
      where: "validate",
      why,
      hint: "Name HAR or NDJSON files",
    });
}
