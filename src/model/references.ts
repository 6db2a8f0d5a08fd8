import type { Reference, Resources } from "./resources.ts";

export interface References {
  /** Same-document references with nothing at their end. */
  readonly dangling: readonly Reference[];
  /** References to other documents, without duplicates. */
  readonly external: readonly string[];
}

/** The `$ref`s of a document that do not lead to a value in it. */
export function strayReferences(resources: Resources): References {
  const dangling: Reference[] = [];
  const external = new Set<string>();
  for (const { pointer, ref } of resources.references) {
    if (resources.locate(ref, pointer) !== undefined) continue;
    if (ref.startsWith("#") || resources.isInside(ref, pointer)) dangling.push({ pointer, ref });
    else external.add(ref);
  }
  return { dangling, external: [...external] };
}
