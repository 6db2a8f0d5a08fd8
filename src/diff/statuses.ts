import type { ResponseObject } from "../model/operation.ts";
import { type Aligned, align } from "./align.ts";

/** Responses of two operations: the same statuses, those that a range took over or let go, and the rest. */
export interface AlignedResponses extends Aligned<ResponseObject> {
  /** A status that is no longer described by itself, next to what now describes it; or the other way round. */
  readonly regrouped: readonly (readonly [ResponseObject, ResponseObject])[];
}

/**
 * Pairs responses by status. What is left over on one side may be described by a range of the other: a status
 * comes before its range, and that before `default` (OpenAPI 3.1.1, 4.8.16).
 */
export function alignResponses(
  before: readonly ResponseObject[],
  after: readonly ResponseObject[],
): AlignedResponses {
  const same = align(before, after, ({ status }) => status);
  const merged = same.gone.flatMap((response) => {
    const wide = widerIn(after, response);
    return wide === undefined ? [] : [[response, wide] as const];
  });
  const parted = same.fresh.flatMap((response) => {
    const wide = widerIn(before, response);
    return wide === undefined ? [] : [[wide, response] as const];
  });
  const regrouped = [...merged, ...parted];
  const told = new Set(regrouped.flat());
  return {
    pairs: same.pairs,
    regrouped,
    gone: same.gone.filter((response) => !told.has(response)),
    fresh: same.fresh.filter((response) => !told.has(response)),
  };
}

/**
 * What describes a status besides or instead of itself. By custom, `default` stands for errors: a success that it
 * alone could mean is one no longer promised.
 */
function widerIn(responses: readonly ResponseObject[], { status }: ResponseObject) {
  const range = responses.find((other) => other.status !== status && other.status === `${status[0]}XX`);
  if (range !== undefined || status.startsWith("2")) return range;
  return status === "default" ? undefined : responses.find((other) => other.status === "default");
}
