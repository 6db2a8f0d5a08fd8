export interface RateLimit {
  readonly requests: number;
  readonly windowSeconds: number;
}

export interface Allowance {
  readonly limit: number;
  readonly remaining: number;
  /** UTC epoch seconds at which the window ends. */
  readonly reset: number;
  readonly exceeded: boolean;
}

/** A fixed window that opens with its first request. */
export class RateWindow {
  readonly #limit: RateLimit;
  readonly #now: () => number;
  #used = 0;
  #reset = 0;

  /** @param now milliseconds since the epoch */
  constructor(limit: RateLimit, now: () => number) {
    this.#limit = limit;
    this.#now = now;
  }

  /** Counts `cost` requests and says how many are left. */
  take(cost = 1): Allowance {
    const seconds = Math.floor(this.#now() / 1000);
    if (seconds >= this.#reset) {
      this.#used = 0;
      this.#reset = seconds + this.#limit.windowSeconds;
    }
    this.#used += cost;
    return {
      limit: this.#limit.requests,
      remaining: Math.max(0, this.#limit.requests - this.#used),
      reset: this.#reset,
      exceeded: this.#used > this.#limit.requests,
    };
  }
}
