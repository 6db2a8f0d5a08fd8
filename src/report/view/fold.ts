import { bySeverity, type Change, type Effect, severityOf } from "../../model/finding.ts";
import { CAME_OR_WENT, foldedMessage, predicateOf, sentenceOf, splitLast, subjectOf } from "./sentence.ts";

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

/** So many properties of which the same is said are one entry. */
const MANY_PROPERTIES = 3;

/**
 * Puts groups together that say the same but for their last words of the same subjects (`4 schemas no longer have a` and
 * `… b`), operations that came or went, and the same said of many properties: for readers of release notes, who want
 * to know what, not how often.
 * @param resourceOf keeps apart what stands under different headings.
 */
export function foldTighter(
  groups: readonly (readonly Change[])[],
  resourceOf: (changes: readonly Change[]) => string,
): (readonly Change[])[] {
  const kindOf = (first: Change) => `${first.rule} ${severityOf(first)}`;
  const series = groupBy(groups, (group) => {
    const [first] = group;
    if (first === undefined) return undefined;
    if (CAME_OR_WENT.has(first.rule)) return `${kindOf(first)} ${resourceOf(group)}`;
    const beginnings = new Set(group.map((change) => splitLast(sentenceOf(change))[0]));
    if (beginnings.size > 1) return undefined;
    return `${kindOf(first)} ${[...beginnings].join()} ${[...new Set(group.map(subjectOf))].sort().join()}`;
  }).map((alike) => alike.flat());
  const keyOf = (group: readonly Change[]) => {
    const [first] = group;
    const predicates = new Set(group.map(predicateOf));
    if (first === undefined || predicates.size !== 1 || predicates.has(undefined)) return undefined;
    return `${kindOf(first)} ${[...predicates].join()} ${resourceOf(group)}`;
  };
  const times = new Map<string, number>();
  for (const key of series.map(keyOf)) if (key !== undefined) times.set(key, (times.get(key) ?? 0) + 1);
  return groupBy(series, (group) => {
    const key = keyOf(group);
    return key !== undefined && (times.get(key) ?? 0) >= MANY_PROPERTIES ? key : undefined;
  }).map((alike) => alike.flat());
}

/** `Filter can no longer be name` and `Filter can no longer be team`, where both reach the same. */
function seriesKey(change: Change): string {
  const reached = change.effects.map(
    ({ direction, severity, reaches }) =>
      `${direction} ${severity} ${reaches.map((reach) => `${reach.operation} ${reach.in} ${reach.status} ${reach.path}`)}`,
  );
  return `${change.rule} ${splitLast(change.message)[0]} ${reached.join()}`;
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
