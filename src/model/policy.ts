import type { Severity } from "./finding.ts";

/** A finding that somebody accepts, until a day. */
export interface Waiver {
  /** A rule's id. */
  readonly rule: string;
  /** An id, an operation, or the beginning of a pointer; absent: everywhere. */
  readonly where?: string;
  readonly reason: string;
  /** The last day it holds, `YYYY-MM-DD`; absent: for ever. */
  readonly until?: string;
}

/** What a configuration may change about rules. */
export interface Policy {
  /** Severity by rule id; `off` silences the rule. */
  readonly severity?: Readonly<Record<string, Severity | "off">>;
  readonly waivers?: readonly Waiver[];
}
