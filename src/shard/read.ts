import { InputError } from "../model/errors.ts";
import { isObject, type Json } from "../model/json.ts";
import { TOOL } from "../model/tool.ts";
import { digest, type ShardFile } from "./file.ts";

/**
 * What a run wrote as its shard.
 * @param name of the file, for people
 * @throws InputError for text that is no such thing, or from another version of specwitness.
 */
export function readShard(text: string, name: string): ShardFile {
  const refuse = (why: string, hint = "Write it anew with --shard") =>
    new InputError({ what: "cannot merge", where: name, why, hint });
  let value: Json;
  try {
    value = JSON.parse(text) as Json;
  } catch {
    throw refuse("it is not JSON");
  }
  if (!isObject(value) || value.kind !== "shard") throw refuse("it is no shard of a run");
  const { sha256, ...content } = value;
  const file = content as unknown as ShardFile;
  const version = isObject(value.tool) ? value.tool.version : undefined;
  if (value.formatVersion !== 1 || version !== TOOL.version)
    throw refuse(
      `specwitness ${String(version)} wrote it, and this is ${TOOL.version}`,
      "Run and merge all shards with the same version",
    );
  // Only what was written by a run is relied on further on.
  if (digest(file) !== sha256) throw refuse("it is not as it was written");
  return file;
}
