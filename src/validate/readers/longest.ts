/**
 * What is longer than this is passed over: a line, an entry, a body unpacked, or a collection as a whole. Reading one
 * that is just as long takes some 400 MB of memory, and up to 2 GB where it holds nothing but tiny objects.
 */
export const LONGEST = 64 * 1024 * 1024;

export function inMegabytes(bytes: number): string {
  return `${bytes / 1_048_576} MB`;
}
