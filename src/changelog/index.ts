import { diffRules, summarize } from "../diff/index.ts";
import type { Fetcher, VersionEntry } from "../fetch/index.ts";
import type { Change } from "../model/finding.ts";
import { applyPolicy, type Policy } from "../model/policy.ts";
import type { ChangelogReport, Release } from "../model/report.ts";
import { reportHead } from "../model/report-head.ts";
import { type ChangelogPart, changelogPart, type PartOptions } from "./part.ts";

export { openVersion } from "./open-version.ts";
export { type ChangelogPart, changelogPart } from "./part.ts";

/** What counts. */
export interface Judging {
  readonly policy?: Policy;
  /** `YYYY-MM-DD`, by which waivers expire. */
  readonly today: string;
}

export type ChangelogOptions = Omit<PartOptions, "shard"> & Judging;

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
  return changelogOf([await changelogPart(fetcher, entries, options)], options);
}

/** @param parts all of a history's, oldest first. */
export function changelogOf(parts: readonly ChangelogPart[], { policy, today }: Judging): ChangelogReport {
  const ruling = applyPolicy(policy, today);
  const newest = parts.findLast((part) => part.newest !== undefined)?.newest;
  const releases = parts.flatMap(({ steps }) =>
    steps.map(({ changes: found, operations = [], ...step }): Release => {
      const changes = ruling.changes(found);
      const left = new Set(changes.flatMap(operationsOf));
      return {
        ...step,
        summary: summarize(changes),
        changes,
        ...(changes.length === 0
          ? {}
          : { operations: operations.filter(({ operation }) => left.has(operation)) }),
      };
    }),
  );
  return {
    ...reportHead("changelog"),
    title: newest?.title ?? "",
    ...(newest === undefined ? {} : { outline: newest.outline }),
    releases: releases.reverse(),
    findings: [...parts.flatMap(({ findings }) => findings), ...ruling.problems(diffRules)],
  };
}

function operationsOf({ effects }: Change): string[] {
  return effects.flatMap(({ reaches }) => reaches.map(({ operation }) => operation));
}
