import { type Fetcher, MissingError, type VersionEntry } from "../fetch/index.ts";
import type { Document } from "../model/document.ts";
import type { Region, ServiceDefinition } from "../model/service.ts";
import { compareVersions } from "../model/version.ts";
import { type Attempt, attempt } from "./attempt.ts";

/** What the steps look at, asked for once and at the same time. A member is absent where the service has no such thing. */
export interface Facts {
  readonly running?: Attempt<{ readonly version: string; readonly requestId?: string }>;
  readonly live?: Attempt<Document>;
  readonly published?: Attempt<Document>;
  readonly regions: readonly RegionFacts[];
  /** The tagged versions, oldest first. */
  readonly tags?: Attempt<readonly VersionEntry[]>;
  /** The version whose tag is to be there. */
  readonly wanted?: string;
  /** The document under that tag; a {@link MissingError} says that there is no such tag. */
  readonly tagged?: Attempt<Document>;
  /** Where the wanted version has no tag: the highest tag below it. */
  readonly below?: string;
}

/** What another place where the service runs says of itself. */
export interface RegionFacts {
  readonly name: string;
  readonly running?: Attempt<{ readonly version: string }>;
  readonly live?: Attempt<Document>;
}

/** @param only `live` asks for no more than the document that traffic is held against, where there is one. */
export async function gather(
  fetcher: Fetcher,
  service: ServiceDefinition,
  only: "live" | "all",
): Promise<Facts> {
  const { live, published, tagged, versionInDocument } = service.documents;
  if (only === "live" && live !== undefined)
    return { live: await attempt(() => fetcher.open("live")), regions: [] };
  const ask = <Value>(has: unknown, work: () => Promise<Value>) =>
    has === undefined ? undefined : attempt(work);
  const [running, liveDocument, publishedDocument, tags, regions] = await Promise.all([
    ask(service.versionEndpoint, () => fetcher.running()),
    ask(live, () => fetcher.open("live")),
    ask(published, () => fetcher.open("published")),
    ask(tagged, () => fetcher.versions()),
    Promise.all((service.regions ?? []).map((region) => gatherRegion(fetcher, region))),
  ]);
  const stated = versionInDocument === false ? undefined : liveDocument?.value?.infoVersion;
  const wanted = stated ?? running?.value?.version ?? tags?.value?.at(-1)?.version;
  // The server chose this text: it may name a version, and never a file or an address.
  const taggedDocument =
    wanted === undefined ? undefined : await ask(tagged, () => fetcher.openVersion(wanted));
  const below = wanted === undefined ? undefined : lower(wanted, taggedDocument, tags?.value);
  return {
    ...given("running", running),
    ...given("live", liveDocument),
    ...given("published", publishedDocument),
    regions,
    ...given("tags", tags),
    ...given("wanted", wanted),
    ...given("tagged", taggedDocument),
    ...given("below", below),
  };
}

async function gatherRegion(fetcher: Fetcher, region: Region): Promise<RegionFacts> {
  const place = () => fetcher.region(region.name);
  const [running, live] = await Promise.all([
    region.versionEndpoint === undefined ? undefined : attempt(() => place().running()),
    region.live === undefined ? undefined : attempt(() => place().open()),
  ]);
  return { name: region.name, ...given("running", running), ...given("live", live) };
}

/** Is it known that there is no such tag? A failure to ask is something else. */
export function isMissing(tagged: Attempt<Document> | undefined): boolean {
  return tagged?.error instanceof MissingError;
}

function lower(
  wanted: string,
  tagged: Attempt<Document> | undefined,
  tags: readonly VersionEntry[] | undefined,
): string | undefined {
  if (!(tagged?.error instanceof MissingError)) return undefined;
  if (tags === undefined) return tagged.error.nearestLower;
  return tags.findLast(({ version }) => compareVersions(version, wanted) < 0)?.version;
}

function given<Key extends string, Value>(key: Key, value: Value | undefined): { [K in Key]?: Value } {
  return (value === undefined ? {} : { [key]: value }) as { [K in Key]?: Value };
}
