import { nativePattern } from "./regex.ts";

/** Some of the names that members of an object can have: those listed, or all others. */
export interface Region {
  readonly names: ReadonlySet<string>;
  readonly patterns: readonly string[];
  /** All names but these. */
  readonly others: boolean;
}

export function named(name: string): Region {
  return { names: new Set([name]), patterns: [], others: false };
}

export function matching(pattern: string): Region {
  return { names: new Set(), patterns: [pattern], others: false };
}

export function othersThan(names: Iterable<string>, patterns: Iterable<string>): Region {
  return { names: new Set(names), patterns: [...patterns], others: true };
}

/** The only name in the region, if that is what it is. */
export function singleName(region: Region): string | undefined {
  if (region.others || region.patterns.length > 0 || region.names.size !== 1) return undefined;
  const [name] = region.names;
  return name;
}

export function covers(region: Region, name: string): boolean {
  const listed =
    region.names.has(name) || region.patterns.some((pattern) => nativePattern(pattern)?.test(name));
  return listed !== region.others;
}

/** The same for names of which only the matching patterns matter: none of them is listed anywhere. */
export function coversCell(region: Region, cell: ReadonlySet<string>): boolean {
  return region.patterns.some((pattern) => cell.has(pattern)) !== region.others;
}
