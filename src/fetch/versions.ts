import { UsageError } from "../model/errors.ts";
import { compareVersions, parseVersion } from "../model/version.ts";
import { MissingError } from "./fetch-errors.ts";
import type { Listed } from "./provider.ts";

/** A version that can be read. */
export interface VersionEntry {
  readonly version: string;
  /** ISO 8601, where the place of the versions tells. */
  readonly date?: string;
  /** The reference of its document. */
  readonly ref: string;
}

/** Oldest first, without duplicates and without tags that are no versions (`nightly`). */
export function sortVersions<T extends Listed>(listed: readonly T[]): readonly T[] {
  const byName = new Map(
    listed.filter(({ version }) => parseVersion(version)).map((entry) => [entry.version, entry]),
  );
  return [...byName.values()].sort((a, b) => compareVersions(a.version, b.version));
}

/**
 * Is `text` the version: equal to it (`1.2` is `1.2.0`, `v1.2` is `1.2`), or all of it behind a word
 * (`46.208.0` of `1.0.0-beta.46.208.0`)? Never the end of plain numbers: `1.0` is not `2.1.0`.
 */
function names(text: string, version: string): boolean {
  if (parseVersion(text) !== undefined && compareVersions(text, version) === 0) return true;
  const before = version.endsWith(text) ? version.slice(0, -text.length) : "";
  return /[A-Za-z][.-]$/.test(before) || (/[.-]$/.test(before) && /^[A-Za-z]/.test(text));
}

/**
 * The entry that a text names, in full or in short.
 * @throws MissingError that names the nearest versions; UsageError for a text that names several.
 */
export function findVersion<T extends Listed>(text: string, entries: readonly T[]): T {
  const exact = entries.find(({ version }) => version === text);
  if (exact !== undefined) return exact;
  const matches = entries.filter(({ version }) => names(text, version));
  const [only] = matches;
  if (only !== undefined && matches.length === 1) return only;
  if (matches.length > 1) {
    throw new UsageError({
      what: "cannot tell which version is meant by",
      where: text,
      why: `it may be ${listing(
        matches.slice(0, 5).map(({ version }) => version),
        "or",
      )}`,
      hint: "Write more of it",
    });
  }
  throw missingVersion(text, entries);
}

/** The error that a version does not exist, with its neighbours. */
export function missingVersion(
  text: string,
  entries: readonly Listed[],
  what = "cannot find version",
): MissingError {
  const full = inFull(text, entries);
  const above = entries.findIndex(({ version }) => compareVersions(version, full) > 0);
  const split = above === -1 ? entries.length : above;
  const nearest = entries.slice(Math.max(0, split - 1), split + 1).map(({ version }) => version);
  const nearestLower = split > 0 ? entries[split - 1]?.version : undefined;
  return new MissingError(
    {
      what,
      where: text,
      why: entries.length === 0 ? "there are no versions" : "there is no such version",
      ...(nearest.length > 0
        ? { hint: `The nearest ${nearest.length > 1 ? "are" : "is"} ${listing(nearest, "and")}` }
        : {}),
    },
    { nearest, nearestLower },
  );
}

/** A short version with the words that the newest version begins with, so that it compares with its like. */
function inFull(text: string, entries: readonly Listed[]): string {
  const words = /^.*[A-Za-z][.-]/.exec(entries.at(-1)?.version ?? "")?.[0] ?? "";
  return /[A-Za-z]/.test(text) ? text : words + text;
}

function listing(items: readonly string[], word: "and" | "or"): string {
  return items.length < 2 ? items.join("") : `${items.slice(0, -1).join(", ")} ${word} ${items.at(-1)}`;
}

/** @throws MissingError where there are too few versions. */
export function latestVersion<T extends Listed>(entries: readonly T[], back: 0 | 1): T {
  const found = entries.at(-1 - back);
  if (found !== undefined) return found;
  throw new MissingError({
    what: "cannot find the version",
    where: back === 0 ? "latest" : "previous",
    why: entries.length === 0 ? "there are no versions" : "there is only one version",
  });
}

/**
 * The versions from one to another, both included; an end that is absent is open.
 * @throws UsageError for ends in the wrong order.
 */
export function versionsWithin<T extends Listed>(
  entries: readonly T[],
  from: T | undefined,
  to: T | undefined,
): readonly T[] {
  const first = from === undefined ? 0 : entries.indexOf(from);
  const last = to === undefined ? entries.length - 1 : entries.indexOf(to);
  if (from !== undefined && to !== undefined && first > last) {
    throw new UsageError({
      what: "cannot use the range",
      where: `${from.version}..${to.version}`,
      why: "its first version is newer than its last",
      hint: `Write ${to.version}..${from.version}`,
    });
  }
  return entries.slice(first, last + 1);
}
