import type { Document } from "../model/document.ts";
import { UsageError } from "../model/errors.ts";
import type { ServiceDefinition } from "../model/service.ts";
import { makeSource, type Source } from "../model/source.ts";
import { openDocument } from "./bundling.ts";
import { MissingError } from "./fetch-errors.ts";
import { readLogin } from "./login.ts";
import { createNetwork, type NetworkSettings } from "./network.ts";
import type { Fetched } from "./provider.ts";
import { GITHUB } from "./providers/github.ts";
import { createReader } from "./reader.ts";
import { isHttpUrl, Redactor, shownReference } from "./redact.ts";
import { type Alias, parseRange, parseReference } from "./reference.ts";
import { inOrder } from "./semaphore.ts";
import { placesOf } from "./service-places.ts";
import { parseTemplate, type Template } from "./template.ts";
import { readVersionAnswer } from "./version-endpoint.ts";
import { createVersionSource } from "./version-source.ts";
import { latestVersion, type VersionEntry, versionsWithin } from "./versions.ts";

/** What a fetcher is told. Everything it does not say has the default of the command line. */
export interface FetcherOptions {
  readonly service?: ServiceDefinition | undefined;
  /** A reference with `{version}` in it: where the documents of the versions are. Wins over the service's. */
  readonly versionsTemplate?: string | undefined;
  /** Read from the cache only, and fail for what it does not have. */
  readonly offline?: boolean | undefined;
  readonly cacheDir?: string | undefined;
  /** Let references in documents lead out of their folders, and to addresses of the local network. */
  readonly allowExternal?: boolean | undefined;
  /** Open documents with references that lead to nothing, too. */
  readonly allowDangling?: boolean | undefined;
  readonly cwd?: string | undefined;
  readonly env?: NodeJS.ProcessEnv | undefined;
  readonly stdin?: (() => Promise<Uint8Array>) | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Told of the progress of long work. */
  readonly progress?: ((event: { done: number; total: number; what: string }) => void) | undefined;
  /** Told, line by line, what a person may want to know: retries, waiting, a tag that moved. */
  readonly log?: ((line: string) => void) | undefined;
  readonly network?: NetworkSettings | undefined;
}

/** Brings documents. */
export interface Fetcher {
  /**
   * The bytes of any reference, with where they came from.
   * @throws UsageError for text that is no reference; MissingError for what is not there; InputError for what cannot be had.
   */
  read(ref: string): Promise<Source>;
  /** {@link read}, then the document in it, whole: references to other files are brought in. */
  open(ref: string): Promise<Document>;
  /**
   * The document of exactly this version. Unlike {@link open} this takes no other reference: it is for what a
   * server or a document says its version is.
   * @throws MissingError that names the nearest versions.
   */
  openVersion(version: string): Promise<Document>;
  /** All versions, oldest first. */
  versions(): Promise<readonly VersionEntry[]>;
  /** The versions of `A..B` (both included), `A..`, `..B`; of all, where nothing is said. */
  range(text?: string): Promise<readonly VersionEntry[]>;
  /** The bytes of these versions in their order, fetched ahead. A version without a document is left out and logged. */
  readVersions(entries: readonly VersionEntry[]): AsyncIterable<Source>;
  /** Like {@link readVersions}, as whole documents. */
  openVersions(entries: readonly VersionEntry[]): AsyncIterable<Document>;
  /** What the service's version endpoint says. */
  running(): Promise<RunningVersion>;
  /** Another place where the service runs. */
  region(name: string): {
    open(): Promise<Document>;
    running(): Promise<RunningVersion>;
  };
  /** Keeps a content under a name of its own, so that {@link kept} finds it. */
  keep(name: string, bytes: Uint8Array): Promise<void>;
  /** A content that was fetched before, by its SHA-256, if it is still kept. Nothing is asked for. */
  kept(sha256: string): Promise<Source | undefined>;
  /** Ends connections and processes. */
  close(): Promise<void>;
}

export interface RunningVersion {
  readonly version: string;
  readonly url: string;
  /** The server's id of the request, to quote to its support. */
  readonly requestId?: string;
}

/** How many versions are fetched ahead of the one that is looked at. */
const AHEAD = 8;

