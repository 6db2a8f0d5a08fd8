import type { Release } from "../../model/report.ts";
import { parseVersion } from "../../model/version.ts";
import { counted } from "../wording.ts";

/** `126 of 316 versions after 1.2.0 changed something for a client.` */
export function changedSentence(releases: readonly Release[]): string {
  const first = releases.at(-1)?.previous;
  if (first === undefined) return "There are no two versions to compare.";
  const changed = releases.filter(({ changes }) => changes.length > 0).length;
  return `${changed} of ${counted(releases.length, "version")} after ${first} changed something for a client.`;
}

/** Releases one by one, but those in a row that changed nothing together. Newest first, as they are given. */
export function runsOf(releases: readonly Release[]): (readonly [Release, ...Release[]])[] {
  const runs: [Release, ...Release[]][] = [];
  for (const release of releases) {
    const last = runs.at(-1);
    if (last?.[0].changes.length === 0 && release.changes.length === 0) last.push(release);
    else runs.push([release]);
  }
  return runs;
}

/** The name of a run: `1.0.0-beta.33.31.7 – 33.34.3`. */
export function runTitle(run: readonly [Release, ...Release[]]): string {
  const newest = run[0].version;
  const oldest = run.at(-1)?.version ?? newest;
  return run.length === 1 ? newest : `${oldest} – ${withoutLabel(newest, oldest)}`;
}

/** `1.0.0-beta.33.34.3` beside another `1.0.0-beta.…` is `33.34.3`. */
export function withoutLabel(version: string, beside: string): string {
  const label = /^.*-[A-Za-z]+\./.exec(version)?.[0];
  return label !== undefined && beside.startsWith(label) ? version.slice(label.length) : version;
}

/** What a version's permalink is called, whatever comes after it: fit for an HTML id and a URL. */
export function anchorOf(version: string): string {
  return `v${version.replace(/^v(?=\d)/, "").replace(/[^\w.-]/g, "-")}`;
}

/**
 * Which page a version stands on: `v47` for `47.2.1` and for `1.0.0-beta.47.144.0`, whose numbers before the label
 * never move; what is no version stands on `other`.
 */
export function bucketOf(version: string): string {
  const parsed = parseVersion(version);
  if (parsed === undefined) return "other";
  const [, ...moving] = parsed.prerelease;
  const inLabel = moving.length > 1 ? moving[0] : undefined;
  return `v${typeof inLabel === "bigint" ? inLabel : (parsed.numbers[0] ?? 0n)}`;
}
