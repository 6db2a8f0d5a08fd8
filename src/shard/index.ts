/** Work that several runs share: what each leaves, and how it becomes the report of one. */
export { assemble, type NamedShard, type Shards } from "./assemble.ts";
export { type ChangelogShard, type ShardFile, sealed, shardHead, type ValidateShard } from "./file.ts";
export { coverableIn, inventoryJson } from "./inventory.ts";
export { readShard } from "./read.ts";
