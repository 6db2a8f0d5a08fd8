import type { Finding } from "../../model/finding.ts";
import type { ServiceDefinition } from "../../model/service.ts";
import type { Facts } from "../facts.ts";
import { isMissing } from "../facts.ts";
import { versionFinding } from "../finding.ts";
import { EMPTY_LOCK, lockedAs } from "../lock.ts";
import type { CheckOptions } from "../options.ts";
import { type Outcome, skipped } from "../outcome.ts";
import { liveEdited, wentBack } from "./accepted.ts";
import { contentChanged } from "./content-changed.ts";
import { regionsDiffer } from "./regions.ts";

/** Running version = live document = published document = a tag that says so itself. */
export async function checkVersions(
  facts: Facts,
  service: ServiceDefinition,
  { fetcher, lock = EMPTY_LOCK }: Pick<CheckOptions, "fetcher" | "lock">,
): Promise<Outcome> {
  const { running, live, published, tags, tagged, wanted, regions } = facts;
  if (running === undefined && live === undefined && tags === undefined) {
    return skipped("the service has no version endpoint, live document or tags");
  }
  const inDocument = service.documents.versionInDocument !== false;
  const runs = running?.value?.version;
  const serves = inDocument ? live?.value?.infoVersion : undefined;
  const shows = inDocument ? published?.value?.infoVersion : undefined;
  const findings: Finding[] = [];
  if (runs !== undefined && serves !== undefined && runs !== serves) {
    findings.push(
      versionFinding(
        "version-running-differs",
        `the server runs ${runs}, but the document it serves is of ${serves}`,
        {
          expected: serves,
          actual: runs,
          ...(running?.value?.requestId === undefined ? {} : { requestId: running.value.requestId }),
        },
      ),
    );
  }
  if (shows !== undefined && serves !== undefined && shows !== serves) {
    findings.push(
      versionFinding(
        "version-published-differs",
        `the published document is of ${shows}, the live one of ${serves}`,
        {
          expected: serves,
          actual: shows,
        },
      ),
    );
  }
  if (wanted !== undefined && isMissing(tagged)) findings.push(untagged(wanted, facts));
  const claimed = inDocument ? tagged?.value?.infoVersion : undefined;
  if (wanted !== undefined && claimed !== undefined && claimed !== wanted) {
    findings.push(
      versionFinding("version-tag-mismatch", `the document tagged ${wanted} says it is ${claimed}`, {
        expected: wanted,
        actual: claimed,
      }),
    );
  }
  findings.push(...wentBack(runs ?? serves, lock));
  findings.push(...regionsDiffer(regions, { runs, serves }));
  const moved = [
    ...(tagged?.value === undefined || wanted === undefined
      ? []
      : [await contentChanged(fetcher, tagged.value, lockedAs(lock, wanted).tagged)]),
    await liveEdited(facts, service, { fetcher, lock }),
  ].filter((each) => each !== undefined);
  findings.push(...moved.map(({ finding }) => finding));
  const known = [
    { what: "running", version: runs },
    { what: "live", version: serves },
    { what: "published", version: shows },
    { what: "tag", version: tagged?.value === undefined ? undefined : wanted },
    ...regions.map(({ name, running, live }) => ({
      what: name,
      version: running?.value?.version ?? (inDocument ? live?.value?.infoVersion : undefined),
    })),
  ].filter(({ version }) => version !== undefined);
  const elsewhere = regions.flatMap((region) => [region.running, region.live]);
  const errors = [
    running,
    live,
    published,
    tags,
    isMissing(tagged) ? undefined : tagged,
    ...elsewhere,
  ].flatMap((asked) => (asked?.error === undefined ? [] : [asked.error]));
  // What was edited at both places is one edit, at the place of the tag.
  const all = moved.flatMap((each) => each.changes).reverse();
  const edits = new Map(all.map((change) => [change.id, change]));
  const changes = edits.size === 0 ? {} : { changes: [...edits.values()].reverse() };
  return { message: inWords(known), findings, errors, ...changes };
}

/** `running = live = tag: 1.2.0`, or each with its own. */
function inWords(known: readonly { readonly what: string; readonly version: string | undefined }[]): string {
  const [first] = known;
  if (first !== undefined && known.every(({ version }) => version === first.version)) {
    return `${known.map(({ what }) => what).join(" = ")}: ${first.version}`;
  }
  return known.map(({ what, version }) => `${what} ${version}`).join(", ");
}

function untagged(wanted: string, { below, tags }: Facts): Finding {
  const versions = tags?.value?.map(({ version }) => version) ?? [];
  const behind = below === undefined ? 0 : versions.length - 1 - versions.indexOf(below);
  const nearest =
    below === undefined
      ? "and no lower version has one"
      : `the nearest lower tag is ${below}${behind > 0 ? `, ${behind} ${behind === 1 ? "tag" : "tags"} behind the newest` : versions.length > 0 ? ", the newest" : ""}`;
  return versionFinding("version-untagged", `${wanted} has no tag; ${nearest}`, {
    actual: wanted,
    ...(below === undefined ? {} : { expected: below }),
  });
}
