import { canonical, equal, isArray, type Json } from "./json.ts";
import type { Bound } from "./schema.ts";
import { hasType, TYPES, type TypeName } from "./type-name.ts";

const ALONE: ReadonlyMap<unknown, readonly TypeName[]> = new Map(TYPES.map((type) => [type, [type]]));

/** The known types that `type` states and `nullable` adds to, in order, `integer` left out beside `number`. */
export function typesOf(stated: Json | undefined, nullable: boolean): readonly TypeName[] {
  if (!nullable && !isArray(stated)) return ALONE.get(stated) ?? [];
  const names = new Set<unknown>(isArray(stated) ? stated : [stated]);
  if (names.has("number")) names.delete("integer");
  const types = TYPES.filter((type) => names.has(type));
  return nullable && types.length > 0 && !names.has("null") ? ["null", ...types] : types;
}

/** The values that `enum` and `const` both allow and that are of one of the types, without duplicates. */
export function valuesOf(
  list: Json | undefined,
  constant: Json | undefined,
  types: readonly TypeName[] | undefined,
): Json[] | undefined {
  let allowed = isArray(list) ? list : undefined;
  if (constant !== undefined) {
    allowed = allowed === undefined || allowed.some((value) => equal(value, constant)) ? [constant] : [];
  }
  if (allowed === undefined) return undefined;
  const distinct = new Map(allowed.map((value) => [canonical(value), value]));
  return [...distinct.values()].filter((value) => types?.some((type) => hasType(value, type)) ?? true);
}

/** How the two ends of a range are written, and the way from each towards the allowed values. */
const ENDS = {
  minimum: { exclusive: "exclusiveMinimum", inward: 1 },
  maximum: { exclusive: "exclusiveMaximum", inward: -1 },
} as const;

/**
 * One end of a range: the tighter of the two keywords that may state it.
 * @param get a keyword's value
 * @param flagged `exclusiveMinimum: true` modifies `minimum`, instead of being a bound of its own
 */
export function boundOf(
  end: keyof typeof ENDS,
  get: (keyword: string) => Json | undefined,
  flagged: boolean,
  onlyIntegers: boolean,
): Bound | undefined {
  const { exclusive, inward } = ENDS[end];
  const [stated, other] = [get(end), get(exclusive)];
  const bounds: Bound[] = [];
  if (typeof stated === "number") bounds.push({ value: stated, exclusive: flagged && other === true });
  if (typeof other === "number" && !flagged) bounds.push({ value: other, exclusive: true });
  const whole = onlyIntegers ? bounds.map((bound) => wholeBound(bound, inward)) : bounds;
  return whole.sort((a, b) => inward * (b.value - a.value) || Number(b.exclusive) - Number(a.exclusive))[0];
}

function wholeBound({ value, exclusive }: Bound, inward: 1 | -1): Bound {
  const whole = inward === 1 ? Math.ceil(value) : Math.floor(value);
  return { value: exclusive && whole === value ? whole + inward : whole, exclusive: false };
}
