import { bySeverity, type Change, type Effect, severityOf } from "../../model/finding.ts";
import { type Pointer, tokens } from "../../model/pointer.ts";
import { number } from "../wording.ts";

/** So many notes of one rule are one entry. */
const MANY_NOTES = 3;

/**
 * Puts alike changes together: those of one rule that share a `foldKey`, and many notes of one rule. Changes of
 * different severity are never put together. The order is that of each group's first change.
 */
export function foldChanges(changes: readonly Change[]): (readonly Change[])[] {
  const alike = groupBy(changes, (change) =>
    change.foldKey === undefined ? undefined : `${change.rule} ${severityOf(change)} ${change.foldKey}`,
  );
  const notes = new Map<string, number>();
  for (const group of alike) {
    const rule = noteRule(group);
    if (rule !== undefined) notes.set(rule, (notes.get(rule) ?? 0) + group.length);
  }
  return groupBy(alike, (group) => {
    const rule = noteRule(group);
    return rule !== undefined && (notes.get(rule) ?? 0) >= MANY_NOTES ? rule : undefined;
  }).map((groups) => groups.flat());
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

/** The effects of several changes: one for each direction and severity, reaching all that any of them reaches. */
export function mergeEffects(changes: readonly Change[]): Effect[] {
  if (changes.length === 1) return [...(changes[0]?.effects ?? [])];
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
  return merged.flat().sort((left, right) => bySeverity(left.severity, right.severity));
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
 * One sentence for several changes: what they all say of their subject (`36 schemas: *.mode was removed`), else
 * the rule's title with their number, else the first one's message with their number.
 */
export function foldedMessage(changes: readonly Change[], title: string | undefined): string {
  const subjects = new Set(changes.map(subjectOf));
  const common = commonSentence(changes);
  if (common !== undefined) return `${number(subjects.size)} ${nounOf(changes)}: ${common}`;
  if (title !== undefined) return `${title} (${number(changes.length)} ×)`;
  return `${number(changes.length)} alike: ${changes[0]?.message ?? ""}`;
}

function commonSentence(changes: readonly Change[]): string | undefined {
  const sentences = new Set(changes.map((change) => change.message.replace(subjectOf(change), "*")));
  const [only] = sentences;
  if (sentences.size !== 1 || only === undefined) return undefined;
  return only.startsWith("*: ") ? only.slice(3) : only;
}
