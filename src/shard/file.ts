import { createHash } from "node:crypto";
import type { ChangelogPart } from "../changelog/part.ts";
import type { CoverageKind } from "../model/coverage.ts";
import type { Consumer, Finding } from "../model/finding.ts";
import type { Policy } from "../model/policy.ts";
import type { DocumentFacts } from "../model/report.ts";
import type { Shard } from "../model/shard.ts";
import { TOOL } from "../model/tool.ts";
import type { ValidationPart } from "../validate/part.ts";

/** What a run that is one of several leaves for `merge`. `schemas/shard.schema.json` describes it. */
export type ShardFile = ChangelogShard | ValidateShard;

export interface ChangelogShard extends ShardHead<"changelog"> {
  readonly run: Run & {
    /** The whole range. */
    readonly versions: { readonly count: number; readonly oldest: string; readonly newest: string };
    readonly openWorld: boolean;
    readonly allowDangling: boolean;
  };
  readonly part: ChangelogPart;
}

export interface ValidateShard extends ShardHead<"validate"> {
  readonly run: Run & { readonly document: DocumentFacts; readonly examples: boolean };
  /** What there is to be seen of the document: things with their marks, by kind. */
  readonly inventory: Readonly<Record<CoverageKind, readonly (readonly [string, readonly string[]])[]>>;
  /** What is found in the document itself, and in the recordings as files. */
  readonly findings: readonly Finding[];
  readonly part: ValidationPart;
}

/** What all shards of a run have in common. */
interface Run {
  readonly consumer: Consumer;
  readonly service?: string;
  readonly policy?: Policy;
}

interface ShardHead<Command extends string> {
  readonly kind: "shard";
  readonly formatVersion: 1;
  readonly tool: typeof TOOL;
  readonly command: Command;
  readonly shard: Shard;
  /** `YYYY-MM-DD`, by which waivers expire. */
  readonly today: string;
}

/** The parts of a head that are the same for all. */
export function shardHead<Command extends ShardFile["command"]>(
  command: Command,
  shard: Shard,
  today: string,
) {
  return { kind: "shard", formatVersion: 1, tool: TOOL, command, shard, today } as const;
}

/** What a shard's file holds: JSON, with a checksum by which damage is told. */
export function sealed(file: ShardFile): ShardFile & { readonly sha256: string } {
  return { ...file, sha256: digest(file) };
}

export function digest(file: object): string {
  return createHash("sha256").update(JSON.stringify(file)).digest("hex");
}
