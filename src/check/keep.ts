import type { Fetcher } from "../fetch/index.ts";
import type { ServiceDefinition } from "../model/service.ts";
import { contentOf } from "./content.ts";
import type { Facts } from "./facts.ts";

/** Keeps what a lock names by its hash only, so that a later check can tell what the difference is. */
export async function keepSeen(facts: Facts, service: ServiceDefinition, fetcher: Fetcher): Promise<void> {
  const tagged = facts.tagged?.value;
  const live = facts.live?.value;
  if (tagged !== undefined) await fetcher.keep(`tag at ${tagged.source.origin}`, tagged.source.bytes);
  if (live !== undefined) {
    const content = new TextEncoder().encode(contentOf(live, service));
    await fetcher.keep(`live at ${live.source.origin}`, content);
  }
}
