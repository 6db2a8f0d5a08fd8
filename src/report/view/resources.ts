import type { Change } from "../../model/finding.ts";
import type { OperationFacts } from "../../model/report.ts";

/** What stands first: schemas and answers that several resources share. */
const SHARED = "Shared by several resources";
/** What reaches no operation stands last. */
const DOCUMENT = "The document";

/** Tells under which heading changes belong: the tag of most of the operations they reach. */
export function resourceFinder(
  operations: readonly OperationFacts[],
): (changes: readonly Change[]) => string {
  const tags = new Map(operations.map(({ operation, resource }) => [operation, resource]));
  return (changes) => {
    const reached = new Set(
      changes.flatMap(({ effects }) => effects.flatMap(({ reaches }) => reaches.map((one) => one.operation))),
    );
    const counts = new Map<string, number>();
    for (const operation of reached) {
      const tag = tags.get(operation) ?? withoutTag(operation);
      counts.set(tag, (counts.get(tag) ?? 0) + 1);
    }
    const [most] = [...counts].sort(([, left], [, right]) => right - left);
    if (most === undefined) return DOCUMENT;
    return most[1] * 3 >= reached.size * 2 ? most[0] : SHARED;
  };
}

/** An operation without a tag stands under the beginning of its path: `/pets/{id}` under `pets`. */
function withoutTag(operation: string): string {
  const segments = (operation.split(" ")[1] ?? "").split("/").filter((one) => one !== "");
  const named = segments.filter((one) => !one.startsWith("{") && !/^(?:api|v\d+)$/i.test(one));
  return named[0] ?? operation;
}

/** Shared things first, the document last, else by name. */
export function byResource(left: string, right: string): number {
  const rank = (name: string) => (name === SHARED ? 0 : name === DOCUMENT ? 2 : 1);
  return rank(left) - rank(right) || (left < right ? -1 : left > right ? 1 : 0);
}
