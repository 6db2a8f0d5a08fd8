import type { Document } from "../model/document.ts";
import { bySeverity, type Direction, type Finding, type Severity } from "../model/finding.ts";
import { identify } from "../model/identity.ts";
import type { Json } from "../model/json.ts";
import { nameOf, type Pointer } from "../model/pointer.ts";
import type { Rule } from "../model/rule.ts";
import { presentable } from "./redact.ts";

/** What a check saw, once. */
export interface Observation {
  readonly rule: Rule;
  readonly direction: Direction;
  /** A sentence. */
  readonly message: string;
  /** In place of the rule's own severity. */
  readonly severity?: Severity;
  readonly operation?: string;
  readonly status?: number;
  readonly pointer?: Pointer;
  /** JSON Pointer into the body or parameter. */
  readonly instance?: string;
  /** What else tells findings of one rule at one place apart: the name of a header, a host, a media type. */
  readonly subject?: string;
  readonly expected?: Json;
  readonly actual?: Json;
}

/** Where something was seen. */
export interface Sighting {
  readonly recording: string;
  readonly index: number;
  readonly requestId?: string;
}

type Group = { -readonly [Key in keyof Finding]: Finding[Key] } & {
  examples: Sighting[];
  /** The exchange counted last: several alike faults of one exchange are one occurrence. */
  last: string | undefined;
};

/** Gathers observations: those that break the same promise at the same place become one finding with a count. */
export class FindingCollector {
  readonly #document: Document;
  readonly #maxExamples: number;
  readonly #groups = new Map<string, Group>();

  constructor(document: Document, maxExamples: number) {
    this.#document = document;
    this.#maxExamples = maxExamples;
  }

  add(observation: Observation, severity: Severity, sighting?: Sighting): void {
    const { rule, operation, status, pointer, instance, subject } = observation;
    const place = instance?.replace(/\/\d+(?=\/|$)/g, "/*");
    const key = [rule.id, operation, status, pointer, place, subject].join("\u0000");
    const group = this.#groups.get(key) ?? this.#start(key, observation, severity, place);
    if (bySeverity(severity, group.severity) < 0) group.severity = severity;
    const seen = sighting === undefined ? undefined : `${sighting.recording}\u0000${sighting.index}`;
    if (seen !== undefined && seen === group.last) return;
    group.last = seen;
    group.count++;
    if (sighting === undefined) return;
    const { recording, index, requestId } = sighting;
    if (requestId !== undefined) group.requestId ??= requestId;
    if (group.examples.length < this.#maxExamples) group.examples.push({ recording, index });
  }

  #start(key: string, observation: Observation, severity: Severity, place: string | undefined): Group {
    const { rule, message, operation, status, pointer, instance, subject, expected, actual } = observation;
    const line = pointer === undefined ? undefined : this.#document.line(pointer);
    const group: Group = {
      id: identify(rule.id, operation, status, pointer, place, subject),
      rule: rule.id,
      severity,
      message,
      ...(operation === undefined ? {} : { operation }),
      ...(status === undefined ? {} : { status }),
      ...(pointer === undefined ? {} : { document: { pointer, ...(line === undefined ? {} : { line }) } }),
      ...(instance === undefined ? {} : { instance }),
      ...(expected === undefined ? {} : { expected }),
      ...(actual === undefined ? {} : { actual: presentable(actual, nameOf((instance ?? "") as Pointer)) }),
      ...(rule.remedy === undefined ? {} : { remedy: rule.remedy }),
      count: 0,
      examples: [],
      last: undefined,
    };
    this.#groups.set(key, group);
    return group;
  }

  /** Worst first, then by rule and place. */
  findings(): Finding[] {
    return [...this.#groups.values()].map(({ last: _, ...finding }) => finding).sort(order);
  }
}

function order(left: Finding, right: Finding): number {
  return (
    bySeverity(left.severity, right.severity) ||
    compare(left.operation, right.operation) ||
    (left.status ?? 0) - (right.status ?? 0) ||
    compare(left.rule, right.rule) ||
    compare(left.document?.pointer, right.document?.pointer) ||
    compare(left.instance, right.instance) ||
    compare(left.id, right.id)
  );
}

function compare(left = "", right = ""): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
