import { canonical, equal, type Json } from "../../model/json.ts";

/** Fewer are looked through one by one. */
const MANY = 16;

const texts = new WeakMap<readonly Json[], ReadonlySet<string>>();

/** Is the value one of these? The list is one that is asked about again and again. */
export function isAmong(values: readonly Json[], value: Json): boolean {
  if (values.length < MANY) return values.some((one) => equal(one, value));
  const known = texts.get(values) ?? new Set(values.map(canonical));
  texts.set(values, known);
  return known.has(canonical(value));
}
