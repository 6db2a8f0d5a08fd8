import { type Explanation, InputError } from "../model/errors.ts";

/** There is no such document: unlike a failure to ask, which is an InputError of another kind. */
export class MissingError extends InputError {
  /** Versions next to the one asked for, lower first. */
  readonly nearest: readonly string[];
  /** The highest version below the one asked for. */
  readonly nearestLower: string | undefined;

  constructor(
    explanation: Explanation,
    { nearest = [], nearestLower }: { nearest?: readonly string[]; nearestLower?: string | undefined } = {},
    options?: ErrorOptions,
  ) {
    super(explanation, options);
    this.nearest = nearest;
    this.nearestLower = nearestLower;
  }
}

/** The server can be reached, and will not answer: unlike a network that is down. */
export class RefusedError extends InputError {}

/** The refusal of a server that counts requests and asks to come back later than anyone waits. */
export class RateLimitError extends RefusedError {}

/** It may well exist, but `--offline` forbids to ask and the cache does not have it. */
export class OfflineError extends InputError {}
