import { type Json, stringAt } from "./json.ts";
import { objectsIn } from "./objects-in.ts";
import type { Pointer } from "./pointer.ts";
import { Resources } from "./resources.ts";

export interface Reference {
  /** Where the object with the `$ref` stands. */
  readonly pointer: Pointer;
  readonly ref: string;
}

export interface References {
  /** Same-document references with nothing at their end. */
  readonly dangling: readonly Reference[];
  /** References to other documents, without duplicates. */
  readonly external: readonly string[];
}

/** Finds every `$ref` of a document that does not lead to a value in it. */
export function findReferences(root: Json): References {
  const dangling: Reference[] = [];
  const external = new Set<string>();
  const resources = new Resources(root);
  for (const { pointer, object } of objectsIn(root)) {
    const ref = stringAt(object, "$ref");
    if (ref === undefined || resources.locate(ref, pointer) !== undefined) continue;
    if (ref.startsWith("#") || resources.isInside(ref, pointer)) dangling.push({ pointer, ref });
    else external.add(ref);
  }
  return { dangling, external: [...external] };
}
