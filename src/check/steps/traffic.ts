import type { Finding } from "../../model/finding.ts";
import { withoutWaivers } from "../../model/policy.ts";
import type { ServiceDefinition } from "../../model/service.ts";
import { readRecordings, validate } from "../../validate/index.ts";
import type { Facts } from "../facts.ts";
import type { CheckOptions } from "../options.ts";
import { failed, type Outcome, skipped } from "../outcome.ts";
import { withReproduction } from "../reproduction.ts";

/** The recorded exchanges keep what the document promises. */
export async function checkTraffic(
  facts: Facts,
  service: ServiceDefinition,
  options: CheckOptions,
): Promise<Outcome> {
  const { recordings = [], cwd, consumer } = options;
  if (recordings.length === 0) return skipped("no recordings were given");
  const document = facts.live ?? facts.tagged;
  if (document === undefined) return skipped("the service has no live document and no tags");
  if (document.error !== undefined) return failed(document.error);
  const problems: Finding[] = [];
  const exchanges = readRecordings(recordings, {
    ...(cwd === undefined ? {} : { cwd }),
    onProblem: (finding) => problems.push(finding),
  });
  const { summary, findings, coverage } = await validate(document.value, exchanges, {
    service,
    ...withoutWaivers(options.policy),
    ...(consumer === undefined ? {} : { consumer }),
  });
  return {
    // What the others are is counted in `traffic`, which every report shows beside it.
    message: `${summary.conforming} of ${summary.exchanges} exchanges fit the document`,
    findings: [...problems, ...findings.map((finding) => withReproduction(finding, document.value, service))],
    traffic: summary,
    coverage,
  };
}
