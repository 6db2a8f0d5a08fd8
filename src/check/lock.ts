import type { ServiceDefinition } from "../model/service.ts";
import { compareVersions } from "../model/version.ts";
import { contentHash } from "./content.ts";
import type { Facts } from "./facts.ts";

/** What was accepted of one service: what is seen later is held against it. */
export interface ServiceLock {
  /** The version that the server ran when it was last looked at and accepted. */
  readonly baseline?: string;
  /** By version. */
  readonly versions: Readonly<Record<string, VersionLock>>;
}

export interface VersionLock {
  /** SHA-256 of the document under the version's tag, to the byte. */
  readonly tagged?: string;
  /** SHA-256 of what the live document says, formatting and the members that a service lets differ aside. */
  readonly live?: string;
}

export const EMPTY_LOCK: ServiceLock = { versions: {} };

/** The content hashes and the running version that a check has seen. */
export function seenIn(facts: Facts, service: ServiceDefinition): ServiceLock {
  const { live, tagged, wanted, running } = facts;
  const numbered = service.documents.versionInDocument !== false;
  const liveVersion = numbered ? live?.value?.infoVersion : running?.value?.version;
  const versions = new Map<string, VersionLock>();
  const note = (version: string | undefined, seen: VersionLock) => {
    if (version !== undefined) versions.set(version, { ...versions.get(version), ...seen });
  };
  if (tagged?.value !== undefined) note(wanted, { tagged: tagged.value.source.sha256 });
  if (live?.value !== undefined) note(liveVersion, { live: contentHash(live.value, service) });
  const baseline = running?.value?.version ?? (numbered ? live?.value?.infoVersion : undefined);
  return { ...(baseline === undefined ? {} : { baseline }), versions: Object.fromEntries(versions) };
}

/** The lock with what was seen; what was not seen stays as it is. */
export function mergeLock(lock: ServiceLock, seen: ServiceLock): ServiceLock {
  const names = [...new Set([...Object.keys(lock.versions), ...Object.keys(seen.versions)])];
  const baseline = seen.baseline ?? lock.baseline;
  return {
    ...(baseline === undefined ? {} : { baseline }),
    versions: Object.fromEntries(
      names.sort(compareVersions).map((name) => [name, { ...lockedAs(lock, name), ...lockedAs(seen, name) }]),
    ),
  };
}

/** What is remembered of a version; nothing for one that is not there. */
export function lockedAs({ versions }: ServiceLock, version: string): VersionLock {
  return (Object.hasOwn(versions, version) ? versions[version] : undefined) ?? {};
}
