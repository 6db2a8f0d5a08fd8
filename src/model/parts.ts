import { isObject, type Json, type JsonObject, objectAt } from "./json.ts";
import { join, type Pointer } from "./pointer.ts";
import type { Resources } from "./resources.ts";

/** What the text of a reference leads to: parts by their pointers, `undefined` for what is in none. */
export type Targets = ReadonlySet<Pointer | undefined>;

/**
 * A document taken apart into what is compared as a whole: components, and the items of `paths` and `webhooks`;
 * with what refers to what.
 */
export class Parts {
  readonly #root: JsonObject;
  readonly #resources: Resources;
  #all: ReadonlyMap<Pointer, Json> | undefined;
  #references: References | undefined;

  constructor(root: JsonObject, resources: Resources) {
    this.#root = root;
    this.#resources = resources;
  }

  /** The parts, in the order of the document. */
  get all(): ReadonlyMap<Pointer, Json> {
    this.#all ??= partsOf(this.#root);
    return this.#all;
  }

  /** By part, those that refer to something in it. */
  get users(): ReadonlyMap<Pointer | undefined, ReadonlySet<Pointer>> {
    return this.#read().users;
  }

  /** By the text of a reference, what it leads to. */
  get targets(): ReadonlyMap<string, Targets> {
    return this.#read().targets;
  }

  #read(): References {
    this.#references ??= referencesBetween(this.#resources);
    return this.#references;
  }
}

interface References {
  readonly users: ReadonlyMap<Pointer | undefined, ReadonlySet<Pointer>>;
  readonly targets: ReadonlyMap<string, Targets>;
}

function partsOf(root: JsonObject): ReadonlyMap<Pointer, Json> {
  const parts = new Map<Pointer, Json>();
  const add = (pointer: Pointer, map: JsonObject) => {
    for (const [name, part] of Object.entries(map)) parts.set(join(pointer, name), part);
  };
  for (const key of ["paths", "webhooks"]) add(`/${key}`, objectAt(root, key));
  for (const [kind, map] of Object.entries(objectAt(root, "components"))) {
    if (isObject(map)) add(join("/components", kind), map);
  }
  return parts;
}

function referencesBetween(resources: Resources): References {
  const users = new Map<Pointer | undefined, Set<Pointer>>();
  const targets = new Map<string, Set<Pointer | undefined>>();
  for (const { pointer, ref } of resources.references) {
    const target = resources.locate(ref, pointer);
    const part = target === undefined ? undefined : partAt(target);
    const user = partAt(pointer);
    if (user !== undefined) addTo(users, part, user);
    addTo(targets, ref, part);
  }
  return { users, targets };
}

/** The part that a place is in. */
export function partAt(pointer: Pointer): Pointer | undefined {
  return /^\/(?:components\/[^/]*|paths|webhooks)\/[^/]*/.exec(pointer)?.[0] as Pointer | undefined;
}

function addTo<Key, Value>(sets: Map<Key, Set<Value>>, key: Key, value: Value): void {
  const set = sets.get(key);
  if (set === undefined) sets.set(key, new Set([value]));
  else set.add(value);
}
