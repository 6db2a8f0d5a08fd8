import { canonical, type Json } from "../../model/json.ts";

/**
 * The place of the first item that was there before, and of its like. Each item is looked up: comparing every two of
 * them takes for ever on long arrays of objects.
 */
export function firstTwice(items: readonly Json[]): { readonly i: number; readonly j: number } | undefined {
  const plain = new Map<Json, number>();
  const nested = new Map<string, number>();
  for (const [i, item] of items.entries()) {
    const isNested = typeof item === "object" && item !== null;
    const j = isNested ? place(nested, canonical(item), i) : place(plain, item, i);
    if (j !== undefined) return { i, j };
  }
  return undefined;
}

/** @returns where the key was before, if anywhere. */
function place<Key>(places: Map<Key, number>, key: Key, at: number): number | undefined {
  const before = places.get(key);
  if (before === undefined) places.set(key, at);
  return before;
}
