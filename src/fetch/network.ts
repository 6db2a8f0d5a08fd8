import { resolve } from "node:path";
import type { ServiceDefinition } from "../model/service.ts";
import { Cache } from "./cache.ts";
import { defaultCacheFolder } from "./cache-place.ts";
import { type ClientOptions, createClient } from "./client.ts";
import { createDownloads, type Downloads } from "./downloads.ts";
import { createHttp, type Http, type HttpOptions } from "./http.ts";
import type { Redactor } from "./redact.ts";
import { USUAL_LIMIT } from "./retry.ts";

/** Time limits and sizes of requests; clock and waiting for tests. */
export type NetworkSettings = Omit<ClientOptions, "env"> &
  Pick<HttpOptions, "attempts" | "concurrency" | "now" | "sleep">;

export interface NetworkOptions {
  readonly service: ServiceDefinition | undefined;
  readonly settings: NetworkSettings | undefined;
  readonly cwd: string;
  readonly cacheDir: string | undefined;
  readonly env: NodeJS.ProcessEnv;
  readonly offline: boolean;
  readonly redactor: Redactor;
  readonly log: (line: string) => void;
  readonly signal: AbortSignal | undefined;
}

export interface Network {
  readonly http: Http;
  readonly cache: Cache;
  readonly downloads: Downloads;
  close(): Promise<void>;
}

/** The way to servers: client, retries, cache. */
export function createNetwork(options: NetworkOptions): Network {
  const { service, settings, cwd, cacheDir, env, offline, redactor, log, signal } = options;
  const client = createClient({ ...settings, env });
  const { remaining, reset } = service?.rateLimit ?? {};
  const own = remaining === undefined || reset === undefined ? [] : [{ remaining, reset }];
  const http = createHttp({ ...settings, client, redactor, log, signal, limits: [...own, USUAL_LIMIT] });
  const cache = new Cache(resolve(cwd, cacheDir ?? defaultCacheFolder(env)), log);
  const downloads = createDownloads({ http, cache, redactor, offline, log });
  return { http, cache, downloads, close: client.close };
}
