import type { Document } from "../model/document.ts";
import { type Container, equal, isArray, isContainer, type Json, type Plain } from "../model/json.ts";
import { partAt } from "../model/parts.ts";
import type { Pointer } from "../model/pointer.ts";

/** A value and where it stands. */
interface Placed {
  readonly pointer: Pointer;
  readonly raw: Json;
}

/**
 * Tells at once what two documents have in common, so that only what differs is ever read. A part of a document
 * is *untouched* if it is equal in both, and leads to no part (through any chain of `$ref`s) that differs.
 * Values of parts that differ are interned: equal JSON gets one number, whichever document it stands in.
 */
export class Sameness {
  #next = 0;
  readonly #plain = new Map<Plain, number>();
  /** By the numbers of their items; of their keys, in order, and values. */
  readonly #arrays = new Map<string, number>();
  readonly #objects = new Map<string, number>();
  readonly #numbers = new Map<Container, number>();
  readonly #common: ReadonlySet<Pointer | undefined>;
  /** Parts that differ, and parts and values that lead to one. */
  readonly #touched: ReadonlySet<Pointer | undefined>;
  readonly #touching: ReadonlySet<Container>;

  constructor(base: Document, revision: Document) {
    const { common, differing } = compareParts(base.parts.all, revision.parts.all);
    this.#common = common;
    // A reference that leads to no part: cheaper to look than to know.
    const touched = new Set<Pointer | undefined>(differing).add(undefined);
    const touching = new Set<Container>();
    // Against the direction of references. A set grows while it is walked, and each member is visited once.
    for (const part of touched) {
      for (const { parts } of [base, revision]) {
        for (const reference of parts.references.get(part) ?? []) {
          for (let at = reference.at; at !== undefined && !touching.has(at.value); at = at.up)
            touching.add(at.value);
          const user = parts.userOf(reference);
          if (user !== undefined) touched.add(user);
        }
      }
    }
    this.#touched = touched;
    this.#touching = touching;
  }

  /** Is the part that a place is in the same in both documents, with everything it leads to? */
  isUntouched(pointer: Pointer): boolean {
    const part = partAt(pointer);
    return this.#common.has(part) && !this.#touched.has(part);
  }

  /** Are the values equal, with everything they lead to? */
  untouched(base: Json, revision: Json): boolean {
    return !this.leadsToTouched(base) && this.#number(base) === this.#number(revision);
  }

  /** The same where it is known where they stand. */
  untouchedAt(base: Placed, revision: Placed): boolean {
    return this.areOne(base, revision)
      ? !this.leadsToTouched(base.raw)
      : this.untouched(base.raw, revision.raw);
  }

  /** Are they one value, which stands at the same place of a part that is equal in both documents? */
  areOne(base: Placed, revision: Placed): boolean {
    return base.pointer === revision.pointer && this.#common.has(partAt(base.pointer));
  }

  /** Does anything in a value refer to a part that differs, directly or through others? */
  leadsToTouched(value: Json): boolean {
    return isContainer(value) && this.#touching.has(value);
  }

  /** The same number for values that mean the same in both documents; `undefined` for those that may not. */
  classOf(value: Json): number | undefined {
    return this.leadsToTouched(value) ? undefined : this.#number(value);
  }

  #number(value: Json): number {
    if (!isContainer(value)) return this.#intern(this.#plain, value);
    const known = this.#numbers.get(value);
    if (known !== undefined) return known;
    let text = "";
    if (isArray(value)) for (const item of value) text += `${this.#number(item)},`;
    else {
      for (const key of Object.keys(value).sort())
        text += `${this.#number(key)}:${this.#number(value[key] as Json)},`;
    }
    const number = this.#intern(isArray(value) ? this.#arrays : this.#objects, text);
    this.#numbers.set(value, number);
    return number;
  }

  #intern<Value>(numbers: Map<Value, number>, value: Value): number {
    const known = numbers.get(value);
    if (known !== undefined) return known;
    numbers.set(value, this.#next);
    return this.#next++;
  }
}

/** Which parts are equal in both documents, and which are not, or only in one. */
function compareParts(
  base: ReadonlyMap<Pointer, Json>,
  revision: ReadonlyMap<Pointer, Json>,
): Record<"common" | "differing", ReadonlySet<Pointer>> {
  const [common, differing] = [new Set<Pointer>(), new Set<Pointer>()];
  for (const [part, value] of base) (equal(value, revision.get(part)) ? common : differing).add(part);
  for (const part of revision.keys()) if (!base.has(part)) differing.add(part);
  return { common, differing };
}
