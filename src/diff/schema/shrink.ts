import { isArray, isObject, type Json } from "../../model/json.ts";

/** How many members and items are looked at in all. What has hundreds of them that it needs does not become small. */
const MOST_PARTS = 300_000;

/** Leaves out members and items, anywhere in the value, for as long as what is left still `holds`. */
export function shrink(value: Json, holds: (value: Json) => boolean): Json {
  let current = value;
  let changed = true;
  let left = MOST_PARTS;
  for (let rounds = 0; changed && rounds < 20; rounds += 1) {
    changed = false;
    const parts = partsOf(current);
    for (const smaller of reductions(current)) {
      left -= parts;
      if (left < 0) return current;
      if (!holds(smaller)) continue;
      current = smaller;
      changed = true;
      break;
    }
  }
  return current;
}

function partsOf(value: Json): number {
  if (typeof value !== "object" || value === null) return 0;
  let parts = 0;
  for (const part of Object.values(value) as Json[]) parts += 1 + partsOf(part);
  return parts;
}

/** The value with one part left out, outermost parts first. */
function* reductions(value: Json): Iterable<Json> {
  if (isArray(value)) {
    for (const i of value.keys()) yield value.filter((_, j) => j !== i);
    for (const [i, item] of value.entries())
      for (const smaller of reductions(item)) yield value.map((other, j) => (j === i ? smaller : other));
  } else if (isObject(value)) {
    const members = Object.entries(value);
    for (const [name] of members) yield Object.fromEntries(members.filter(([other]) => other !== name));
    for (const [name, member] of members)
      for (const smaller of reductions(member))
        yield Object.fromEntries(members.map(([other, of]) => [other, other === name ? smaller : of]));
  }
}
