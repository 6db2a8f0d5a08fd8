import { changelogOf } from "../changelog/index.ts";
import type { ExitCode } from "../model/errors.ts";
import { coverableIn, type Shards } from "../shard/index.ts";
import { deliverChangelog } from "./changelog-delivery.ts";
import type { Invocation } from "./command.ts";
import { readCoverageFile } from "./coverage-file.ts";
import { readSettings } from "./session.ts";
import { deliverValidation } from "./validate-delivery.ts";

/** Writes the report of a run from all of its shards. */
export async function deliverShards(shards: Shards, invocation: Invocation): Promise<ExitCode> {
  const { io, options } = invocation;
  const settings = await readSettings(invocation);
  const { consumer, policy } = shards.files[0].run;
  // Shards that ran into the next day are judged by it.
  const today =
    shards.files
      .map((file) => file.today)
      .sort()
      .at(-1) ?? "";
  const judging = { today, ...(policy === undefined ? {} : { policy }) };
  if (shards.command === "changelog") {
    const parts = shards.files.map(({ part }) => part);
    return deliverChangelog(changelogOf(parts, judging), invocation, { consumer });
  }
  const [first] = shards.files;
  const coverable = coverableIn(first);
  const validated = {
    before: await readCoverageFile(options.coverage, coverable.inventory().operations.keys(), io),
    document: first.run.document,
    findings: first.findings,
    parts: shards.files.map(({ part }) => part),
    coverable,
    consumer,
    ...judging,
  };
  return deliverValidation(validated, invocation, settings);
}
