import type { Pointer } from "./pointer.ts";
import type { Resources } from "./resources.ts";
import { pointerTo } from "./trail.ts";

/** A same-document reference with nothing at its end. */
export interface Dangling {
  /** Where the object with the `$ref` stands. */
  readonly pointer: Pointer;
  readonly ref: string;
}

export interface Strays {
  readonly dangling: readonly Dangling[];
  /** References to other documents, without duplicates. */
  readonly external: readonly string[];
}

/** The `$ref`s of a document that do not lead to a value in it. */
export function strayReferences(resources: Resources): Strays {
  const dangling: Dangling[] = [];
  const external = new Set<string>();
  for (const { at, ref, target } of resources.references) {
    if (target !== undefined) continue;
    const pointer = pointerTo(at);
    if (ref.startsWith("#") || resources.isInside(ref, pointer)) dangling.push({ pointer, ref });
    else external.add(ref);
  }
  return { dangling, external: [...external] };
}
