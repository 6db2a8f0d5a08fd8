import type { Source } from "../model/source.ts";
import type { Located } from "./reference.ts";

/** A document with the way to the files it refers to. */
export interface Fetched {
  readonly source: Source;
  readonly neighbours: Neighbours;
}

/** What relative and absolute references of one document lead to, and how far they may go. */
export interface Neighbours {
  /** The document's own absolute URL. */
  readonly base: string;
  /** @throws InputError for what is missing, and for what a document may not make anyone read. */
  read(url: string): Promise<Uint8Array>;
}

/** What the reader of a reference knows beyond the place itself. */
export interface Asked {
  /** The reference as the person wrote it. */
  readonly ref: string;
  readonly version?: string;
  readonly date?: string;
}

export interface Listed {
  readonly version: string;
  /** ISO 8601, where the place tells. */
  readonly date?: string;
}

/** One kind of place that documents come from. */
export interface Provider<Place extends Located = Located> {
  /** @throws MissingError where the place can be asked and has no such document; InputError where it cannot be asked. */
  read(place: Place, asked: Asked): Promise<Fetched>;
  /** The versions of a template, in any order; absent where the kind of place cannot tell. */
  list?(template: Place): Promise<readonly Listed[]>;
  close?(): Promise<void>;
}

/** The reference of one kind. */
export type Of<Kind extends Located["kind"]> = Extract<Located, { kind: Kind }>;

/** @param earlier other contents that the place had before. */
export function askedFacts({ ref, version, date }: Asked, earlier: readonly string[] = []) {
  return {
    ...(earlier.length === 0 ? {} : { earlier }),
    ref,
    ...(version === undefined ? {} : { version }),
    ...(date === undefined ? {} : { date }),
  };
}
