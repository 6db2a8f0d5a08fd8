import { isArray, isObject, type Json, own } from "../model/json.ts";
import type { Schema, SchemaGraph } from "../model/schema.ts";

/** Enough for any component that was only renamed; more is not worth the time. */
const MOST_STEPS = 5_000;

/**
 * Do two schemas say the same but for the names of components? A pair of references that is met again is taken
 * to be alike, so that recursive schemas end (bisimulation: Hopcroft and Karp, 1971).
 */
export function alike(base: SchemaGraph, left: Schema, revision: SchemaGraph, right: Schema): boolean {
  const assumed = new Set<string>();
  let steps = 0;
  const same = (a: Json | undefined, b: Json | undefined): boolean => {
    if (a === b) return true;
    if (++steps > MOST_STEPS) return false;
    if (isArray(a)) return isArray(b) && a.length === b.length && a.every((item, i) => same(item, b[i]));
    if (!isObject(a) || !isObject(b)) return false;
    const [from, to] = [own(a, "$ref"), own(b, "$ref")];
    if (typeof from === "string" && typeof to === "string" && !sameTarget(from, to)) return false;
    const [keys, others] = [Object.keys(a), Object.keys(b)];
    return (
      keys.length === others.length &&
      keys.every(
        (key) =>
          Object.hasOwn(b, key) && ((key === "$ref" && typeof from === "string") || same(a[key], b[key])),
      )
    );
  };
  const sameTarget = (from: string, to: string): boolean => {
    const pair = `${from} ${to}`;
    if (assumed.has(pair)) return true;
    assumed.add(pair);
    const [a, b] = [base.follow(from), revision.follow(to)];
    return a !== undefined && b !== undefined && same(a.raw, b.raw);
  };
  return same(left.raw, right.raw);
}
