import { isArray, type Json } from "./json.ts";

/** Real documents have some thirty; what is built on top of a parsed text may call itself once for each. */
export const MOST_LEVELS = 500;

/** What is said of a text with more. */
export const TOO_DEEP = {
  why: `it is nested too deep (more than ${MOST_LEVELS} levels)`,
  hint: "No API needs that: check where it comes from",
} as const;

export function isTooDeep(value: Json, levels = MOST_LEVELS): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (levels === 0) return true;
  const members = isArray(value) ? value : Object.values(value);
  return members.some((member) => isTooDeep(member, levels - 1));
}
