import type { VersionEntry } from "../../fetch/index.ts";
import type { fitVersions } from "../../fits/index.ts";
import { Replay } from "../../fits/replay.ts";
import { danglingFindings } from "../../model/dangling.ts";
import { UsageError } from "../../model/errors.ts";
import type { Exchange } from "../../model/exchange.ts";
import type { Finding } from "../../model/finding.ts";
import { withoutWaivers } from "../../model/policy.ts";
import { documentFacts } from "../../model/report-head.ts";
import { WHOLE } from "../../model/shard.ts";
import { inventoryJson, shardHead, type ValidateShard } from "../../shard/index.ts";
import {
  checkDocument,
  coverableOf,
  readRecordings,
  validationOf,
  validationPart,
} from "../../validate/index.ts";
import type { Execute } from "../command.ts";
import { readCoverageFile } from "../coverage-file.ts";
import { diffOptions } from "../diff-options.ts";
import type { Options } from "../options.ts";
import { counting } from "../progress.ts";
import { policyOf, readSettings, type Session, withSession } from "../session.ts";
import { deliverShard, readShardOption } from "../shard.ts";
import { deliverValidation } from "../validate-delivery.ts";

export const execute: Execute = async (invocation) => {
  const { args, io, options } = invocation;
  const [reference = "", ...names] = args;
  refuseNothing(names, options);
  const shard = readShardOption(options);
  const settings = await readSettings(invocation);
  const { service, consumer, policy, today } = settings;
  const { document, fitted, ...rest } = await withSession(invocation, settings, async (session) => {
    const document = await session.fetcher.open(reference);
    // Asked for before anything is read: a range that cannot be had should not cost a night's reading.
    const versions = await versionsOf(options, session);
    const operations = document.operations.map(({ key }) => key);
    const before = await readCoverageFile(options.coverage, operations, io);
    const problems: Finding[] = [];
    const recordings = replay(
      names,
      versions !== undefined,
      (finding) => problems.push(finding),
      session,
      io.cwd,
    );
    const weighing = {
      consumer,
      ...(service === undefined ? {} : { service }),
      ...withoutWaivers(policy),
    };
    const part = await validationPart(document, recordings, { ...weighing, shard: shard ?? WHOLE });
    const own = options.examples === true ? await checkDocument(document) : danglingFindings(document);
    const fitted =
      versions === undefined
        ? undefined
        : await fit(
            session.fetcher,
            versions,
            recordings,
            validationOf([part], coverableOf(document), weighing).findings,
            {
              ...diffOptions(settings),
              ...weighing,
              progress: session.progress.update,
              signal: io.signal,
              allowDangling: options.allowDangling === true,
            },
          );
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

/** Comparing versions needs much that validating does not. */
const fit: typeof fitVersions = async (...args) => (await import("../../fits/index.ts")).fitVersions(...args);

/** The versions of `--fits`. */
async function versionsOf(
  { fits }: Options,
  { fetcher }: Session,
): Promise<readonly VersionEntry[] | undefined> {
  if (fits === undefined) return undefined;
  const versions = await fetcher.range(fits);
  if (versions.length > 0) return versions;
  throw new UsageError({
    what: "cannot tell what fits",
    where: fits,
    why: "no version is in the range",
    hint: "specwitness versions lists those there are",
  });
}

/** The recordings, kept where they are needed again; what is wrong with them is told once. */
function replay(
  names: readonly string[],
  again: boolean,
  onProblem: (finding: Finding) => void,
  { progress }: Session,
  cwd: string,
): AsyncIterable<Exchange> {
  const first = () => counting(readRecordings(names, { cwd, onProblem }), "exchanges", progress);
  return again ? new Replay((isFirst) => (isFirst ? first() : readRecordings(names, { cwd }))) : first();
}

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
