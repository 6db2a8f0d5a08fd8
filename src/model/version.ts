/**
 * Version order: Semantic Versioning 2.0.0, section 11, with any number of numeric parts and an optional
 * leading `v`, so that `1.0.0-beta.33.54.9` < `1.0.0-beta.33.54.11`, `46.208.0` < `46.211.1` and `1.2` < `1.2.0.1`.
 */
export interface ParsedVersion {
  readonly numbers: readonly bigint[];
  readonly prerelease: readonly (bigint | string)[];
}

const VERSION = /^v?(\d+(?:\.\d+)*)(?:-([0-9A-Za-z.-]+))?(?:\+[0-9A-Za-z.-]+)?$/;

/** @returns `undefined` for text that is no version (a branch name, say). */
export function parseVersion(text: string): ParsedVersion | undefined {
  const match = VERSION.exec(text);
  if (match === null) return undefined;
  return {
    numbers: (match[1] as string).split(".").map(BigInt),
    prerelease: match[2] === undefined ? [] : match[2].split(".").map(identifier),
  };
}

function identifier(text: string): bigint | string {
  return /^\d+$/.test(text) ? BigInt(text) : text;
}

function compareIdentifiers(left: bigint | string | undefined, right: bigint | string | undefined): number {
  if (left === right) return 0;
  if (left === undefined) return -1;
  if (right === undefined) return 1;
  if (typeof left !== typeof right) return typeof left === "bigint" ? -1 : 1;
  return left < right ? -1 : 1;
}

/** Order for `Array.sort`, older first. Text that is no version comes before every version, in text order. */
export function compareVersions(left: string, right: string): number {
  const a = parseVersion(left);
  const b = parseVersion(right);
  if (a === undefined || b === undefined) {
    if (a === undefined && b === undefined) return left < right ? -1 : left > right ? 1 : 0;
    return a === undefined ? -1 : 1;
  }
  const length = Math.max(a.numbers.length, b.numbers.length);
  for (let i = 0; i < length; i++) {
    const order = compareIdentifiers(a.numbers[i] ?? 0n, b.numbers[i] ?? 0n);
    if (order !== 0) return order;
  }
  // A pre-release comes before its release (section 11.3).
  if (a.prerelease.length === 0 || b.prerelease.length === 0)
    return b.prerelease.length - a.prerelease.length;
  for (let i = 0; i < Math.max(a.prerelease.length, b.prerelease.length); i++) {
    const order = compareIdentifiers(a.prerelease[i], b.prerelease[i]);
    if (order !== 0) return order;
  }
  return 0;
}
