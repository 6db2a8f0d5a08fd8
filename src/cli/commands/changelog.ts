import { changelogOf, changelogPart } from "../../changelog/index.ts";
import type { VersionEntry } from "../../fetch/index.ts";
import { UsageError } from "../../model/errors.ts";
import { WHOLE } from "../../model/shard.ts";
import { type ChangelogShard, shardHead } from "../../shard/index.ts";
import { deliverChangelog, refuseTemplate } from "../changelog-delivery.ts";
import type { Execute } from "../command.ts";
import { diffOptions } from "../diff-options.ts";
import { readJobs, runInThreads } from "../jobs.ts";
import { policyOf, readSettings, withSession } from "../session.ts";
import { deliverShard, readShardOption } from "../shard.ts";

export const execute: Execute = async (invocation) => {
  const { args, io, options } = invocation;
  refuseTemplate(options);
  const jobs = readJobs(options);
  if (jobs > 1) return runInThreads(jobs, invocation);
  const shard = readShardOption(options);
  const settings = await readSettings(invocation);
  const allowDangling = options.allowDangling === true;
  const { part, entries } = await withSession(invocation, settings, async ({ fetcher, progress }) => {
    const entries = await fetcher.range(args[0]);
    if (entries.length === 0) throw nothingIn(args[0]);
    const part = await changelogPart(fetcher, entries, {
      ...diffOptions(settings),
      shard: shard ?? WHOLE,
      progress: progress.update,
      signal: io.signal,
      allowDangling,
    });
    return { part, entries };
  });
  if (shard === undefined) {
    return deliverChangelog(changelogOf([part], policyOf(settings)), invocation, settings);
  }
  const { consumer, openWorld, service, policy, today } = settings;
  const file: ChangelogShard = {
    ...shardHead("changelog", shard, today),
    run: {
      versions: versionsOf(entries),
      consumer,
      openWorld,
      allowDangling,
      ...(service === undefined ? {} : { service: service.name }),
      ...(policy === undefined ? {} : { policy }),
    },
    part,
  };
  return deliverShard(file, invocation);
};

function versionsOf(entries: readonly VersionEntry[]): ChangelogShard["run"]["versions"] {
  const oldest = entries[0]?.version ?? "";
  return { count: entries.length, oldest, newest: entries.at(-1)?.version ?? oldest };
}

function nothingIn(range: string | undefined): UsageError {
  return new UsageError({
    what: "cannot write a changelog",
    ...(range === undefined ? {} : { where: range }),
    why: "no version is in the range",
    hint: "specwitness versions lists those there are",
  });
}
