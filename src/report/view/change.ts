import { type Change, severityOf } from "../../model/finding.ts";
import type { Json } from "../../model/json.ts";
import type { UsedChange } from "../../model/report.ts";
import type { EntryView, FactView } from "../view.ts";
import { counted, jsonText, named, number, SEVERITY_SIGN } from "../wording.ts";
import { effectView } from "./effect.ts";
import { foldedMessage, mergeEffects, subjectOf } from "./fold.ts";
import { placeOf } from "./place.ts";
import type { Scope } from "./scope.ts";

/** Members of a fold that are named. */
const NAMED_IN_FOLD = 3;

/** The entry of one change, or of several alike ones; at least one. */
export function changeEntry(
  changes: readonly [Change, ...Change[]] | readonly Change[],
  scope: Scope,
): EntryView {
  const [first] = changes;
  if (first === undefined) throw new RangeError("an entry needs a change");
  const severity = severityOf(first);
  const ids = changes.map((change) => change.id);
  const folded = changes.length > 1;
  const effects = folded && severity === "note" ? [] : mergeEffects(changes);
  return {
    id: first.id,
    shortId: scope.short(first.id),
    ids,
    more: folded ? `and ${number(ids.length - 1)} more` : "",
    severity,
    symbol: SEVERITY_SIGN[severity],
    word: severity,
    rule: first.rule,
    message: folded ? foldedMessage(changes, scope.titleOf(first.rule)) : first.message,
    subject: "",
    count: "",
    effects: effects
      .map((effect) => effectView(effect, scope))
      // What is no part of a message and reaches nothing is told by the entry's own severity.
      .filter((effect) => effect.where !== "" || effect.named.length > 0 || effect.facts.length > 0),
    facts: folded ? membersFact(changes, scope) : [...valueFacts(first, scope), ...usageFacts(first)],
    places: changes.slice(0, scope.limits.places).flatMap((change) => {
      if (change.revision !== undefined) return [placeOf(change.revision, scope.revision)];
      return change.base === undefined ? [] : [placeOf(change.base, scope.base)];
    }),
  };
}

/** Which ones a fold holds, unless its sentence is about one alone. */
function membersFact(changes: readonly Change[], scope: Scope): FactView[] {
  const subjects = [...new Set(changes.map(subjectOf))];
  if (subjects.length === 1) return [];
  const shown = scope.limits.fold ? NAMED_IN_FOLD : subjects.length;
  return [{ label: "in", value: named(subjects, shown), code: false }];
}

/** Before and after, where neither the sentence nor a witness shows them already. */
function valueFacts(change: Change, scope: Scope): FactView[] {
  if (change.effects.some((effect) => effect.witness !== undefined)) return [];
  return [
    ...valueFact("was", change.before, change.message, scope),
    ...valueFact("now", change.after, change.message, scope),
  ];
}

function valueFact(label: string, value: Json | undefined, message: string, scope: Scope): FactView[] {
  if (value === undefined) return [];
  if (message.includes(typeof value === "string" ? value : JSON.stringify(value))) return [];
  return [{ label, value: jsonText(value, scope.limits.value), code: true }];
}

function usageFacts(change: Change | UsedChange): FactView[] {
  if (!("usage" in change)) return [];
  const { exchanges, touching, lastSeen, operations } = change.usage;
  const parts = [
    `in ${counted(exchanges, "recorded exchange")}`,
    touching === undefined ? "" : `${number(touching)} of them with the very value or property`,
    lastSeen === undefined ? "" : `last on ${lastSeen.slice(0, 10)}`,
  ].filter((part) => part !== "");
  return [
    { label: "you use it", value: parts.join(", "), code: false },
    ...(operations.length === 0 ? [] : [{ label: "with", value: named(operations, 3), code: false }]),
  ];
}
