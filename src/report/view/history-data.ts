import { type Change, type Direction, type Effect, SEVERITIES } from "../../model/finding.ts";
import type { Json } from "../../model/json.ts";
import { tokens } from "../../model/pointer.ts";
import type { ChangelogReport, OperationFacts, Release } from "../../model/report.ts";
import { countSeverities } from "../verdict.ts";
import type { FactView } from "../view.ts";
import { jsonText } from "../wording.ts";
import { adviceFor } from "./advice.ts";
import { changeEntry } from "./change.ts";
import { saysItself } from "./change-facts.ts";
import { evidenceFacts } from "./evidence.ts";
import { foldChanges, foldTighter } from "./fold.ts";
import { placesReached } from "./place.ts";
import { anchorOf } from "./release.ts";
import { byResource, resourceFinder } from "./resources.ts";
import type { Scope } from "./scope.ts";

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
  readonly rules: readonly Readonly<Record<"id" | "title" | "why" | "remedy", string>>[];
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
  /** What stands behind it. */
  readonly facts?: readonly FactView[];
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
    rules: tables.rules.items.map((id) => {
      const { title = "", why = "", remedy = "" } = scope.ruleOf(id) ?? {};
      return { id, title, why, remedy };
    }),
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
    all.push(...alike.map((change) => changeData(change, tables, own)));
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

function changeData(change: Change, tables: Tables, scope: Scope): HistoryChange {
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
    ...(saysItself(change.message, change.before, change.after)
      ? {}
      : { ...shown("before", change.before, scope), ...shown("after", change.after, scope) }),
    ...(advice === "" ? {} : { advice }),
    effects: change.effects.map((effect) => effectData(effect, tables, scope)),
  };
}

function shown<Key extends string>(
  key: Key,
  value: Json | undefined,
  { limits }: Scope,
): { readonly [K in Key]?: string } {
  return (value === undefined ? {} : { [key]: jsonText(value, limits.value) }) as { [K in Key]?: string };
}

function effectData(effect: Effect, tables: Tables, scope: Scope): HistoryEffect {
  const { direction, severity, reaches } = effect;
  const pairs = placesReached(reaches).flatMap(({ operation, at }) => [
    tables.operations.index(operation),
    tables.places.index(at),
  ]);
  const facts = evidenceFacts(effect, scope.limits);
  return {
    direction: DIRECTIONS[direction],
    severity: SEVERITIES.indexOf(severity),
    reaches: tables.reaches.index(JSON.stringify(pairs)),
    ...(facts.length === 0 ? {} : { facts }),
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
