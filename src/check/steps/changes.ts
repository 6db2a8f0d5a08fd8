import { diff } from "../../diff/index.ts";
import type { Fetcher } from "../../fetch/index.ts";
import type { ServiceDefinition } from "../../model/service.ts";
import { attempt } from "../attempt.ts";
import { contentBesideNumber, ignoredMembers, isIgnored } from "../content.ts";
import { type Facts, isMissing } from "../facts.ts";
import type { CheckOptions } from "../options.ts";
import { failed, type Outcome, skipped } from "../outcome.ts";

/** What the running server's document says that its tag, or the nearest tag below it, does not. */
export async function checkChanges(
  facts: Facts,
  service: ServiceDefinition,
  options: CheckOptions,
): Promise<Outcome> {
  const { live, tagged, tags, wanted } = facts;
  if (live === undefined) return skipped("the service has no live document");
  if (live.error !== undefined) return failed(live.error);
  if (tags === undefined) return skipped("the service has no tags");
  if (tagged === undefined)
    return tags.error === undefined ? skipped("there is no tag yet") : failed(tags.error);
  const base = isMissing(tagged) ? await openBelow(facts, options.fetcher) : tagged;
  if (base === undefined) return skipped(`${wanted} has no tag, and no lower version has one`);
  if (base.error !== undefined) return failed(base.error);
  const ignored = ignoredMembers(service);
  const between = `${base.value.version} → live`;
  const { changes } = diff(base.value, live.value, diffOptions(service, options));
  const counted = changes.filter((change) => !isIgnored(change, ignored));
  const message =
    contentBesideNumber(base.value, ignored) === contentBesideNumber(live.value, ignored)
      ? base.value.infoVersion === live.value.infoVersion
        ? "no difference"
        : "version number only"
      : `${counted.length} ${counted.length === 1 ? "change" : "changes"}`;
  return { message: `${between}: ${message}`, findings: [], changes: counted };
}

async function openBelow({ below }: Facts, fetcher: Fetcher) {
  return below === undefined ? undefined : attempt(() => fetcher.openVersion(below));
}

function diffOptions(service: ServiceDefinition, { consumer, openWorld }: CheckOptions) {
  return {
    ...(consumer === undefined ? {} : { consumer }),
    ...(openWorld === undefined ? {} : { openWorld }),
    ...(service.requirements === undefined ? {} : { requirements: service.requirements }),
  };
}
