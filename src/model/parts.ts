import { isObject, type Json, type JsonObject, objectAt } from "./json.ts";
import { join, type Pointer } from "./pointer.ts";
import type { Reference, Resources } from "./resources.ts";
import { pointerTo, stepsOf, type Trail } from "./trail.ts";

/**
 * A document taken apart into what is compared as a whole: components, and the items of `paths` and `webhooks`;
 * with what refers to what.
 */
export class Parts {
  readonly #root: JsonObject;
  readonly #resources: Resources;
  readonly #names = new Map<Trail, Pointer>();
  #all: ReadonlyMap<Pointer, Json> | undefined;
  #references: ReadonlyMap<Pointer | undefined, readonly Reference[]> | undefined;
  #users: ReadonlyMap<Pointer | undefined, ReadonlySet<Pointer>> | undefined;

  constructor(root: JsonObject, resources: Resources) {
    this.#root = root;
    this.#resources = resources;
  }

  /** The parts, in the order of the document. */
  get all(): ReadonlyMap<Pointer, Json> {
    this.#all ??= partsOf(this.#root);
    return this.#all;
  }

  /** By part, the references that lead to something in it; under `undefined` those that lead to what is in none. */
  get references(): ReadonlyMap<Pointer | undefined, readonly Reference[]> {
    this.#references ??= byTarget(this.#resources);
    return this.#references;
  }

  /** By part, those that refer to something in it. */
  get users(): ReadonlyMap<Pointer | undefined, ReadonlySet<Pointer>> {
    this.#users ??= new Map(
      [...this.references].map(([part, references]) => {
        const users = references.map((reference) => this.userOf(reference));
        return [part, new Set(users.filter((user) => user !== undefined))];
      }),
    );
    return this.#users;
  }

  /** The part that a reference stands in. */
  userOf({ at }: Reference): Pointer | undefined {
    const [first, second, third] = stepsOf(at);
    const isIn = first?.key === "paths" || first?.key === "webhooks";
    const step = first?.key === "components" ? third : isIn ? second : undefined;
    if (step === undefined) return undefined;
    const known = this.#names.get(step);
    if (known !== undefined) return known;
    const name = pointerTo(step);
    this.#names.set(step, name);
    return name;
  }
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

function byTarget(resources: Resources): ReadonlyMap<Pointer | undefined, readonly Reference[]> {
  const found = new Map<Pointer | undefined, Reference[]>();
  for (const reference of resources.references) {
    const part = reference.target === undefined ? undefined : partAt(reference.target);
    const others = found.get(part);
    if (others === undefined) found.set(part, [reference]);
    else others.push(reference);
  }
  return found;
}

/** The part that a place is in. */
export function partAt(pointer: Pointer): Pointer | undefined {
  return /^\/(?:components\/[^/]*|paths|webhooks)\/[^/]*/.exec(pointer)?.[0] as Pointer | undefined;
}
