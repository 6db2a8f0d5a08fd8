import type { Document } from "../model/document.ts";
import type { Exchange } from "../model/exchange.ts";
import type { Finding } from "../model/finding.ts";
import { type ValidateOptions, validate } from "../validate/index.ts";

/** Reads the recordings once more, from the start. */
export type Replay = () => AsyncIterable<Exchange>;

/**
 * The client's requests that fit the base and that the revision refuses. Answers are left out: that an old server's
 * answer does not fit the new document says nothing about what the client will be able to read.
 */
export async function refusedRequests(
  base: Document,
  revision: Document,
  replay: Replay,
  options: ValidateOptions,
): Promise<Finding[]> {
  // Every sighting is needed to tell which requests were already wrong.
  const everySighting = { ...options, maxExamples: Number.POSITIVE_INFINITY };
  const before = await validate(base, requestsOnly(replay()), everySighting);
  const after = await validate(revision, requestsOnly(replay()), everySighting);
  const wrongBefore = new Set(harmful(before.findings).flatMap(({ examples }) => examples.map(keyOf)));
  const shown = options.maxExamples ?? 3;
  return harmful(after.findings).flatMap((finding) => {
    const examples = finding.examples.filter((example) => !wrongBefore.has(keyOf(example)));
    if (examples.length === 0) return [];
    return [{ ...finding, count: examples.length, examples: examples.slice(0, shown) }];
  });
}

/** Notes and the like are no refusal. */
function harmful(findings: readonly Finding[]): readonly Finding[] {
  return findings.filter(({ severity }) => severity === "breaking" || severity === "dangerous");
}

function keyOf({ recording, index }: Finding["examples"][number]): string {
  return `${recording}\u0000${index}`;
}

async function* requestsOnly(exchanges: AsyncIterable<Exchange>): AsyncGenerator<Exchange> {
  for await (const { response: _, ...exchange } of exchanges) yield exchange;
}
