import { InputError } from "../model/errors.ts";
import type { ServiceDefinition } from "../model/service.ts";
import { airfocus } from "../services/airfocus.ts";
import { overrideService, type ServiceOverride } from "../services/index.ts";
import { gitStore } from "./git-store.ts";
import type { LiveApi, Route } from "./live-api.ts";
import type { RateLimit } from "./rate-limit.ts";
import { startUpstream, type Upstream } from "./upstream.ts";
import type { VersionStore } from "./version-store.ts";

const REPOSITORY = "airfocusio/airfocus-api";
const DOCUMENT = "docs/openapi.json";

export interface AirfocusOptions {
  /** What `GET /api/version` says. Default: the newest tag. */
  readonly running?: string;
  /** Whose document the server serves. Default: that of the running version. */
  readonly live?: string;
  readonly routes?: readonly Route[];
  /** A limit on all that GitHub is asked. Default: its own on its REST API. */
  readonly limit?: RateLimit;
  /** Milliseconds since the epoch, for the ends of rate-limit windows. Default: the clock. */
  readonly now?: () => number;
  /** What a tag holds instead of what it holds in the repository: a tag may be moved. */
  readonly moved?: ReadonlyMap<string, Uint8Array>;
}

export interface Airfocus {
  readonly url: string;
  /** The tags, oldest first. */
  readonly versions: readonly string[];
  /** What a configuration says in order to run the shipped definition against this server. */
  readonly override: ServiceOverride;
  /** The shipped definition with the override. */
  readonly service: ServiceDefinition;
  /** The running service: it may be let move on. */
  readonly api: LiveApi;
  readonly requests: Upstream["requests"];
  close(): Promise<void>;
}

/**
 * Plays the airfocus API on loopback: the tags of a clone of its repository as GitHub serves them, beside a server
 * that runs one of them and serves its document with other `servers`.
 * @throws InputError for a folder that is no such clone, or a version without a tag
 */
export async function startAirfocus(repository: string, options: AirfocusOptions = {}): Promise<Airfocus> {
  const tags = gitStore(repository, DOCUMENT);
  const store: VersionStore = {
    ...tags,
    read: async (version) => options.moved?.get(version) ?? tags.read(version),
  };
  const versions = (await store.list()).map((each) => each.version);
  const running = options.running ?? versions.at(-1) ?? "";
  const serving = options.live ?? running;
  const tagged = await store.read(serving);
  if (tagged === undefined) {
    await store.close?.();
    throw new InputError({ what: "cannot serve", where: serving, why: `${repository} has no such tag` });
  }
  const api: LiveApi = {
    version: running,
    document: "",
    rateLimit: { requests: 600, windowSeconds: 60 },
    error: (code, message) => ({ code, message, data: {} }),
    ...(options.routes && { routes: options.routes }),
  };
  const upstream = await startUpstream({
    versions: store,
    repository: REPOSITORY,
    path: DOCUMENT,
    live: api,
    ...(options.limit && { limit: options.limit }),
    ...(options.now && { now: options.now }),
  });
  const document = JSON.parse(new TextDecoder().decode(tagged)) as object;
  api.document = JSON.stringify({ ...document, servers: [{ url: upstream.url }] });
  const override = addressesAt(upstream.url);
  return {
    url: upstream.url,
    versions,
    override,
    service: overrideService(airfocus, override),
    api,
    requests: upstream.requests,
    close: upstream.close,
  };
}

function addressesAt(url: string): ServiceOverride {
  return {
    documents: {
      github: { api: url, raw: url },
      live: `${url}/api/docs/openapi.json`,
      published: `${url}/openapi.json`,
    },
    versionEndpoint: { url: `${url}/api/version` },
    // Only one region is played.
    regions: null,
  };
}
