import { type Change, type Direction, type Effect, SEVERITIES } from "../../model/finding.ts";
import { isArray, type Json } from "../../model/json.ts";
import { tokens } from "../../model/pointer.ts";
import type { ChangelogReport, OperationFacts, Release } from "../../model/report.ts";
import { countSeverities } from "../verdict.ts";
import { jsonText } from "../wording.ts";
import { adviceFor } from "./advice.ts";
import { changeEntry } from "./change.ts";
import { foldChanges, foldTighter } from "./fold.ts";
import { reachPlace } from "./place.ts";
import { anchorOf } from "./release.ts";
import { byResource, resourceFinder } from "./resources.ts";
import type { Scope } from "./scope.ts";

/** Characters of a value before and after, and of a witness. */
const VALUE = 600;

/**
 * What the page's script is given. Numbers point into the tables, so that what is said often is written once;
 * severities are indices of {@link SEVERITIES}.
 */
export interface HistoryData {
  readonly title: string;
  /** Newest first. */
  readonly releases: readonly HistoryRelease[];
  readonly operations: readonly HistoryOperation[];
  readonly schemas: readonly { readonly name: string; readonly uses: readonly number[] }[];
  readonly rules: readonly { readonly id: string; readonly title: string }[];
  /** Where in an operation's messages: `200 $.items[].name`. */
  readonly places: readonly string[];
  /** Operations with the place each is reached at, in pairs. */
  readonly reaches: readonly (readonly number[])[];
  readonly changes: readonly HistoryChange[];
}

interface HistoryRelease {
  readonly version: string;
  readonly previous: string;
  readonly anchor: string;
  readonly date: string;
  /** By severity. */
  readonly counts: readonly number[];
  /** Alike changes together: a sentence, its severity, its resource, the changes. */
  readonly entries: readonly HistoryEntry[];
}

type HistoryEntry = readonly [
  sentence: string,
  severity: number,
  resource: string,
  changes: readonly number[],
];

interface HistoryOperation {
  readonly key: string;
  readonly resource: string;
  readonly summary: string;
  /** In the newest document. */
  readonly there: boolean;
}

interface HistoryChange {
  readonly id: string;
  readonly rule: number;
  readonly message: string;
  /** The schema or operation it was made in. */
  readonly schema?: number;
  readonly operation?: number;
  /** It is about the operation itself, not about a part of it. */
  readonly whole?: true;
  readonly before?: string;
  readonly after?: string;
  readonly advice?: string;
  readonly effects: readonly HistoryEffect[];
}

interface HistoryEffect {
  readonly direction: string;
  readonly severity: number;
  readonly reaches: number;
  /** A value that one version takes and the other refuses, and which one takes it. */
  readonly witness?: readonly [label: string, value: string];
  readonly reason?: string;
}

const DIRECTIONS: Readonly<Record<Direction, string>> = {
  request: "requests",
  response: "responses",
  none: "",
};

export function historyData(report: ChangelogReport, scope: Scope): HistoryData {
  const facts = new Map<string, OperationFacts>();
  for (const { operations = [] } of [...report.releases].reverse()) {
    for (const one of operations) facts.set(one.operation, one);
  }
  const current = report.outline?.operations ?? [];
  for (const one of current) facts.set(one.operation, one);
  const there = new Set(current.map(({ operation }) => operation));
  const operations = table<string>();
  for (const { operation } of current) operations.index(operation);
  const schemas = table<string>();
  const uses = new Map<string, readonly number[]>();
  for (const { name, usedBy } of report.outline?.schemas ?? []) {
    schemas.index(name);
    uses.set(name, usedBy);
  }
  const tables = {
    operations,
    schemas,
    rules: table<string>(),
    places: table<string>(),
    reaches: table<string>(),
  };
  const changes: HistoryChange[] = [];
  const releases = report.releases.map((release) => releaseData(release, changes, tables, scope));
  return {
    title: report.title,
    releases,
    operations: operations.items.map((key) => ({
      key,
      resource: facts.get(key)?.resource ?? "",
      summary: facts.get(key)?.summary ?? "",
      there: there.has(key),
    })),
    schemas: schemas.items.map((name) => ({ name, uses: uses.get(name) ?? [] })),
    rules: tables.rules.items.map((id) => ({ id, title: scope.titleOf(id) ?? "" })),
    places: tables.places.items,
    reaches: tables.reaches.items.map((text) => JSON.parse(text) as number[]),
    changes,
  };
}

