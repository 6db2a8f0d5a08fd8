import type { MediaType } from "../model/operation.ts";
import { type Aligned, align } from "./align.ts";

type Pair = readonly [MediaType, MediaType];

/** Media types of two messages: the same ones, those that a wider or narrower one took over, and the rest. */
export interface AlignedMedia extends Aligned<MediaType> {
  /** A type of the base next to a type or range of the revision that takes it in, which the base did not have. */
  readonly widened: readonly Pair[];
  /** A type or range of the base next to a type of the revision that is only a part of it, and all that is left. */
  readonly narrowed: readonly Pair[];
  /** A type on one side next to what takes it in on the other, where both sides have that. */
  readonly regrouped: readonly Pair[];
}

/** Pairs media types: by name, and what is then left by what covers what (OpenAPI 3.1.1, 4.8.14). */
export function alignMedia(before: readonly MediaType[], after: readonly MediaType[]): AlignedMedia {
  const same = align(before, after, ({ type }) => normalType(type));
  const merged = same.gone.flatMap((media) => pairWith(media, closest(after, media)));
  const parted = same.fresh.flatMap((media) => pairWith(closest(before, media), media));
  const stays = new Set(same.pairs.flat());
  const told = new Set([...merged, ...parted].flat());
  return {
    pairs: same.pairs,
    widened: merged.filter(([, range]) => !stays.has(range)),
    narrowed: parted.filter(([range]) => !stays.has(range)),
    regrouped: [...merged, ...parted].filter((pair) => pair.some((media) => stays.has(media))),
    gone: same.gone.filter((media) => !told.has(media)),
    fresh: same.fresh.filter((media) => !told.has(media)),
  };
}

function pairWith(before: MediaType | undefined, after: MediaType | undefined): Pair[] {
  return before === undefined || after === undefined ? [] : [[before, after]];
}

/** The type or range that takes a type in; of several, the one that says most. */
function closest(candidates: readonly MediaType[], { type }: MediaType): MediaType | undefined {
  return candidates
    .filter((candidate) => covers(candidate.type, type))
    .sort((a, b) => normalType(b.type).length - normalType(a.type).length)[0];
}

/**
 * Is every message of the one type one of the other too? `text/*` takes in `text/csv`, and that `text/csv` with a
 * parameter (RFC 9110, section 12.5.1). A type does not cover itself.
 */
export function covers(wide: string, narrow: string): boolean {
  const [range, type] = [normalType(wide), normalType(narrow)];
  if (range === type) return false;
  if (range === "*/*") return true;
  if (range.endsWith("/*")) return type.startsWith(range.slice(0, -1));
  return type.startsWith(`${range};`);
}

/** Type and subtype compare without case; parameters stay (RFC 9110, section 8.3.1). */
export function normalType(type: string): string {
  const [essence = "", ...parameters] = type.split(";");
  return [essence.trim().toLowerCase(), ...parameters.map((parameter) => parameter.trim())].join(";");
}
