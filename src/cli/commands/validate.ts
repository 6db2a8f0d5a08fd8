import { danglingFindings } from "../../model/dangling.ts";
import { UsageError } from "../../model/errors.ts";
import type { Finding } from "../../model/finding.ts";
import { applyPolicy, withoutWaivers } from "../../model/policy.ts";
import { recount } from "../../model/recount.ts";
import { documentFacts, reportHead } from "../../model/report-head.ts";
import { checkDocument, readRecordings, validate, validateRules } from "../../validate/index.ts";
import type { Execute } from "../command.ts";
import { deliver } from "../deliver.ts";
import { counting } from "../progress.ts";
import { readSettings, withSession } from "../session.ts";

export const execute: Execute = async (invocation) => {
  const { args, options } = invocation;
  const [reference = "", ...recordings] = args;
  if (recordings.length === 0 && options.examples !== true) {
    throw new UsageError({
      what: "cannot run",
      where: "validate",
      why: "no recording is named",
      hint: "Name HAR or NDJSON files, or check the document itself with --examples",
    });
  }
  const settings = await readSettings(invocation);
  const { service, consumer, policy, today } = settings;
  const report = await withSession(invocation, settings, async ({ fetcher, progress }) => {
    const document = await fetcher.open(reference);
    const problems: Finding[] = [];
    const exchanges = readRecordings(recordings, {
      cwd: invocation.io.cwd,
      onProblem: (finding) => problems.push(finding),
    });
    const {
      summary,
      findings: found,
      coverage,
    } = await validate(document, counting(exchanges, "exchanges", progress), {
      consumer,
      ...(service === undefined ? {} : { service }),
      ...withoutWaivers(policy),
    });
    const own = options.examples === true ? await checkDocument(document) : danglingFindings(document);
    const ruling = applyPolicy(policy, today);
    const counted = ruling.findings([...own, ...problems, ...found]);
    const findings = [...counted, ...ruling.problems(validateRules)];
    return {
      ...reportHead("validate"),
      document: documentFacts(document),
      summary: recount(summary, findings),
      findings,
      coverage,
    };
  });
  return deliver(report, invocation, { ...settings, rules: validateRules });
};
