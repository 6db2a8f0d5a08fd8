import type { Change, Effect, Finding } from "../model/finding.ts";
import type { Pointer } from "../model/pointer.ts";
import type { Waiver } from "../model/policy.ts";

/** Does a waiver cover the whole of a finding? */
export function coversFinding({ rule, where }: Waiver, finding: Finding): boolean {
  if (rule !== finding.rule) return false;
  if (where === undefined || where === finding.id || where === finding.operation) return true;
  return finding.document !== undefined && isWithin(finding.document.pointer, where);
}

/**
 * What a waiver leaves of a change: a waiver for one operation leaves what the change does to the others.
 * @returns the very change when nothing of it is waived, and `undefined` when all of it is.
 */
export function waiveChange({ rule, where }: Waiver, change: Change): Change | undefined {
  if (rule !== change.rule) return change;
  if (where === undefined || where === change.id) return undefined;
  const places = [change.base, change.revision];
  if (places.some((place) => place !== undefined && isWithin(place.pointer, where))) return undefined;
  const effects = change.effects.flatMap((effect) => waiveReaches(effect, where));
  if (effects.length === 0 && change.effects.length > 0) return undefined;
  return effects.every((effect, i) => effect === change.effects[i]) ? change : { ...change, effects };
}

function waiveReaches(effect: Effect, operation: string): Effect[] {
  const reaches = effect.reaches.filter((reach) => reach.operation !== operation);
  if (reaches.length === effect.reaches.length) return [effect];
  return reaches.length === 0 ? [] : [{ ...effect, reaches }];
}

/** Is a place the named one or inside it? A pointer may be written with its `#`. */
function isWithin(pointer: Pointer, where: string): boolean {
  const outer = where.startsWith("#") ? where.slice(1) : where;
  return outer.startsWith("/") && (pointer === outer || pointer.startsWith(`${outer}/`));
}