type Tables = Readonly<Record<"operations" | "schemas" | "rules" | "places" | "reaches", Table<string>>>;

function releaseData(release: Release, all: HistoryChange[], tables: Tables, scope: Scope): HistoryRelease {
  const resourceOf = resourceFinder(release.operations ?? []);
  const own = { ...scope, base: release.previous, revision: release.version };
  const entries = foldTighter(foldChanges(release.changes), resourceOf).map((alike): HistoryEntry => {
    const { message, severity } = changeEntry(alike, own);
    const first = all.length;
    all.push(...alike.map((change) => changeData(change, tables)));
    return [message, SEVERITIES.indexOf(severity), resourceOf(alike), alike.map((_, i) => first + i)];
  });
  const counts = countSeverities(release.changes, []);
  return {
    version: release.version,
    previous: release.previous,
    anchor: anchorOf(release.version),
    // The timeline counts days: what is no date has none.
    date: /^\d{4}-\d\d-\d\d/.exec(release.date ?? "")?.[0] ?? "",
    counts: SEVERITIES.map((severity) => counts[severity]),
    entries: entries.sort((left, right) => left[1] - right[1] || byResource(left[2], right[2])),
  };
}

function changeData(change: Change, tables: Tables): HistoryChange {
  const place = tokens(change.revision?.pointer ?? change.base?.pointer ?? "");
  const inSchema = place[0] === "components" && place[1] === "schemas" ? place[2] : undefined;
  const inOperation =
    place[0] === "paths" ? `${(place[2] ?? "").toUpperCase()} ${place[1] ?? ""}` : undefined;
  const advice = adviceFor([change]);
  return {
    id: change.id,
    rule: tables.rules.index(change.rule),
    message: change.message,
    ...(inSchema === undefined ? {} : { schema: tables.schemas.index(inSchema) }),
    ...(inOperation === undefined || place.length < 3
      ? {}
      : { operation: tables.operations.index(inOperation) }),
    ...(inOperation !== undefined && (place.length === 3 || place[3] === "deprecated")
      ? { whole: true as const }
      : {}),
    ...(saysItself(change) ? {} : { ...shown("before", change.before), ...shown("after", change.after) }),
    ...(advice === "" ? {} : { advice }),
    effects: change.effects.map((effect) => effectData(effect, tables)),
  };
}

/** Are the values in the sentence already? */
function saysItself({ message, before, after }: Change): boolean {
  return [before, after].every(
    (value) =>
      value === undefined ||
      (isArray(value) ? value : [value]).every((one) =>
        message.includes(typeof one === "string" ? one : JSON.stringify(one)),
      ),
  );
}

function shown<Key extends string>(key: Key, value: Json | undefined): { readonly [K in Key]?: string } {
  return (value === undefined ? {} : { [key]: jsonText(value, VALUE) }) as { [K in Key]?: string };
}

function effectData(
  { direction, severity, reaches, witness, reason }: Effect,
  tables: Tables,
): HistoryEffect {
  const pairs = reaches.flatMap((reach) => [
    tables.operations.index(reach.operation),
    tables.places.index(reachPlace(reach)),
  ]);
  return {
    direction: DIRECTIONS[direction],
    severity: SEVERITIES.indexOf(severity),
    reaches: tables.reaches.index(JSON.stringify(pairs)),
    ...(witness === undefined
      ? {}
      : { witness: [witness.acceptedBy, jsonText(witness.value, VALUE)] as const }),
    ...(reason === undefined ? {} : { reason }),
  };
}

interface Table<Item> {
  readonly items: Item[];
  index(item: Item): number;
}

/** Gives each item the number under which it is written once. */
function table<Item>(): Table<Item> {
  const items: Item[] = [];
  const numbers = new Map<Item, number>();
  return {
    items,
    index(item) {
      const known = numbers.get(item);
      if (known !== undefined) return known;
      numbers.set(item, items.length);
      return items.push(item) - 1;
    },
  };
}
