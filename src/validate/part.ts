import type { Seen } from "./coverage/counter.ts";
import { type FindingGroup, mergeGroups } from "./findings.ts";

/**
 * What some of the exchanges of a run show, before anything is concluded from them: the parts of a run, put together
 * in any order, are the whole of it.
 */
export interface ValidationPart {
  /** All recordings of the run, in the order they were read in, with the number of their exchanges. */
  readonly recordings: readonly { readonly name: string; readonly exchanges: number }[];
  /** How many of these exchanges the part is of. */
  readonly exchanges: number;
  readonly violating: number;
  readonly unmatched: number;
  readonly groups: readonly FindingGroup[];
  readonly credentials: readonly Credentials[];
  /** Schemas that could not be used. */
  readonly unusable: readonly FindingGroup[];
  /** What was seen of the document, by mark. */
  readonly seen: readonly (Seen & { readonly mark: string })[];
}

/**
 * Requests of one recording without the credentials that the document asks for: told apart, and together. Where
 * nothing in the whole recording carries any, the recorder may have taken them all out.
 */
export interface Credentials {
  readonly recording: string;
  readonly carried: boolean;
  readonly apart: readonly FindingGroup[];
  readonly together: readonly FindingGroup[];
}

/** @param parts of one run; at least one. */
export function mergeParts(parts: readonly ValidationPart[], maxExamples: number): ValidationPart {
  const sum = (count: (part: ValidationPart) => number) =>
    parts.reduce((total, part) => total + count(part), 0);
  const recordings = parts[0]?.recordings ?? [];
  const unusable = parts.flatMap((part) => part.unusable);
  return {
    recordings,
    exchanges: sum((part) => part.exchanges),
    violating: sum((part) => part.violating),
    unmatched: sum((part) => part.unmatched),
    groups: mergeGroups(
      parts.flatMap((part) => part.groups),
      maxExamples,
    ),
    credentials: mergeCredentials(
      parts.flatMap((part) => part.credentials),
      maxExamples,
    ),
    unusable: [...new Map(unusable.map((group) => [group.finding.id, group])).values()],
    seen: mergeSeen(
      parts.flatMap((part) => part.seen),
      recordings.map(({ name }) => name),
    ),
  };
}

function mergeCredentials(all: readonly Credentials[], maxExamples: number): Credentials[] {
  const merged = new Map<string, Credentials>();
  for (const one of all) {
    const known = merged.get(one.recording);
    const both = known === undefined ? [one] : [known, one];
    merged.set(one.recording, {
      recording: one.recording,
      carried: both.some(({ carried }) => carried),
      apart: mergeGroups(
        both.flatMap(({ apart }) => apart),
        maxExamples,
      ),
      together: mergeGroups(
        both.flatMap(({ together }) => together),
        maxExamples,
      ),
    });
  }
  return [...merged.values()];
}

function mergeSeen(all: ValidationPart["seen"], order: readonly string[]): ValidationPart["seen"] {
  const numbers = new Map(order.map((name, i) => [name, i]));
  const number = (name: string) => numbers.get(name) ?? 0;
  const merged = new Map<string, ValidationPart["seen"][number]>();
  for (const one of all) {
    const { mark, first, last } = merged.get(one.mark) ?? one;
    merged.set(mark, {
      mark,
      first: number(one.first) < number(first) ? one.first : first,
      last: number(one.last) > number(last) ? one.last : last,
    });
  }
  return [...merged.values()];
}
