import { UsageError } from "../model/errors.ts";
import { MissingError, OfflineError } from "./fetch-errors.ts";
import type { Fetched, Listed } from "./provider.ts";
import type { Reader } from "./reader.ts";
import { shownReference } from "./redact.ts";
import { formatReference } from "./reference.ts";
import type { Template } from "./template.ts";
import { findVersion, missingVersion, sortVersions, type VersionEntry } from "./versions.ts";

/** The versions that a template leads to. */
export interface VersionSource {
  /** All, oldest first; asked for once. */
  all(): Promise<readonly VersionEntry[]>;
  /** The version that a text names, in full or in short. */
  find(text: string): Promise<VersionEntry>;
  /** Its document. A short form is looked for only where the text itself is no version. */
  read(text: string, ref: string): Promise<Fetched>;
  readEntry(entry: VersionEntry, ref: string): Promise<Fetched>;
  /** The document of exactly this version; a MissingError names its neighbours. */
  readExactly(version: string, ref: string, what?: string): Promise<Fetched>;
}

/** @param template is asked for when first needed: without one, only what needs it fails. */
export function createVersionSource(template: (need: string) => Template, reader: Reader): VersionSource {
  let listing: Promise<readonly VersionEntry[]> | undefined;

  async function list(): Promise<readonly VersionEntry[]> {
    const { reference, text, at } = template("the versions");
    const listed = await reader.list(reference);
    if (listed === undefined) {
      throw new UsageError({
        what: "cannot list the versions of",
        where: shownReference(text),
        why: "a URL does not tell which versions there are",
        hint: "Name a repository, a package or files: github:OWNER/REPO#{version}:PATH",
      });
    }
    return sortVersions(listed).map((entry) => ({
      ...entry,
      ref: shownReference(formatReference(at(entry.version))),
    }));
  }

  const all = () => {
    listing ??= list();
    return listing;
  };
  const at = ({ version, date }: Listed, ref: string) =>
    reader.read(template(ref).at(version), { ref, version, ...(date === undefined ? {} : { date }) });

  /** Reads a version; where there is none, lets `recover` look at all there are. */
  async function readOr(
    version: string,
    ref: string,
    recover: (entries: readonly VersionEntry[]) => Promise<Fetched>,
  ): Promise<Fetched> {
    try {
      return await at({ version }, ref);
    } catch (error) {
      if (!(error instanceof MissingError || error instanceof OfflineError)) throw error;
      const entries = await all().catch(() => undefined);
      if (entries === undefined || entries.some((entry) => entry.version === version)) throw error;
      return recover(entries);
    }
  }

  return {
    all,
    find: async (text) => findVersion(text, await all()),
    read: (text, ref) => readOr(text, ref, async (entries) => at(findVersion(text, entries), ref)),
    readEntry: at,
    readExactly: (version, ref, what) =>
      readOr(version, ref, async (entries) => {
        throw missingVersion(version, entries, what);
      }),
  };
}
