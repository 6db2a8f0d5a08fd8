import { type Fetcher, MissingError } from "../../src/fetch/index.ts";
import { type Document, loadDocument } from "../../src/model/document.ts";
import { InputError, UsageError } from "../../src/model/errors.ts";
import { makeSource, type Source } from "../../src/model/source.ts";
import { compareVersions, parseVersion } from "../../src/model/version.ts";

/** What there is to be fetched; an `undefined` or absent document is missing, an Error is thrown instead. */
export interface Shelf {
  /** Documents by version: the tags. */
  readonly tags?: Readonly<Record<string, string | Error>>;
  readonly live?: string | Error;
  readonly published?: string | Error;
  readonly running?: string | Error;
  /** Listing the tags fails. */
  readonly unlisted?: Error;
}

export const DOWN = new InputError({ what: "cannot fetch", where: "https://api.example", why: "it is down" });

/** A fetcher without a network. @param kept what was kept, for several fetchers together. */
export function shelfFetcher(shelf: Shelf, kept = new Map<string, Source>()): Fetcher {
  const read = async (ref: string) => {
    const content =
      ref === "live" ? shelf.live : ref === "published" ? shelf.published : own(shelf.tags ?? {}, ref);
    if (content === undefined)
      throw new MissingError({ what: "cannot find", where: ref, why: "there is none" });
    if (content instanceof Error) throw content;
    const isTag = ref !== "live" && ref !== "published";
    return makeSource({ ref, origin: ref, bytes: content, ...(isTag ? { version: ref } : {}) });
  };
  const open = async (ref: string): Promise<Document> => loadDocument(await read(ref));
  const versions = async () => {
    if (shelf.unlisted !== undefined) throw shelf.unlisted;
    return Object.keys(shelf.tags ?? {})
      .sort(compareVersions)
      .map((version) => ({ version, ref: version }));
  };
  return {
    read,
    open,
    async openVersion(version) {
      if (parseVersion(version) === undefined)
        throw new UsageError({ what: "cannot use the version", where: version, why: "it is none" });
      return open(version);
    },
    region: (name) => ({
      open: () => open(`live in ${name}`),
      running: async () => ({ version: "", url: "" }),
    }),
    keep: async (_, bytes) => {
      const source = makeSource({ ref: "kept", origin: "kept", bytes });
      kept.set(source.sha256, source);
    },
    kept: async (sha256) => kept.get(sha256),
    versions,
    range: versions,
    async *readVersions(entries) {
      for (const { version } of entries) yield await read(version);
    },
    async *openVersions(entries) {
      for (const { version } of entries) yield await open(version);
    },
    async running() {
      if (shelf.running instanceof Error) throw shelf.running;
      return { version: shelf.running ?? "", url: "https://api.example/version", requestId: "r-1" };
    },
    close: async () => {},
  };
}

function own<Value>(object: Readonly<Record<string, Value>>, key: string): Value | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}
