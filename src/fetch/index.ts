export { CacheFolder } from "./cache-folder.ts";
export { defaultCacheFolder } from "./cache-place.ts";
export { MissingError, OfflineError, RateLimitError, RefusedError } from "./fetch-errors.ts";
export { createFetcher, type Fetcher, type FetcherOptions, type RunningVersion } from "./fetcher.ts";
export { shownReference } from "./redact.ts";
export { parseRange, parseReference, type Reference, type VersionRange } from "./reference.ts";
export type { VersionEntry } from "./versions.ts";
