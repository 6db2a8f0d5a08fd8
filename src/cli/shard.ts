import { EXIT, type ExitCode, UsageError } from "../model/errors.ts";
import type { Shard } from "../model/shard.ts";
import type { ShardFile } from "../shard/index.ts";
import type { Invocation } from "./command.ts";
import { writeFiles } from "./files.ts";
import { oneLine } from "./one-line.ts";
import type { Options } from "./options.ts";

/** What is decided when the shards are merged. */
export const LATER = [
  ["--format", "format"],
  ["--report", "report"],
  ["--template", "template"],
  ["--all", "all"],
  ["--fail-on", "failOn"],
  ["--style", "style"],
  ["--pages", "pages"],
  ["--coverage", "coverage"],
  ["--min-coverage", "minCoverage"],
] as const satisfies readonly (readonly [string, keyof Options])[];

/**
 * Which share of the work is asked for; `undefined` for all of it.
 * @throws UsageError for what is no share, and for options that are of no use to one.
 */
export function readShardOption(options: Options): Shard | undefined {
  const { shard } = options;
  if (shard === undefined) return undefined;
  const [, index = 0, total = 0] = /^(\d{1,4})\/(\d{1,4})$/.exec(shard)?.map(Number) ?? [];
  if (index < 1 || index > total)
    throw new UsageError({
      what: "cannot use --shard",
      where: shard,
      why: "it is not I/N, with I from 1 to N",
      hint: "Write for example --shard 1/4",
    });
  for (const [flag, name] of LATER) {
    if (options[name] === undefined) continue;
    throw new UsageError({
      what: `cannot use ${flag} with --shard`,
      why: "a shard is no report yet",
      hint: "Give it to specwitness merge",
    });
  }
  return { index, total };
}

/** Leaves a shard's file for `merge`, or prints it. What was found counts when they are merged. */
export async function deliverShard(file: ShardFile, { io, options }: Invocation): Promise<ExitCode> {
  const [{ sealed }, { visibleJson }] = await Promise.all([
    import("../shard/index.ts"),
    import("../report/escape/visible.ts"),
  ]);
  const data = `${visibleJson(JSON.stringify(sealed(file)))}\n`;
  const { output, quiet } = options;
  if (output === undefined) io.stdout(data);
  else {
    await writeFiles([{ path: output, data }], io.cwd, io.signal);
    if (quiet !== true) io.stderr(`wrote ${oneLine(output)}\n`);
  }
  return EXIT.ok;
}
