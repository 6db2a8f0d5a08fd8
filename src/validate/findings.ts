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
  /** The exchange's number in the whole run. */
  readonly at: number;
  readonly requestId?: string;
}

/** Alike findings, of which more may be found elsewhere: in the words of the first of them. */
export interface FindingGroup {
  readonly finding: Omit<Finding, "examples" | "requestId">;
  /** The number of the first exchange; 0 for what was not seen in one. */
  readonly at: number;
  readonly examples: readonly Sighting[];
  /** The first one that has a request id. */
  readonly named?: Sighting;
}

interface OpenGroup extends FindingGroup {
  finding: { -readonly [Key in keyof FindingGroup["finding"]]: FindingGroup["finding"][Key] };
  examples: Sighting[];
  named?: Sighting;
  /** The exchange counted last: several alike faults of one exchange are one occurrence. */
  last?: number;
}

/** The line of a place in the document, where it is known. */
type LineOf = (pointer: Pointer) => number | undefined;

/** A place but for the index of an item and the id that an entry is kept under, which tell no faults apart. */
export function alikePlace(instance: string): string {
  return instance.replace(/\/(?:\d+|[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})(?=\/|$)/gi, "/*");
}

/** Gathers observations: those that break the same promise at the same place become one finding with a count. */
export class FindingCollector {
  readonly #lineOf: LineOf;
  readonly #maxExamples: number;
  readonly #groups = new Map<string, OpenGroup>();

  constructor(lineOf: LineOf, maxExamples: number) {
    this.#lineOf = lineOf;
    this.#maxExamples = maxExamples;
  }

  /** @returns the id of the finding that it belongs to. */
  add(observation: Observation, severity: Severity, sighting?: Sighting): string {
    const { rule, operation, status, pointer, instance, subject } = observation;
    const place = instance === undefined ? undefined : alikePlace(instance);
    const key = [rule.id, operation, status, pointer, place, subject].join("\u0000");
    const group = this.#groups.get(key) ?? this.#start(key, observation, severity, sighting, place);
    const { finding } = group;
    if (bySeverity(severity, finding.severity) < 0) finding.severity = severity;
    if (sighting === undefined) finding.count++;
    else if (sighting.at !== group.last) {
      group.last = sighting.at;
      finding.count++;
      if (sighting.requestId !== undefined) group.named ??= sighting;
      if (group.examples.length < this.#maxExamples) group.examples.push(sighting);
    }
    return finding.id;
  }

  #start(
    key: string,
    observation: Observation,
    severity: Severity,
    sighting: Sighting | undefined,
    place: string | undefined,
  ): OpenGroup {
    const { rule, message, operation, status, pointer, instance, subject, expected, actual } = observation;
    const line = pointer === undefined ? undefined : this.#lineOf(pointer);
    const group: OpenGroup = {
      finding: {
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
      },
      at: sighting?.at ?? 0,
      examples: [],
    };
    this.#groups.set(key, group);
    return group;
  }

  groups(): FindingGroup[] {
    return Array.from(this.#groups.values(), ({ last: _, ...group }) => group);
  }

  /** Worst first, then by rule and place. */
  findings(): Finding[] {
    return findingsOf(this.groups());
  }
}

/** The groups of several shares of a run as those of the whole: the first in it has the word. */
export function mergeGroups(groups: readonly FindingGroup[], maxExamples: number): FindingGroup[] {
  const merged = new Map<string, FindingGroup>();
  for (const group of groups) {
    const known = merged.get(group.finding.id);
    merged.set(group.finding.id, known === undefined ? group : together(known, group, maxExamples));
  }
  return [...merged.values()];
}

function together(one: FindingGroup, other: FindingGroup, maxExamples: number): FindingGroup {
  const [first, second] = one.at <= other.at ? [one, other] : [other, one];
  const severity = [one, other].map(({ finding }) => finding.severity).sort(bySeverity)[0];
  const [named] = inOrder([one, other].flatMap((group) => group.named ?? []));
  return {
    ...first,
    finding: {
      ...first.finding,
      severity: severity ?? first.finding.severity,
      count: first.finding.count + second.finding.count,
    },
    examples: inOrder([...one.examples, ...other.examples]).slice(0, maxExamples),
    ...(named === undefined ? {} : { named }),
  };
}

function inOrder(sightings: readonly Sighting[]): Sighting[] {
  return sightings.toSorted((left, right) => left.at - right.at);
}

/** Worst first, then by rule and place. */
export function findingsOf(groups: readonly FindingGroup[]): Finding[] {
  return groups
    .map(({ finding, examples, named }) => ({
      ...finding,
      examples: examples.map(({ recording, index }) => ({ recording, index })),
      ...(named?.requestId === undefined ? {} : { requestId: named.requestId }),
    }))
    .sort(order);
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
