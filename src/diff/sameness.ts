import type { Document } from "../model/document.ts";
import { equal, isArray, type Json, type JsonObject, own } from "../model/json.ts";
import { partAt } from "../model/parts.ts";
import type { Pointer } from "../model/pointer.ts";

/**
 * Tells at once what two documents have in common, so that only what differs is ever read. A part of a document
 * is *untouched* if it is equal in both, and leads to no part (through any chain of `$ref`s) that differs.
 * Within touched parts values are interned: equal JSON gets one number, whichever document it stands in.
 */
export class Sameness {
  readonly #base: Document;
  readonly #revision: Document;
  readonly #interned = new Map<string, number>();
  readonly #numbers = new WeakMap<object, number>();
  readonly #touching = new WeakMap<object, boolean>();
  readonly #touched: ReadonlySet<Pointer | undefined>;
  /** By the text of a reference: does it lead to a part that is touched? */
  readonly #leads = new Map<string, boolean>();

  constructor(base: Document, revision: Document) {
    this.#base = base;
    this.#revision = revision;
    this.#touched = touchedParts(base, revision);
  }

  /** Is the part that a place is in the same in both documents, with everything it leads to? */
  isUntouched(pointer: Pointer): boolean {
    const part = partAt(pointer);
    return part !== undefined && this.#base.parts.all.has(part) && !this.#touched.has(part);
  }

  /** Are the values equal, with everything they lead to? */
  untouched(base: Json, revision: Json): boolean {
    return this.#number(base) === this.#number(revision) && !this.#leadsToTouched(base);
  }

  /** The same number for values that mean the same in both documents; `undefined` for those that may not. */
  classOf(value: Json): number | undefined {
    return this.#leadsToTouched(value) ? undefined : this.#number(value);
  }

  #number(value: Json): number {
    if (typeof value !== "object" || value === null) return this.#intern(JSON.stringify(value));
    const known = this.#numbers.get(value);
    if (known !== undefined) return known;
    const text = isArray(value)
      ? `[${value.map((item) => this.#number(item)).join()}]`
      : `{${Object.keys(value)
          .sort()
          .map((key) => `${JSON.stringify(key)}${this.#number((value as JsonObject)[key] as Json)}`)
          .join()}}`;
    const number = this.#intern(text);
    this.#numbers.set(value, number);
    return number;
  }

  #intern(text: string): number {
    const known = this.#interned.get(text);
    if (known !== undefined) return known;
    this.#interned.set(text, this.#interned.size);
    return this.#interned.size - 1;
  }

  #leadsToTouched(value: Json): boolean {
    if (typeof value !== "object" || value === null) return false;
    const known = this.#touching.get(value);
    if (known !== undefined) return known;
    let touching = false;
    if (isArray(value)) touching = value.some((item) => this.#leadsToTouched(item));
    else {
      const ref = own(value as JsonObject, "$ref");
      touching =
        (typeof ref === "string" && this.#refersToTouched(ref)) ||
        Object.values(value).some((member) => this.#leadsToTouched(member));
    }
    this.#touching.set(value, touching);
    return touching;
  }

  #refersToTouched(ref: string): boolean {
    const known = this.#leads.get(ref);
    if (known !== undefined) return known;
    const targets = [this.#base, this.#revision].flatMap(({ parts }) => [...(parts.targets.get(ref) ?? [])]);
    // What is no reference of either document stands in data: cheaper to look than to know.
    const leads = targets.length === 0 || targets.some((part) => this.#touched.has(part));
    this.#leads.set(ref, leads);
    return leads;
  }
}

/** The parts that differ or lead to one that does; `undefined` stands for all that is in no part. */
function touchedParts(base: Document, revision: Document): ReadonlySet<Pointer | undefined> {
  const [before, after] = [base.parts.all, revision.parts.all];
  // A reference that leads to no part: cheaper to look than to know.
  const touched = new Set<Pointer | undefined>([undefined]);
  for (const part of new Set([...before.keys(), ...after.keys()])) {
    if (!equal(before.get(part), after.get(part))) touched.add(part);
  }
  // Against the direction of references. A set grows while it is walked, and each member is visited once.
  for (const part of touched) for (const user of base.parts.users.get(part) ?? []) touched.add(user);
  return touched;
}
