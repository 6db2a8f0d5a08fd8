import type { Fetcher } from "../../fetch/index.ts";
import { loadDocument } from "../../model/document.ts";
import type { Finding } from "../../model/finding.ts";
import type { ServiceDefinition } from "../../model/service.ts";
import { makeSource } from "../../model/source.ts";
import { compareVersions } from "../../model/version.ts";
import { contentOf } from "../content.ts";
import type { Facts } from "../facts.ts";
import { versionFinding } from "../finding.ts";
import { lockedAs, type ServiceLock } from "../lock.ts";
import { type ContentChanged, compared } from "./content-changed.ts";

/** Has the server gone back behind the version that was accepted? */
export function wentBack(runs: string | undefined, { baseline }: ServiceLock): Finding[] {
  if (runs === undefined || baseline === undefined || compareVersions(runs, baseline) >= 0) return [];
  const message = `the server runs ${runs}; the version accepted before is ${baseline}`;
  return [versionFinding("version-went-back", message, { expected: baseline, actual: runs })];
}

/** Does the live document say something else under the version that was accepted? */
export async function liveEdited(
  { live }: Facts,
  service: ServiceDefinition,
  { fetcher, lock }: { readonly fetcher: Pick<Fetcher, "kept">; readonly lock: ServiceLock },
): Promise<ContentChanged | undefined> {
  const document = live?.value;
  if (document === undefined || service.documents.versionInDocument === false) return undefined;
  const { live: accepted } = lockedAs(lock, document.infoVersion);
  if (accepted === undefined) return undefined;
  // As it is remembered and kept: without the members that do not count.
  const { ref, origin } = document.source;
  const counted = makeSource({ ref, origin, bytes: contentOf(document, service) });
  if (accepted === counted.sha256) return undefined;
  const name = `what the live document of ${document.infoVersion} says`;
  return compared(fetcher, loadDocument(counted), accepted, name);
}
