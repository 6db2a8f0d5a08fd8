import { byKind } from "../model/coverage.ts";
import type { Coverable } from "../validate/coverage/inventory.ts";
import type { ValidateShard } from "./file.ts";

/** What there is to be seen of a document, to be written down. */
export function inventoryJson({ inventory }: Coverable): ValidateShard["inventory"] {
  const counted = inventory();
  return byKind((kind) => [...counted[kind]]);
}

/** The same, as it was written down. */
export function coverableIn({ inventory, run: { document } }: ValidateShard): Coverable {
  return {
    title: document.title,
    version: document.version,
    inventory: () => byKind((kind) => new Map(inventory[kind])),
  };
}
