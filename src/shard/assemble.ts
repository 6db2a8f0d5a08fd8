import { InputError } from "../model/errors.ts";
import { equal, type Json } from "../model/json.ts";
import type { ChangelogShard, ShardFile, ValidateShard } from "./file.ts";

export interface NamedShard {
  /** Of its file, for people. */
  readonly name: string;
  readonly file: ShardFile;
}

/** All shards of one run, in order. */
export type Shards =
  | { readonly command: "changelog"; readonly files: readonly [ChangelogShard, ...ChangelogShard[]] }
  | { readonly command: "validate"; readonly files: readonly [ValidateShard, ...ValidateShard[]] };

/**
 * Puts the shards of one run in order, however they are given.
 * @throws InputError where one is missing or there twice, or where they are of different runs.
 */
export function assemble(given: readonly NamedShard[]): Shards {
  const [first, ...others] = given;
  if (first === undefined) throw refuse("there is none", "Name the files that --shard wrote");
  for (const other of others) compareRuns(first, other);
  const byIndex = new Map<number, NamedShard>();
  for (const one of given) {
    const { index, total } = one.file.shard;
    const before = byIndex.get(index);
    if (before !== undefined)
      throw refuse(
        `${before.name} and ${one.name} are both shard ${index} of ${total}`,
        "Name each file once",
      );
    byIndex.set(index, one);
  }
  const { total } = first.file.shard;
  const numbers = Array.from({ length: total }, (_, i) => i + 1);
  const missing = numbers.filter((index) => !byIndex.has(index));
  if (missing.length > 0)
    throw refuse(
      `of ${total}, ${missing.length === 1 ? "shard" : "shards"} ${missing.join(", ")} ${missing.length === 1 ? "is" : "are"} missing`,
      "Merge when all of them are there",
    );
  const files = numbers.flatMap((index) => byIndex.get(index)?.file ?? []);
  return { command: first.file.command, files } as unknown as Shards;
}

function compareRuns(one: NamedShard, other: NamedShard): void {
  const [facts, others] = [factsOf(one.file), factsOf(other.file)];
  for (const name of new Set([...facts.keys(), ...others.keys()])) {
    if (equal(facts.get(name), others.get(name))) continue;
    throw refuse(
      `${one.name} and ${other.name} are of different runs: they differ in ${name}`,
      "Give all shards the same options, and what does not change while they run: FROM..TO, files",
    );
  }
}

/** What must be the same for all shards of a run, by what people call it. */
function factsOf(file: ShardFile): Map<string, Json | undefined> {
  const facts = new Map<string, unknown>([
    ["the command", file.command],
    ["the number of shards", file.shard.total],
    ...Object.entries(file.run),
  ]);
  if (file.command === "validate") facts.set("recordings", file.part.recordings);
  return facts as Map<string, Json | undefined>;
}

function refuse(why: string, hint: string): InputError {
  return new InputError({ what: "cannot merge the shards", why, hint });
}
