import { type DiffOptions, diff, diffRules, summarize } from "../diff/index.ts";
import { danglingFindings } from "../model/dangling.ts";
import type { Document } from "../model/document.ts";
import type { Exchange } from "../model/exchange.ts";
import type { Finding } from "../model/finding.ts";
import type { Policy } from "../model/policy.ts";
import { applyPolicy, withoutWaivers } from "../model/policy.ts";
import type { CompatReport } from "../model/report.ts";
import { documentFacts, reportHead } from "../model/report-head.ts";
import type { ServiceDefinition } from "../model/service.ts";
import { validateRules } from "../validate/index.ts";
import { refusedRequests } from "./refused.ts";
import { countUsage } from "./usage.ts";
import { usedChanges } from "./used-changes.ts";

export interface CompatOptions extends DiffOptions {
  readonly service?: ServiceDefinition;
  readonly policy?: Policy;
  /** `YYYY-MM-DD`, by which waivers expire. */
  readonly today: string;
}

/** Starts reading the recordings from their beginning; what is wrong with them goes to `onProblem`. */
export type Recordings = (onProblem?: (finding: Finding) => void) => AsyncIterable<Exchange>;

/**
 * What moving from `base` to `revision` breaks for the client that made the recordings: the changes that reach an
 * operation it uses, and its very requests that the revision refuses.
 * @throws InputError for recordings that cannot be read at all.
 */
export async function compat(
  base: Document,
  revision: Document,
  recordings: Recordings,
  options: CompatOptions,
): Promise<CompatReport> {
  const { service, consumer, policy, today } = options;
  const ruling = applyPolicy(policy, today);
  const problems: Finding[] = [];
  const usage = await countUsage(
    base,
    recordings((finding) => problems.push(finding)),
    service,
  );
  const refused = await refusedRequests(base, revision, () => recordings(), {
    ...(service === undefined ? {} : { service }),
    ...(consumer === undefined ? {} : { consumer }),
    ...withoutWaivers(policy),
  });
  const all = ruling.changes(diff(base, revision, options).changes);
  const changes = usedChanges(all, usage, refused);
  return {
    ...reportHead("compat"),
    base: documentFacts(base),
    revision: documentFacts(revision),
    usage: {
      exchanges: usage.exchanges,
      operations: { seen: usage.operations.size, total: base.operations.length },
    },
    summary: summarize(changes),
    changes,
    unaffected: all.length - changes.length,
    findings: [
      ...ruling.findings([...[base, revision].flatMap(danglingFindings), ...problems, ...refused]),
      ...ruling.problems([...diffRules, ...validateRules]),
    ],
  };
}
