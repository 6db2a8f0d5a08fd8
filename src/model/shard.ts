/** One of several runs that share the work of one. */
export interface Shard {
  /** From 1 to `total`. */
  readonly index: number;
  readonly total: number;
}

/** The whole work as one shard. */
export const WHOLE: Shard = { index: 1, total: 1 };

/** The shard's stretch of a list whose neighbours belong together: together the stretches are the list. */
export function stretchOf(
  length: number,
  { index, total }: Shard,
): { readonly start: number; readonly end: number } {
  const border = (i: number) => Math.floor((length * i) / total);
  return { start: border(index - 1), end: border(index) };
}

/** Does the shard take the item of that number, from 0, of a stream whose end is not known? */
export function takes({ index, total }: Shard, number: number): boolean {
  return number % total === index - 1;
}
