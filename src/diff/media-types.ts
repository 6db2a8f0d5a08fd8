import type { MediaType } from "../model/operation.ts";
import { type Aligned, align } from "./align.ts";

/** Media types of two messages: the same ones, those that a wider or narrower one took over, and the rest. */
export interface AlignedMedia extends Aligned<MediaType> {
  /** A type of the base next to a type or range of the revision that takes it in. */
  readonly widened: readonly (readonly [MediaType, MediaType])[];
  /** A type or range of the base next to a type of the revision that is only a part of it. */
  readonly narrowed: readonly (readonly [MediaType, MediaType])[];
}

/** Pairs media types: by name, and what is then left by what covers what (OpenAPI 3.1.1, 4.8.14). */
export function alignMedia(before: readonly MediaType[], after: readonly MediaType[]): AlignedMedia {
  const same = align(before, after, ({ type }) => normalType(type));
  const widened = same.gone.flatMap((media) => pairWith(media, closest(after, media)));
  const narrowed = same.fresh.flatMap((media) => pairWith(closest(same.gone, media), media));
  const [took, taken] = [new Set(widened.map(([was]) => was)), new Set(narrowed.flat())];
  const wider = new Set(widened.map(([, is]) => is));
  return {
    pairs: same.pairs,
    widened,
    narrowed,
    gone: same.gone.filter((media) => !took.has(media) && !taken.has(media)),
    fresh: same.fresh.filter((media) => !wider.has(media) && !taken.has(media)),
  };
}

function pairWith(
  before: MediaType | undefined,
  after: MediaType | undefined,
): (readonly [MediaType, MediaType])[] {
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
