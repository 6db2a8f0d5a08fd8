import type { VersionEntry } from "../fetch/index.ts";
import type { FitsOptions, Fitted } from "../fits/index.ts";
import { Replay } from "../fits/replay.ts";
import { UsageError } from "../model/errors.ts";
import type { Exchange } from "../model/exchange.ts";
import type { Finding } from "../model/finding.ts";
import { readRecordings } from "../validate/index.ts";
import { counting, type Progress } from "./progress.ts";
import type { Session } from "./session.ts";

/**
 * The versions of `--fits`, oldest first.
 * @throws UsageError for a range without any.
 */
export async function versionsOf(
  range: string | undefined,
  { fetcher }: Session,
): Promise<readonly VersionEntry[] | undefined> {
  if (range === undefined) return undefined;
  const versions = await fetcher.range(range);
  if (versions.length > 0) return versions;
  throw new UsageError({
    what: "cannot tell what fits",
    where: range,
    why: "no version is in the range",
    hint: "specwitness versions lists those there are",
  });
}

interface Reading {
  /** They are gone through again, so that they are kept where they are not too large. */
  readonly often: boolean;
  readonly progress: Progress;
  readonly onProblem: (finding: Finding) => void;
}

/** Recordings; what is wrong with them is told once. */
export function replayed(
  names: readonly string[],
  cwd: string,
  { often, progress, onProblem }: Reading,
): AsyncIterable<Exchange> {
  const first = () => counting(readRecordings(names, { cwd, onProblem }), "exchanges", progress);
  return often ? new Replay((isFirst) => (isFirst ? first() : readRecordings(names, { cwd }))) : first();
}

/** What comparing versions needs is loaded here: a validation of one document waits for none of it. */
export async function holdAgainst(
  versions: readonly VersionEntry[],
  recordings: AsyncIterable<Exchange>,
  findings: readonly Finding[],
  { fetcher, progress }: Session,
  options: FitsOptions,
): Promise<Fitted> {
  const { fitVersions } = await import("../fits/index.ts");
  return fitVersions(fetcher, versions, recordings, findings, { ...options, progress: progress.update });
}
