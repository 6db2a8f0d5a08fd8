import type { Change, Finding } from "../model/finding.ts";
import type { UsedChange } from "../model/report.ts";
import type { OperationUsage, Usage } from "./usage.ts";

/**
 * The changes that reach an operation the client uses, with only what they do to these.
 * @param refused what the revision refuses of the client's requests, each telling the place that refuses it.
 */
export function usedChanges(
  changes: readonly Change[],
  usage: Usage,
  refused: readonly Finding[],
): UsedChange[] {
  return changes.flatMap((change) => {
    const effects = change.effects.flatMap((effect) => {
      const reaches = effect.reaches.filter(({ operation }) => usage.operations.has(operation));
      return reaches.length === 0 ? [] : [{ ...effect, reaches }];
    });
    if (effects.length === 0) return [];
    const operations = [
      ...new Set(effects.flatMap(({ reaches }) => reaches.map((reach) => reach.operation))),
    ];
    const uses = operations.flatMap((operation) => usage.operations.get(operation) ?? []);
    const touching = countWithin(change, refused);
    const lastSeen = latest(uses);
    return [
      {
        ...change,
        effects,
        usage: {
          exchanges: uses.reduce((sum, use) => sum + use.exchanges, 0),
          ...(touching === 0 ? {} : { touching }),
          ...(lastSeen === undefined ? {} : { lastSeen }),
          operations: operations.sort(),
        },
      },
    ];
  });
}

/** Refused requests certainly hold what the change is about; of the others that cannot be told from its place alone. */
function countWithin({ revision }: Change, refused: readonly Finding[]): number {
  if (revision === undefined) return 0;
  const inside = refused.filter(({ document }) => {
    const place = document?.pointer;
    return place !== undefined && (place === revision.pointer || place.startsWith(`${revision.pointer}/`));
  });
  return inside.reduce((sum, { count }) => sum + count, 0);
}

function latest(uses: readonly OperationUsage[]): string | undefined {
  return uses
    .flatMap(({ lastSeen }) => lastSeen ?? [])
    .sort()
    .at(-1);
}
