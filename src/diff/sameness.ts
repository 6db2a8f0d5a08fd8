import { isArray, type Json, type JsonObject, own } from "../model/json.ts";
import { componentsOf, referencesIn } from "./components.ts";

/**
 * Tells at once what two documents have in common, so that only what differs is ever looked at.
 * Values are interned: equal JSON gets one number, whichever document it stands in. On top of that, a value is
 * *untouched* only if no component it leads to (through any chain of `$ref`s) differs between the documents.
 */
export class Sameness {
  readonly #interned = new Map<string, number>();
  readonly #numbers = new WeakMap<object, number>();
  readonly #touching = new WeakMap<object, boolean>();
  readonly #touched: ReadonlySet<string>;

  constructor(base: JsonObject, revision: JsonObject) {
    this.#touched = this.#touchedComponents(base, revision);
  }

  /** Are the values equal, with everything they lead to? */
  untouched(base: Json, revision: Json): boolean {
    return this.equal(base, revision) && !this.#leadsToTouched(base);
  }

  /** Are the values equal as written? Key order does not matter. */
  equal(base: Json, revision: Json): boolean {
    return base === revision || this.#number(base) === this.#number(revision);
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

  /** The references to components that differ, or that lead to one that does. */
  #touchedComponents(base: JsonObject, revision: JsonObject): ReadonlySet<string> {
    const before = componentsOf(base);
    const after = componentsOf(revision);
    const touched = new Set<string>();
    for (const ref of new Set([...before.keys(), ...after.keys()])) {
      const left = before.get(ref);
      const right = after.get(ref);
      if (left === undefined || right === undefined || !this.equal(left, right)) touched.add(ref);
    }
    // Against the direction of references, from what differs to all that leads to it.
    const users = new Map<string, string[]>();
    for (const [ref, component] of before) {
      for (const target of referencesIn(component)) {
        const list = users.get(target);
        if (list === undefined) users.set(target, [ref]);
        else list.push(ref);
      }
    }
    const pending = [...touched];
    for (const target of users.keys()) {
      // A reference into the middle of something: cheaper to look than to know.
      if (!before.has(target)) pending.push(target);
    }
    for (let ref = pending.pop(); ref !== undefined; ref = pending.pop()) {
      touched.add(ref);
      for (const user of users.get(ref) ?? []) if (!touched.has(user)) pending.push(user);
    }
    return touched;
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
        (typeof ref === "string" && (this.#touched.has(ref) || !isComponentReference(ref))) ||
        Object.values(value).some((member) => this.#leadsToTouched(member));
    }
    this.#touching.set(value, touching);
    return touching;
  }
}

function isComponentReference(ref: string): boolean {
  return /^#\/components\/[^/]+\/[^/]+$/.test(ref);
}
