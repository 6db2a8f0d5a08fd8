import type { Container } from "./json.ts";
import { join, type Pointer } from "./pointer.ts";

/**
 * The way down to a value, as a walk through a document takes it; none to the document itself. Most steps of a walk
 * are never named, so that a pointer is written where it is asked for.
 */
export interface Trail {
  readonly up: Trail | undefined;
  readonly key: string | number;
  /** What the step leads to. */
  readonly value: Container;
}

export function pointerTo(trail: Trail | undefined): Pointer {
  return join("", ...stepsOf(trail).map(({ key }) => key));
}

/** Every step, from the top. */
export function stepsOf(trail: Trail | undefined): Trail[] {
  const steps: Trail[] = [];
  for (let at = trail; at !== undefined; at = at.up) steps.push(at);
  return steps.reverse();
}
