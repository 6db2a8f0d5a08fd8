import { readdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { UsageError } from "../../model/errors.ts";
import { assemble, type NamedShard, readShard, type Shards } from "../../shard/index.ts";
import { refuseTemplate } from "../changelog-delivery.ts";
import type { Execute } from "../command.ts";
import { isFolder, readText } from "../files.ts";
import { deliverShards } from "../merge-delivery.ts";
import type { Options } from "../options.ts";

export const execute: Execute = async (invocation) => {
  const { args, io, options } = invocation;
  refuseTemplate(options);
  const named = await Promise.all((await filesOf(args, io.cwd)).map((name) => read(name, io.cwd)));
  const shards = assemble(named);
  refuseOthers(shards, options);
  return deliverShards(shards, invocation);
};

/** Files as they are named, and the JSON files of folders. */
async function filesOf(paths: readonly string[], cwd: string): Promise<string[]> {
  const found = await Promise.all(
    paths.map(async (path) => {
      if (!(await isFolder(path, cwd))) return [path];
      const names = await readdir(resolve(cwd, path));
      return names.filter((name) => name.endsWith(".json")).map((name) => join(path, name));
    }),
  );
  return found.flat().sort();
}

async function read(name: string, cwd: string): Promise<NamedShard> {
  return { name, file: readShard(await readText(name, cwd, "cannot read the shard"), name) };
}

const OF_ONE = {
  changelog: [
    ["--style", "style"],
    ["--pages", "pages"],
  ],
  validate: [
    ["--coverage", "coverage"],
    ["--min-coverage", "minCoverage"],
  ],
} as const satisfies Record<Shards["command"], readonly (readonly [string, keyof Options])[]>;

/** @throws UsageError for options of the command whose shards these are not. */
function refuseOthers({ command }: Shards, options: Options): void {
  const other = command === "changelog" ? "validate" : "changelog";
  for (const [flag, name] of OF_ONE[other]) {
    if (options[name] === undefined) continue;
    throw new UsageError({
      what: `cannot use ${flag}`,
      why: `these are shards of ${command}`,
      hint: `It is for those of ${other}`,
    });
  }
}
