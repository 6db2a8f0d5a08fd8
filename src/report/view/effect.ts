import type { Direction, Effect } from "../../model/finding.ts";
import type { EffectView, ReachView } from "../view.ts";
import { counted, number, SEVERITY_SIGN } from "../wording.ts";
import { evidenceFacts } from "./evidence.ts";
import { placesReached } from "./place.ts";
import type { Scope } from "./scope.ts";

const WHERE: Readonly<Record<Direction, string>> = { request: "requests", response: "responses", none: "" };

export function effectView(effect: Effect, scope: Scope): EffectView {
  const operations = [...new Set(effect.reaches.map((reach) => reach.operation))];
  const { named, listed } = scope.limits;
  const places = placesReached(effect.reaches);
  // Where the sentence names all there is, a list would only repeat it.
  const listing = operations.length > named || (listed === Infinity && places.length > 1);
  const reaches = places.slice(0, listing ? listed : 0);
  const rest = places.length - reaches.length;
  return {
    direction: effect.direction,
    where: WHERE[effect.direction],
    severity: effect.severity,
    symbol: SEVERITY_SIGN[effect.severity],
    word: effect.severity,
    reach: operations.length > named ? `${counted(operations.length, "operation")}, among them` : "",
    named: operations.slice(0, named),
    path: shortest(places),
    facts: evidenceFacts(effect, scope.limits),
    reaches,
    hidden: reaches.length > 0 && rest > 0 ? `and ${number(rest)} more` : "",
  };
}

/** The place that needs the fewest words, for a reader who sees only one. */
function shortest(places: readonly ReachView[]): string {
  const [first = "", ...others] = places.map(({ at }) => at);
  return others.reduce((best, place) => (place.length < best.length ? place : best), first);
}
