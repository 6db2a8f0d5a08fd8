import type { DiffOptions } from "../diff/index.ts";
import type { Settings } from "./session.ts";

/** The part of the settings that comparing documents depends on. */
export function diffOptions({ consumer, openWorld, service }: Settings): DiffOptions {
  return {
    consumer,
    openWorld,
    ...(service?.requirements === undefined ? {} : { requirements: service.requirements }),
  };
}