/** Makes a fetcher; {@link Fetcher.close} it in the end. */
export function createFetcher(options: FetcherOptions = {}): Fetcher {
  const { service, offline = false, env = process.env, cwd = process.cwd(), signal, stdin } = options;
  const log = options.log ?? (() => undefined);
  const redactor = new Redactor();
  const network = createNetwork({
    ...{ service, cwd, env, offline, redactor, log, signal },
    cacheDir: options.cacheDir,
    settings: options.network,
  });
  const { downloads, http } = network;
  const places = placesOf(service, env);
  const login = readLogin({
    ...{ authentication: service?.authentication, env, redactor, http },
    trusted: () => places.origins,
    renewalUrl: () => places.tokens,
    now: options.network?.now ?? Date.now,
  });
  const github = service?.documents.github ?? GITHUB;
  const reader = createReader({
    ...{ downloads, login, github, cwd, env, log, signal, stdin },
    allowExternal: options.allowExternal === true,
  });

  let template: Template | undefined;
  const versions = createVersionSource((need) => {
    const text = options.versionsTemplate ?? places.tagged;
    if (text === undefined) throw withoutVersions(need, service);
    template ??= parseTemplate(text, github.raw);
    return template;
  }, reader);

  async function find(ref: string): Promise<Fetched> {
    const reference = parseReference(ref);
    switch (reference.kind) {
      case "alias":
        return findAlias(reference.name);
      case "version":
        return versions.read(reference.version, ref);
      case "file":
        return reader.read(reference, { ref }).catch((error: unknown) => orVersion(ref, error));
      default:
        return reader.read(reference, { ref: shownReference(ref) });
    }
  }

  /** What is no file may be the end of a version: `beta.46.208.0`. */
  async function orVersion(text: string, error: unknown): Promise<Fetched> {
    const likely =
      error instanceof MissingError && /^[^\\/]*\d$/.test(text) && (options.versionsTemplate ?? service);
    const entry = likely ? await versions.find(text).catch(() => undefined) : undefined;
    if (entry === undefined) throw error;
    return versions.readEntry(entry, text);
  }

  async function findAlias(alias: Alias): Promise<Fetched> {
    switch (alias) {
      case "latest":
      case "previous":
        return versions.readEntry(latestVersion(await versions.all(), alias === "latest" ? 0 : 1), alias);
      case "running":
        return versions.readExactly(
          (await running()).version,
          alias,
          "cannot find a tag of the running version",
        );
      case "live":
      case "published": {
        return readPlace(places[alias], alias, `says where its ${alias} document is`);
      }
    }
  }

  async function readPlace(text: string | undefined, ref: string, what: string): Promise<Fetched> {
    const place = text === undefined ? undefined : parseReference(text);
    if (place === undefined || place.kind === "alias" || place.kind === "version")
      throw notOfService(ref, what, service);
    return reader.read(place, { ref });
  }

  async function running(url = places.versionEndpoint): Promise<RunningVersion> {
    if (url === undefined || !isHttpUrl(url))
      throw notOfService("running", "is the URL of a version endpoint", service);
    const answer = await downloads.get(url, {
      headers: { accept: "application/json, text/plain;q=0.9, */*;q=0.5" },
      credentials: login.for(url),
      authHint: login.hint,
    });
    const version = readVersionAnswer(
      answer.bytes,
      service?.versionEndpoint?.pointer ?? "/version",
      answer.origin,
    );
    const requestId = answer.headers.get(service?.requestIdHeader ?? "x-request-id");
    return { version, url: answer.origin, ...(requestId === undefined ? {} : { requestId }) };
  }

  /** One end of a range. */
  async function end(text: string | undefined): Promise<VersionEntry | undefined> {
    switch (text) {
      case undefined:
        return undefined;
      case "latest":
      case "previous":
        return latestVersion(await versions.all(), text === "latest" ? 0 : 1);
      case "running":
        return versions.find((await running()).version);
      default:
        return versions.find(text);
    }
  }

  async function* eachVersion(entries: readonly VersionEntry[]): AsyncGenerator<Fetched> {
    let done = 0;
    const fetched = inOrder(entries, AHEAD, async (entry) => {
      try {
        return await versions.readEntry(entry, entry.version);
      } catch (error) {
        if (!(error instanceof MissingError)) throw error;
        log(`version ${entry.version} is left out: ${error.message}`);
        return undefined;
      }
    });
    for await (const one of fetched) {
      done++;
      options.progress?.({ done, total: entries.length, what: "versions" });
      if (one !== undefined) yield one;
    }
  }

  const open = (fetched: Fetched) => openDocument(fetched, { allowDangling: options.allowDangling === true });

  return {
    read: async (ref) => (await find(ref)).source,
    open: async (ref) => open(await find(ref)),
    openVersion: async (version) => open(await versions.readExactly(version, version)),
    versions: versions.all,
    async range(text) {
      const { from, to } = text === undefined ? {} : parseRange(text);
      return versionsWithin(await versions.all(), await end(from), await end(to));
    },
    async *readVersions(entries) {
      for await (const { source } of eachVersion(entries)) yield source;
    },
    async *openVersions(entries) {
      for await (const fetched of eachVersion(entries)) yield open(fetched);
    },
    running: () => running(),
    region: (name) => ({
      open: async () =>
        open(await readPlace(places.region(name).live, `live in ${name}`, "says where that is")),
      running: async () => running(places.region(name).versionEndpoint ?? ""),
    }),
    async keep(name, body) {
      await network.cache.put(`kept:${name}`, { url: name, headers: {}, fixed: true, body });
    },
    async kept(sha256) {
      const bytes = await network.cache.content(sha256);
      const name = `sha256:${sha256.slice(0, 12)}`;
      return bytes === undefined ? undefined : makeSource({ ref: name, origin: name, bytes });
    },
    async close() {
      await Promise.all([reader.close(), network.close()]);
    },
  };
}

function withoutVersions(need: string, service: ServiceDefinition | undefined): UsageError {
  return new UsageError({
    what: "cannot look up",
    where: need,
    why:
      service === undefined
        ? "no service is named"
        : `the service ${service.name} does not say where its versions are`,
    hint: "Give --service NAME or --versions TEMPLATE. A file of that name is written with ./ before it",
  });
}

function notOfService(ref: string, what: string, service: ServiceDefinition | undefined): UsageError {
  return new UsageError({
    what: "cannot look up",
    where: ref,
    why: service === undefined ? "no service is named" : `nothing in the service ${service.name} ${what}`,
    hint: service === undefined ? "Give --service NAME" : "Add it to the service's definition",
  });
}
