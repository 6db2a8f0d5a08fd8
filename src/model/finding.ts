import type { FindingHistory } from "./fits.ts";
import type { Json } from "./json.ts";
import type { Pointer } from "./pointer.ts";

/** One scale for everything that is reported, worst first. */
export const SEVERITIES = ["breaking", "dangerous", "safe", "note"] as const;
export type Severity = (typeof SEVERITIES)[number];

/** Which way a value travels: `none` for what is not part of a message. */
export type Direction = "request" | "response" | "none";

/** What stands behind a severity: a checked value, a proof, the rule's own reason, or nothing yet. */
export type Evidence = "witness" | "proof" | "rule" | "undecided";

/** A tolerant consumer ignores what it does not know; a strict one (a generated client) does not. */
export type Consumer = "tolerant" | "strict";

/** A place in a document. */
export interface Location {
  readonly pointer: Pointer;
  /** 1-based line in the original file. */
  readonly line?: number;
}

/** Where in an operation something is: `operation` for what belongs to no message. */
export type Place =
  | "operation"
  | "path"
  | "query"
  | "header"
  | "cookie"
  | "request"
  | "response"
  | "response-header";

/** One way from an operation to the place of a change: the shortest. */
export interface Reach {
  /** `GET /pets/{id}` */
  readonly operation: string;
  readonly in: Place;
  readonly status?: string;
  readonly mediaType?: string;
  /** The parameter's or header's name. */
  readonly name?: string;
  /**
   * From the root of that place: `$.items[].name`; `{}` stands for any key, `[]` for any index, and `…` for the middle of
   * a path of more than a hundred steps.
   */
  readonly path: string;
}

/** A value that one document accepts and the other refuses. */
export interface Witness {
  readonly value: Json;
  readonly acceptedBy: "base" | "revision";
  readonly rejectedBy: "base" | "revision";
  /** The operation whose whole message `body` is. */
  readonly operation?: string;
  readonly body?: Json;
}

/** What a change does in one direction. */
export interface Effect {
  readonly direction: Direction;
  readonly severity: Severity;
  readonly evidence: Evidence;
  readonly witness?: Witness;
  /** Why it could not be decided, why it harms nobody, or why its witness is no whole message. */
  readonly reason?: string;
  readonly reaches: readonly Reach[];
}

/** One edit between two documents, reported where it was made. */
export interface Change {
  /** Stable: made of rule, place and data, never of the text. */
  readonly id: string;
  readonly rule: string;
  readonly message: string;
  readonly base?: Location;
  readonly revision?: Location;
  readonly before?: Json;
  readonly after?: Json;
  /** Alike edits on many schemas share it; reports fold by it. */
  readonly foldKey?: string;
  readonly effects: readonly Effect[];
}

/** A broken promise: alike ones are one finding with a count. */
export interface Finding {
  readonly id: string;
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly operation?: string;
  readonly status?: number;
  /** The place in the document that was broken. */
  readonly document?: Location;
  /** JSON Pointer into the body or parameter. */
  readonly instance?: string;
  readonly expected?: Json;
  /** What was found instead, with secrets left out. */
  readonly actual?: Json;
  /** What to do about it. */
  readonly remedy?: string;
  /** The server's id of one such request, to quote to its support. */
  readonly requestId?: string;
  /** A shell command that shows it again; secrets are named in it, never said. */
  readonly reproduction?: string;
  /** Where other versions were looked at. */
  readonly history?: FindingHistory;
  readonly count: number;
  readonly examples: readonly { readonly recording: string; readonly index: number }[];
}

/** Worst first. */
export function bySeverity(left: Severity, right: Severity): number {
  return SEVERITIES.indexOf(left) - SEVERITIES.indexOf(right);
}

/** The worst severity among a change's effects; a change without effects is a note. */
export function severityOf(change: Change): Severity {
  return change.effects.map((effect) => effect.severity).sort(bySeverity)[0] ?? "note";
}
