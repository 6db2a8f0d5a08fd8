import type { Fetcher } from "../fetch/index.ts";
import type { Consumer, Severity } from "../model/finding.ts";
import type { Policy } from "../model/policy.ts";
import type { ProgressEvent } from "../model/progress-event.ts";
import type { ServiceDefinition } from "../model/service.ts";
import type { ServiceLock } from "./lock.ts";

/** In the order in which they are done and reported. */
export const STEPS = ["versions", "document", "changes", "traffic"] as const;
export type StepName = (typeof STEPS)[number];

export interface CheckOptions {
  /** Made for this service. */
  readonly fetcher: Fetcher;
  readonly service: ServiceDefinition;
  /** Default: all. */
  readonly only?: readonly StepName[];
  /** Files, folders and globs for the step `traffic`, which is skipped without any. */
  readonly recordings?: readonly string[];
  /** Where relative paths of recordings start. Default: the process's own. */
  readonly cwd?: string;
  /** What makes a step fail. Default: `breaking`. */
  readonly failOn?: Severity | "never";
  readonly consumer?: Consumer;
  readonly openWorld?: boolean;
  readonly policy?: Policy;
  /** What was accepted before: the same version with other content is a finding, and so is an older one. */
  readonly lock?: ServiceLock;
  /** Told what was seen, for a lock that accepts it; the contents are kept, so that they can be compared later. */
  readonly seen?: (lock: ServiceLock) => void;
  /** `YYYY-MM-DD`, by which waivers expire. */
  readonly today: string;
  readonly progress?: (event: ProgressEvent) => void;
}
