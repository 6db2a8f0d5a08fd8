import type { Direction, Effect, Reach, Witness } from "../../model/finding.ts";
import type { EffectView, FactView, ReachView } from "../view.ts";
import { counted, jsonText, number, SEVERITY_SIGN } from "../wording.ts";
import { reachPlace } from "./place.ts";
import type { Scope } from "./scope.ts";

const WHERE: Readonly<Record<Direction, string>> = { request: "requests", response: "responses", none: "" };

const WITNESS_LABEL = {
  request: { base: "was accepted, now refused", revision: "now accepted" },
  response: { base: "no longer answered", revision: "may now be answered" },
  none: { base: "fits only before", revision: "fits only now" },
} as const satisfies Record<Direction, Record<Witness["acceptedBy"], string>>;

export function effectView(effect: Effect, scope: Scope): EffectView {
  const operations = [...new Set(effect.reaches.map((reach) => reach.operation))];
  const { named, listed } = scope.limits;
  // Where the sentence names all there is, a list would only repeat it.
  const listing = operations.length > named || (listed === Infinity && effect.reaches.length > 1);
  const reaches: ReachView[] = effect.reaches
    .slice(0, listing ? listed : 0)
    .map((reach) => ({ operation: reach.operation, at: reachPlace(reach) }));
  const rest = effect.reaches.length - reaches.length;
  return {
    direction: effect.direction,
    where: WHERE[effect.direction],
    severity: effect.severity,
    symbol: SEVERITY_SIGN[effect.severity],
    word: effect.severity,
    reach: operations.length > named ? `${counted(operations.length, "operation")}, among them` : "",
    named: operations.slice(0, named),
    path: shortest(effect.reaches),
    facts: evidence(effect, scope),
    reaches,
    hidden: reaches.length > 0 && rest > 0 ? `and ${number(rest)} more` : "",
  };
}

/** The place that needs the fewest words, for a reader who sees only one. */
function shortest(reaches: readonly Reach[]): string {
  const [first = "", ...others] = reaches.map(reachPlace);
  return others.reduce((best, place) => (place.length < best.length ? place : best), first);
}

function evidence({ direction, witness, reason }: Effect, scope: Scope): FactView[] {
  const facts: FactView[] = [];
  if (witness !== undefined) {
    const label = WITNESS_LABEL[direction][witness.acceptedBy];
    facts.push({ label, value: jsonText(witness.value, scope.limits.value), code: true });
    if (witness.body !== undefined && scope.limits.bodies) {
      const whole = `as a whole body${witness.operation === undefined ? "" : ` of ${witness.operation}`}`;
      facts.push({ label: whole, value: jsonText(witness.body, scope.limits.value), code: true });
    }
  }
  if (reason !== undefined) facts.push({ label: "undecided", value: reason, code: false });
  return facts;
}
