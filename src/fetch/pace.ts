import type { HttpResponse } from "./client.ts";
import { LONGEST_WAIT, type RateLimitHeaders, windowOf } from "./retry.ts";

/** What is known of one origin's rate limit. */
interface Window {
  /** The least that an answer of this window said is left. */
  left: number;
  /** Requests without an answer so far: the server may have counted them, or not. */
  underway: number;
  /** Milliseconds since the epoch at which the window ends. */
  ends: number;
  /** Those who wait for an answer that tells more. */
  waiting: (() => void)[];
}

/** Holds requests back before a server has to refuse them. */
export interface Pace {
  /**
   * Waits until a request may be sent, as far as is known: for the answers to those underway, then for the end of a
   * window that is used up. Who has waited already, because the server said so, is let through.
   */
  enter(origin: string, hasWaited: boolean): Promise<void>;
  /** Ends what {@link Pace.enter} began. @param response `undefined` where there was none. */
  leave(origin: string, response: HttpResponse | undefined): void;
}

export function createPace({
  limits,
  now,
  wait,
}: {
  readonly limits: readonly RateLimitHeaders[];
  readonly now: () => number;
  readonly wait: (milliseconds: number, url: URL, why: string) => Promise<void>;
}): Pace {
  const windows = new Map<string, Window>();
  const windowFor = (origin: string): Window => {
    const window = windows.get(origin) ?? {
      left: Number.POSITIVE_INFINITY,
      underway: 0,
      ends: 0,
      waiting: [],
    };
    windows.set(origin, window);
    if (now() >= window.ends) window.left = Number.POSITIVE_INFINITY;
    return window;
  };
  return {
    async enter(origin, hasWaited) {
      const window = windowFor(origin);
      for (let go = hasWaited; !go && window.left - window.underway <= 0; windowFor(origin)) {
        if (window.underway > 0) {
          await new Promise<void>((resolve) => window.waiting.push(resolve));
          continue;
        }
        // A second more, for clocks that do not quite agree.
        const rest = window.ends - now() + 1000;
        // Longer than that nobody waits: the request may do all the same, and if not the server says so.
        if (rest <= LONGEST_WAIT) await wait(rest, new URL(origin), "its rate limit is used up");
        go = true;
      }
      window.underway++;
    },
    leave(origin, response) {
      const window = windowFor(origin);
      window.underway--;
      const { remaining, reset } = response === undefined ? {} : windowOf(response, limits);
      if (reset !== undefined && reset > 0 && remaining !== undefined && remaining >= 0) {
        const ends = reset * 1000;
        // Answers overtake each other: within one window the lowest figure holds.
        if (ends > window.ends) window.left = remaining;
        else if (ends === window.ends) window.left = Math.min(window.left, remaining);
        window.ends = Math.max(window.ends, ends);
      }
      for (const resolve of window.waiting.splice(0)) resolve();
    },
  };
}
