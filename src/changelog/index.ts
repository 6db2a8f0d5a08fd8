import { setImmediate as nextTurn } from "node:timers/promises";
import { type DiffOptions, diff, diffRules, summarize } from "../diff/index.ts";
import type { Fetcher, VersionEntry } from "../fetch/index.ts";
import { danglingFindings } from "../model/dangling.ts";
import { type Document, type LoadOptions, loadDocument } from "../model/document.ts";
import { SpecwitnessError } from "../model/errors.ts";
import type { Finding } from "../model/finding.ts";
import type { Policy } from "../model/policy.ts";
import { applyPolicy } from "../model/policy.ts";
import type { ChangelogReport, Release } from "../model/report.ts";
import { reportHead } from "../model/report-head.ts";
import type { Source } from "../model/source.ts";
import { operationsReached, outlineOf } from "./outline.ts";
import { unreadableVersion } from "./rules.ts";

export { changelogRules } from "./rules.ts";

export interface ChangelogOptions extends DiffOptions {
  readonly policy?: Policy;
  /** `YYYY-MM-DD`, by which waivers expire. */
  readonly today: string;
  readonly progress?: (event: {
    readonly done: number;
    readonly total: number;
    readonly what: string;
  }) => void;
  readonly signal?: AbortSignal;
  /** Take documents with references that lead to nothing, and say so. */
  readonly allowDangling?: boolean;
}

/**
 * What each of some versions changed from the one before it. The first has none before it and makes no release.
 * A document that cannot be read is a finding, and the next one is compared with the last that could.
 * @param entries oldest first.
 */
export async function changelog(
  fetcher: Pick<Fetcher, "open" | "readVersions">,
  entries: readonly VersionEntry[],
  options: ChangelogOptions,
): Promise<ChangelogReport> {
  const { policy, today, progress = () => {}, signal } = options;
  const ruling = applyPolicy(policy, today);
  const releases: Release[] = [];
  const findings: Finding[] = [];
  let previous: Document | undefined;
  let done = 0;
  for await (const source of fetcher.readVersions(entries)) {
    // Comparing is one long breath; between two, the person may stop it and the progress is drawn.
    await nextTurn();
    signal?.throwIfAborted();
    progress({ done: done++, total: entries.length, what: source.version ?? source.ref });
    const document = await open(fetcher, source, findings, { allowDangling: options.allowDangling === true });
    if (document === undefined) continue;
    if (previous !== undefined) {
      const changes = ruling.changes(
        previous.source.sha256 === source.sha256 ? [] : diff(previous, document, options).changes,
      );
      releases.push({
        version: document.version,
        previous: previous.version,
        ...(source.date === undefined ? {} : { date: source.date }),
        summary: summarize(changes),
        changes,
        ...(changes.length === 0 ? {} : { operations: operationsReached(changes, previous, document) }),
      });
    }
    previous = document;
  }
  return {
    ...reportHead("changelog"),
    title: previous?.title ?? "",
    ...(previous === undefined ? {} : { outline: outlineOf(previous) }),
    releases: releases.reverse(),
    findings: [...findings, ...ruling.problems(diffRules)],
  };
}

async function open(
  fetcher: Pick<Fetcher, "open">,
  source: Source,
  findings: Finding[],
  options: LoadOptions,
): Promise<Document | undefined> {
  try {
    const document = loadDocument(source, options);
    findings.push(...danglingFindings(document));
    return document.externalReferences.length === 0
      ? document
      : await fetcher.open(source.version ?? source.ref);
  } catch (error) {
    if (!(error instanceof SpecwitnessError)) throw error;
    findings.push(unreadableVersion(source.version ?? source.ref, error.message));
    return undefined;
  }
}
