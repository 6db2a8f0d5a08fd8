/** What can be seen of a document in its traffic, in the order in which it is told. */
export const COVERAGE_KINDS = [
  "operations",
  "responses",
  "mediaTypes",
  "variants",
  "enumValues",
  "properties",
  "nullables",
] as const;

export type CoverageKind = (typeof COVERAGE_KINDS)[number];

export interface Ratio {
  readonly seen: number;
  readonly total: number;
}

/**
 * How much of a document was seen: its operations and their responses, the media types of bodies that have several,
 * the variants of unions, the values of enums, optional properties, and both sides of what may be null.
 */
export interface Coverage extends Readonly<Record<CoverageKind, Ratio>> {
  /**
   * What was never seen, kind after kind: `GET /pets`, `GET /pets 404`, `GET /pets 200 application/json`,
   * `#/components/schemas/Pet/oneOf Dog`, `#/…/enum "red"`, `#/…/properties/name`, `#/… null`.
   */
  readonly missing: readonly string[];
  /** Where it is added up over several runs: how this one differs from those before. */
  readonly since?: {
    /** Runs before this one. */
    readonly runs: number;
    /** Seen for the first time. */
    readonly new: readonly string[];
    /** What the document no longer has. */
    readonly gone: readonly string[];
  };
}

/** One of something for each kind. */
export function byKind<Value>(make: (kind: CoverageKind) => Value): Record<CoverageKind, Value> {
  return Object.fromEntries(COVERAGE_KINDS.map((kind) => [kind, make(kind)])) as Record<CoverageKind, Value>;
}

/** What is asked of coverage: `all` is everything taken together. */
export interface CoverageMinimum {
  readonly of: CoverageKind | "all";
  readonly percent: number;
}

/** One kind, or everything together. */
export function ratioOf(coverage: Coverage, of: CoverageMinimum["of"]): Ratio {
  if (of !== "all") return coverage[of];
  const sum = (count: (ratio: Ratio) => number) =>
    COVERAGE_KINDS.reduce((total, kind) => total + count(coverage[kind]), 0);
  return { seen: sum(({ seen }) => seen), total: sum(({ total }) => total) };
}

/** Rounded down, so that 100 means all; what has nothing to see is seen. */
export function percentOf({ seen, total }: Ratio): number {
  return total === 0 ? 100 : Math.floor((seen / total) * 100);
}
