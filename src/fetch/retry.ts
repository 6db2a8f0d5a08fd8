import type { HttpResponse } from "./client.ts";

/** Header names of a rate limit, in lower case. */
export interface RateLimitHeaders {
  readonly remaining: string;
  /** UTC epoch seconds at which the window ends. */
  readonly reset: string;
}

/** GitHub's names, which many others use. */
export const USUAL_LIMIT: RateLimitHeaders = {
  remaining: "x-ratelimit-remaining",
  reset: "x-ratelimit-reset",
};

const WORTH_ANOTHER_TRY: ReadonlySet<number> = new Set([429, 500, 502, 503, 504]);
export const ATTEMPTS = 4;
/** Longer than this nobody waits: what was asked for fails and says when to come back. */
export const LONGEST_WAIT = 120_000;
const FIRST_DELAY = 250;

/** Milliseconds before the attempt after number `attempt` (from 1), where the server does not say. */
export function backOff(attempt: number): number {
  return FIRST_DELAY * 4 ** (attempt - 1);
}

/** What an answer says of its rate limit, under whichever of the names; NaN for what it does not say. */
export function windowOf({ headers }: HttpResponse, names: readonly RateLimitHeaders[]) {
  const { remaining, reset } = names.find((each) => headers.has(each.remaining)) ?? USUAL_LIMIT;
  const number = (name: string) => Number(headers.get(name)?.trim() || Number.NaN);
  return { remaining: number(remaining), reset: number(reset) };
}

/** Is the answer a refusal because of too many requests? GitHub says 403 with none remaining. */
export function isRateLimited(response: HttpResponse, names: readonly RateLimitHeaders[]): boolean {
  const { status, headers } = response;
  if (status !== 403) return status === 429;
  return headers.has("retry-after") || windowOf(response, names).remaining === 0;
}

export function deservesRetry(response: HttpResponse, names: readonly RateLimitHeaders[]): boolean {
  return WORTH_ANOTHER_TRY.has(response.status) || isRateLimited(response, names);
}

/**
 * Milliseconds the server asks to wait: `Retry-After` (RFC 9110, section 10.2.3), else the end of an exhausted window.
 * @returns `undefined` where it does not say.
 */
export function askedDelay(
  response: HttpResponse,
  names: readonly RateLimitHeaders[],
  now: number,
): number | undefined {
  const after = response.headers.get("retry-after")?.trim();
  if (after !== undefined) {
    if (/^\d{1,9}$/.test(after)) return Number(after) * 1000;
    const date = Date.parse(after);
    if (!Number.isNaN(date)) return Math.max(0, date - now);
  }
  const { remaining, reset } = windowOf(response, names);
  if (!(remaining === 0 || response.status === 429) || !(reset > 0)) return undefined;
  // A second more, for clocks that do not quite agree.
  return Math.max(0, reset * 1000 - now) + 1000;
}
