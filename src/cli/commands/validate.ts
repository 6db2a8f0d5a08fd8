import { danglingFindings } from "../../model/dangling.ts";
import { UsageError } from "../../model/errors.ts";
import type { Finding } from "../../model/finding.ts";
import { withoutWaivers } from "../../model/policy.ts";
import { documentFacts } from "../../model/report-head.ts";
import { WHOLE } from "../../model/shard.ts";
import { inventoryJson, shardHead, type ValidateShard } from "../../shard/index.ts";
import { checkDocument, coverableOf, validationOf, validationPart } from "../../validate/index.ts";
import type { Execute } from "../command.ts";
import { readCoverageFile } from "../coverage-file.ts";
import { diffOptions } from "../diff-options.ts";
import { holdAgainst, replayed, versionsOf } from "../fits.ts";
import { readJobs, runInThreads } from "../jobs.ts";
import type { Options } from "../options.ts";
import { policyOf, readSettings, withSession } from "../session.ts";
import { deliverShard, readShardOption } from "../shard.ts";
import { deliverValidation } from "../validate-delivery.ts";

export const execute: Execute = async (invocation) => {
  const { args, io, options } = invocation;
  const [reference = "", ...names] = args;
  refuseNothing(names, options);
  const jobs = readJobs(options);
  if (jobs > 1) return runInThreads(jobs, invocation);
  const shard = readShardOption(options);
  const settings = await readSettings(invocation);
  const { service, consumer, policy, today } = settings;
  const { document, fitted, ...rest } = await withSession(invocation, settings, async (session) => {
    const document = await session.fetcher.open(reference);
    // Asked for before anything is read: a range that cannot be had should not cost a night's reading.
    const versions = await versionsOf(options.fits, session);
    const operations = document.operations.map(({ key }) => key);
    const before = await readCoverageFile(options.coverage, operations, io);
    const problems: Finding[] = [];
    const recordings = replayed(names, io.cwd, {
      often: versions !== undefined,
      progress: session.progress,
      onProblem: (finding) => problems.push(finding),
    });
    const weighing = {
      consumer,
      ...(service === undefined ? {} : { service }),
      ...withoutWaivers(policy),
    };
    const part = await validationPart(document, recordings, { ...weighing, shard: shard ?? WHOLE });
    const own = options.examples === true ? await checkDocument(document) : danglingFindings(document);
    const found = () => validationOf([part], coverableOf(document), weighing).findings;
    const fitted =
      versions &&
      (await holdAgainst(versions, recordings, found(), session, {
        ...diffOptions(settings),
        ...weighing,
        signal: io.signal,
        allowDangling: options.allowDangling === true,
      }));
    const findings = [...own, ...problems, ...(fitted?.problems ?? [])];
    return { document, fitted, before, findings, part };
  });
  const { before, findings, part } = rest;
  const coverable = coverableOf(document);
  const facts = documentFacts(document);
  if (shard === undefined) {
    const validated = {
      before,
      document: facts,
      findings,
      parts: [part],
      coverable,
      fitted,
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

function refuseNothing(names: readonly string[], options: Options): void {
  const { examples, coverage, minCoverage, fits, shard } = options;
  if (fits !== undefined && shard !== undefined)
    throw new UsageError({
      what: "cannot use --fits",
      where: fits,
      why: "a shard sees only a part of the exchanges, and what fits is a matter of all of them",
      hint: "Run it apart, without --shard",
    });
  if (names.length > 0) return;
  if (examples !== true)
    throw new UsageError({
      what: "cannot run",
      where: "validate",
      why: "no recording is named",
      hint: "Name HAR or NDJSON files, or check the document itself with --examples",
    });
  if ((coverage ?? minCoverage ?? fits) !== undefined)
    throw new UsageError({
      what: "cannot run",
      where: "validate",
      why: "--fits, --coverage and --min-coverage look at recordings, and none is named",
      hint: "Name HAR or NDJSON files",
    });
}
