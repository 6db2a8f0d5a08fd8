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
    const wide = rangeOf(after, response) ?? defaultFor(after, response);
    return wide === undefined ? [] : [[response, wide] as const];
  });
  // Next to `default`, a status that is named is news; next to its range it is a detail.
  const parted = same.fresh.flatMap((response) => {
    const wide = rangeOf(before, response);
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

function rangeOf(responses: readonly ResponseObject[], { status }: ResponseObject) {
  return responses.find((other) => other.status !== status && other.status === `${status[0]}XX`);
}

/** By custom, `default` stands for errors: a success that it alone could mean is one no longer promised. */
function defaultFor(responses: readonly ResponseObject[], { status }: ResponseObject) {
  return status.startsWith("2") ? undefined : responses.find((other) => other.status === "default");
}
