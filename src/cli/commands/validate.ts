import { danglingFindings } from "../../model/dangling.ts";
import { UsageError } from "../../model/errors.ts";
import type { Finding } from "../../model/finding.ts";
import { withoutWaivers } from "../../model/policy.ts";
import { documentFacts } from "../../model/report-head.ts";
import { WHOLE } from "../../model/shard.ts";
import { inventoryJson, shardHead, type ValidateShard } from "../../shard/index.ts";
import { checkDocument, coverableOf, readRecordings, validationPart } from "../../validate/index.ts";
import type { Execute } from "../command.ts";
import { readCoverageFile } from "../coverage-file.ts";
import type { Options } from "../options.ts";
import { counting } from "../progress.ts";
import { policyOf, readSettings, withSession } from "../session.ts";
import { deliverShard, readShardOption } from "../shard.ts";
import { deliverValidation } from "../validate-delivery.ts";

export const execute: Execute = async (invocation) => {
  const { args, io, options } = invocation;
  const [reference = "", ...recordings] = args;
  refuseNothing(recordings, options);
  const shard = readShardOption(options);
  const settings = await readSettings(invocation);
  const { service, consumer, policy, today } = settings;
  const { document, before, findings, part } = await withSession(invocation, settings, async (session) => {
    const document = await session.fetcher.open(reference);
    const operations = document.operations.map(({ key }) => key);
    const before = await readCoverageFile(options.coverage, operations, io);
    const problems: Finding[] = [];
    const exchanges = readRecordings(recordings, {
      cwd: io.cwd,
      onProblem: (finding) => problems.push(finding),
    });
    const part = await validationPart(document, counting(exchanges, "exchanges", session.progress), {
      consumer,
      ...(service === undefined ? {} : { service }),
      ...withoutWaivers(policy),
      shard: shard ?? WHOLE,
    });
    const own = options.examples === true ? await checkDocument(document) : danglingFindings(document);
    return { document, before, findings: [...own, ...problems], part };
  });
  const coverable = coverableOf(document);
  const facts = documentFacts(document);
  if (shard === undefined) {
    const validated = {
      before,
      document: facts,
      findings,
      parts: [part],
      coverable,
      consumer,
      ...policyOf(settings),
    };
    return deliverValidation(validated, invocation, settings);
  }
  const file: ValidateShard = {
    ...shardHead("validate", shard, today),
    run: {
      document: facts,
      consumer,
      examples: options.examples === true,
      ...(service === undefined ? {} : { service: service.name }),
      ...(policy === undefined ? {} : { policy }),
    },
    inventory: inventoryJson(coverable),
    findings,
    part,
  };
  return deliverShard(file, invocation);
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
