import { type Change, severityOf } from "../../model/finding.ts";
import type { EntryView, PlaceView } from "../view.ts";
import { number, SEVERITY_SIGN } from "../wording.ts";
import { factsOf } from "./change-facts.ts";
import { effectView } from "./effect.ts";
import { mergeEffects } from "./fold.ts";
import { placeOf } from "./place.ts";
import type { Scope } from "./scope.ts";
import { foldedMessage } from "./sentence.ts";

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
    message: folded ? foldedMessage(changes, scope.ruleOf(first.rule)?.title) : first.message,
    subject: "",
    count: "",
    effects: effects
      .map((effect) => effectView(effect, scope))
      // What is no part of a message and reaches nothing is told by the entry's own severity.
      .filter((effect) => effect.where !== "" || effect.named.length > 0 || effect.facts.length > 0),
    facts: [...factsOf(changes, scope), ...scope.remembered(ids)],
    issue: [],
    places: placesOf(changes, scope),
  };
}

/** Where it is now, or was; alike edits of one place have one. */
function placesOf(changes: readonly Change[], scope: Scope): PlaceView[] {
  const places = changes.flatMap(({ base, revision }) => {
    if (revision !== undefined) return [placeOf(revision, scope.revision)];
    return base === undefined ? [] : [placeOf(base, scope.base)];
  });
  const distinct = new Map(places.map((place) => [`${place.text} ${place.pointer}`, place]));
  return [...distinct.values()].slice(0, scope.limits.places);
}
