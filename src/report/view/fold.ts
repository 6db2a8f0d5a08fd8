import { bySeverity, type Change, type Effect, severityOf } from "../../model/finding.ts";
import { type Pointer, tokens } from "../../model/pointer.ts";
import { named, number } from "../wording.ts";

/** Last words that are named where sentences differ in nothing else. */
const SERIES = 8;

/** So many notes of one rule are one entry. */
const MANY_NOTES = 3;

/**
 * Puts alike changes together: those of one rule that share a `foldKey`, those that say the very same or the same but
 * for the last word, and many notes of one rule. Changes of different severity are never put together. The order is that of each group's first.
 */
export function foldChanges(changes: readonly Change[]): (readonly Change[])[] {
  const alike = groupBy(changes, (change) =>
    change.foldKey === undefined ? undefined : `${change.rule} ${severityOf(change)} ${change.foldKey}`,
  );
  const series = groupBy(alike, ([change, ...others]) =>
    change === undefined || others.length > 0 ? undefined : seriesKey(change),
  ).map((groups) => groups.flat());
  const same = groupBy(series, (group) => {
    const [change] = group;
    if (change === undefined) return undefined;
    const sentence = group.length === 1 ? change.message : foldedMessage(group, undefined);
    return `${change.rule} ${severityOf(change)} ${sentence}`;
  }).map((groups) => groups.flat());
  const notes = new Map<string, number>();
  for (const group of same) {
    const rule = noteRule(group);
    if (rule !== undefined) notes.set(rule, (notes.get(rule) ?? 0) + group.length);
  }
  return groupBy(same, (group) => {
    const rule = noteRule(group);
    return rule !== undefined && (notes.get(rule) ?? 0) >= MANY_NOTES ? rule : undefined;
  }).map((groups) => groups.flat());
}

/** `Filter can no longer be name` and `Filter can no longer be team`, where both reach the same. */
function seriesKey(change: Change): string {
  const reached = change.effects.map(
    ({ direction, severity, reaches }) =>
      `${direction} ${severity} ${reaches.map((reach) => `${reach.operation} ${reach.in} ${reach.status} ${reach.path}`)}`,
  );
  return `${change.rule} ${splitLast(change.message)[0]} ${reached.join()}`;
}

function splitLast(message: string): [beginning: string, last: string] {
  const at = Math.max(0, message.lastIndexOf(" "));
  return [message.slice(0, at), message.slice(at).trimStart()];
}

function noteRule([change]: readonly Change[]): string | undefined {
  return change !== undefined && severityOf(change) === "note" ? change.rule : undefined;
}

/** Groups by key in the order of first members; what has no key stands alone. */
function groupBy<T>(items: readonly T[], keyOf: (item: T) => string | undefined): T[][] {
  const groups: T[][] = [];
  const byKey = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const known = key === undefined ? undefined : byKey.get(key);
    if (known !== undefined) {
      known.push(item);
      continue;
    }
    const group = [item];
    groups.push(group);
    if (key !== undefined) byKey.set(key, group);
  }
  return groups;
}

/** The effects of several changes, worst first: one for each direction and severity, with all that any of them reaches. */
export function mergeEffects(changes: readonly Change[]): Effect[] {
  const worstFirst = (left: Effect, right: Effect) => bySeverity(left.severity, right.severity);
  if (changes.length === 1) return [...(changes[0]?.effects ?? [])].sort(worstFirst);
  const merged = groupBy(
    changes.flatMap((change) => change.effects),
    (effect) => `${effect.direction} ${effect.severity}`,
  ).map((effects) => {
    const shown = effects.find((effect) => effect.witness !== undefined) ?? effects[0];
    const reaches = new Map(
      effects
        .flatMap((effect) => effect.reaches)
        .map((reach) => [`${reach.operation} ${reach.in} ${reach.status}`, reach]),
    );
    return shown === undefined ? [] : [{ ...shown, reaches: [...reaches.values()] }];
  });
  return merged.flat().sort(worstFirst);
}

/** What a change is about, in as few words as its place allows: a component, an operation, or a pointer. */
export function subjectOf(change: Change): string {
  const pointer: Pointer = change.revision?.pointer ?? change.base?.pointer ?? "";
  const [first, second = "", third = ""] = tokens(pointer);
  if (first === "components" && third !== "") return third;
  if (first === "paths" && second !== "") {
    return /^(?:get|put|post|delete|options|head|patch|trace|query)$/.test(third)
      ? `${third.toUpperCase()} ${second}`
      : second;
  }
  return pointer === "" ? "the document" : `#${pointer}`;
}

function nounOf(changes: readonly Change[]): string {
  const starts = changes.map((change) => change.revision?.pointer ?? change.base?.pointer ?? "");
  if (starts.every((pointer) => pointer.startsWith("/components/schemas/"))) return "schemas";
  if (starts.every((pointer) => pointer.startsWith("/components/"))) return "components";
  if (starts.every((pointer) => pointer.startsWith("/paths/"))) return "operations";
  return "places";
}

/**
 * One sentence for several changes: what they all say of their subjects (`36 schemas: mode was removed`), else the
 * rule's title with their number, else the first one's message with their number.
 */
export function foldedMessage(changes: readonly Change[], title: string | undefined): string {
  const times = `(${number(changes.length)} ×)`;
  const first = changes[0]?.message ?? "";
  if (changes.every((change) => change.message === first)) return `${first} ${times}`;
  const beginnings = new Set(changes.map((change) => splitLast(change.message)[0]));
  if (beginnings.size === 1) {
    const words = [...new Set(changes.map((change) => splitLast(change.message)[1]))];
    return `${[...beginnings].join()} ${named(words, words.length > SERIES + 1 ? SERIES : words.length)}`.trim();
  }
  const subjects = new Set(changes.map(subjectOf));
  const common = commonSentence(changes);
  if (common !== undefined && subjects.size > 1)
    return `${number(subjects.size)} ${nounOf(changes)}: ${common}`;
  return title === undefined ? `${number(changes.length)} alike: ${first}` : `${title} ${times}`;
}

/** Stands for the subject of a sentence. */
const SUBJECT = "\u0000";

function commonSentence(changes: readonly Change[]): string | undefined {
  const sentences = new Set(
    changes.map((change) => change.message.replace(subjectOf(change), () => SUBJECT)),
  );
  const [only] = sentences;
  if (sentences.size !== 1 || only === undefined || !only.includes(SUBJECT)) return undefined;
  // `Pet.name is gone` of many is `name is gone`; `Pet can be null` of many is `each can be null`.
  return only.replace(/^\0(?:: |\.)/, "").replace(SUBJECT, "each");
}
