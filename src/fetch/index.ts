export { createFetcher, type Fetcher, type FetcherOptions, type RunningVersion } from "./fetcher.ts";
export { RateLimitError } from "./http.ts";
export { MissingError, OfflineError } from "./missing.ts";
export { parseRange, parseReference, type Reference, type VersionRange } from "./reference.ts";
export type { VersionEntry } from "./versions.ts";
