import { setImmediate as nextTurn } from "node:timers/promises";
import { type DiffOptions, diff } from "../diff/index.ts";
import type { Fetcher, VersionEntry } from "../fetch/index.ts";
import type { Document } from "../model/document.ts";
import type { Finding } from "../model/finding.ts";
import type { ProgressEvent } from "../model/progress-event.ts";
import type { Outline, Release } from "../model/report.ts";
import { type Shard, stretchOf, WHOLE } from "../model/shard.ts";
import { openVersion } from "./open-version.ts";
import { operationsReached, outlineOf } from "./outline.ts";

/** What a version changed, before a policy decides what of it counts. */
export type Step = Omit<Release, "summary">;

/** What a stretch of a history holds: the parts of a history, one after the other, are the whole of it. */
export interface ChangelogPart {
  /** Oldest first. */
  readonly steps: readonly Step[];
  readonly findings: readonly Finding[];
  /** The newest document that could be read. */
  readonly newest?: { readonly title: string; readonly outline: Outline };
}

export interface PartOptions extends DiffOptions {
  /** The stretch to look at; default: all of it. */
  readonly shard?: Shard;
  readonly progress?: (event: ProgressEvent) => void;
  readonly signal?: AbortSignal;
  /** Take documents with references that lead to nothing, and say so. */
  readonly allowDangling?: boolean;
}

/** @param entries all of the history, oldest first. */
export async function changelogPart(
  fetcher: Pick<Fetcher, "open" | "readVersions">,
  entries: readonly VersionEntry[],
  options: PartOptions,
): Promise<ChangelogPart> {
  const { progress = () => {}, signal, shard = WHOLE } = options;
  const { start, end } = stretchOf(entries.length, shard);
  const steps: Step[] = [];
  const findings: Finding[] = [];
  let done = 0;
  let newest: Document | undefined;
  let previous = end > start ? await lastReadable(fetcher, entries.slice(0, start), options) : undefined;
  for await (const source of fetcher.readVersions(entries.slice(start, end))) {
    // Comparing is one long breath; between two, the person may stop it and the progress is drawn.
    await nextTurn();
    signal?.throwIfAborted();
    progress({ done: done++, total: end - start, what: source.version ?? source.ref });
    const document = await openVersion(fetcher, source, findings, options);
    if (document === undefined) continue;
    if (previous !== undefined) steps.push(stepBetween(previous, document, options));
    previous = newest = document;
  }
  return {
    steps,
    findings,
    ...(newest === undefined ? {} : { newest: { title: newest.title, outline: outlineOf(newest) } }),
  };
}

/** What the first version of a stretch is compared with. */
async function lastReadable(
  fetcher: Pick<Fetcher, "open" | "readVersions">,
  entries: readonly VersionEntry[],
  options: PartOptions,
): Promise<Document | undefined> {
  for (const entry of entries.toReversed()) {
    for await (const source of fetcher.readVersions([entry])) {
      // What is to be said of it, its own stretch says.
      const document = await openVersion(fetcher, source, [], options);
      if (document !== undefined) return document;
    }
  }
  return undefined;
}

function stepBetween(base: Document, revision: Document, options: DiffOptions): Step {
  const { date, sha256 } = revision.source;
  const changes = base.source.sha256 === sha256 ? [] : diff(base, revision, options).changes;
  return {
    version: revision.version,
    previous: base.version,
    ...(date === undefined ? {} : { date }),
    changes,
    ...(changes.length === 0 ? {} : { operations: operationsReached(changes, base, revision) }),
  };
}
