import type { Finding } from "../../model/finding.ts";
import type { ServiceDefinition } from "../../model/service.ts";
import { compareVersions } from "../../model/version.ts";
import { contentHash } from "../content.ts";
import type { Facts } from "../facts.ts";
import { versionFinding } from "../finding.ts";
import { lockedAs, type ServiceLock } from "../lock.ts";

/** Has the server gone back behind the version that was accepted? */
export function wentBack(runs: string | undefined, { baseline }: ServiceLock): Finding[] {
  if (runs === undefined || baseline === undefined || compareVersions(runs, baseline) >= 0) return [];
  const message = `the server runs ${runs}; the version accepted before is ${baseline}`;
  return [versionFinding("version-went-back", message, { expected: baseline, actual: runs })];
}

/** Does the live document say something else under the version that was accepted? */
export function liveEdited({ live }: Facts, service: ServiceDefinition, lock: ServiceLock): Finding[] {
  const document = live?.value;
  if (document === undefined || service.documents.versionInDocument === false) return [];
  const { live: accepted } = lockedAs(lock, document.infoVersion);
  const actual = contentHash(document, service);
  if (accepted === undefined || accepted === actual) return [];
  const message = `the live document of ${document.infoVersion} says something else than the one accepted before`;
  return [versionFinding("version-content-changed", message, { expected: accepted, actual })];
}
