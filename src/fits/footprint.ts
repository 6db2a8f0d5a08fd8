import { createHash } from "node:crypto";
import type { Document } from "../model/document.ts";
import { isObject, type Json, type JsonObject, objectAt, own } from "../model/json.ts";
import type { Operation } from "../model/operation.ts";
import { partAt } from "../model/parts.ts";
import { fromFragment, join, type Pointer } from "../model/pointer.ts";

/**
 * Tells by a hash whether two documents say the same of an operation: its path item, and all that this leads to. What
 * was judged by one of them need not be judged by the other.
 */
export class Footprints {
  readonly #document: Document;
  readonly #uses = new Map<Pointer, Set<Pointer>>();
  readonly #prints = new Map<Pointer, string>();
  readonly #everywhere: string;
  /** Something is referred to that is in no part: only the whole document tells. */
  readonly #whole: boolean;

  constructor(document: Document) {
    this.#document = document;
    for (const [used, users] of document.parts.users) {
      if (used === undefined) continue;
      for (const user of users) this.#uses.set(user, (this.#uses.get(user) ?? new Set()).add(used));
    }
    const { root, openapi, parts } = document;
    this.#whole = parts.users.has(undefined);
    const schemes = own(objectAt(root, "components"), "securitySchemes") ?? null;
    const shared = this.#whole ? root : [openapi, own(root, "security") ?? null, schemes];
    this.#everywhere = hash(JSON.stringify(shared));
  }

  /** Of what matches no operation. */
  get elsewhere(): string {
    return hash(this.#document.operations.map(({ key }) => key).join("\n"));
  }

  of(operation: Operation): string {
    const start = partAt(operation.pointer);
    if (start === undefined || this.#whole) return this.#everywhere;
    const found = new Set<Pointer>([start]);
    // A set that grows while it is gone through: what is added comes up later.
    for (const part of found) for (const next of this.#next(part)) found.add(next);
    const prints = [...found].map((part) => `${part} ${this.#print(part)}`).sort();
    return hash([this.#everywhere, ...prints].join("\n"));
  }

  #print(part: Pointer): string {
    const known = this.#prints.get(part);
    if (known !== undefined) return known;
    const print = hash(JSON.stringify(this.#document.parts.all.get(part) ?? null));
    this.#prints.set(part, print);
    return print;
  }

  readonly #nexts = new Map<Pointer, readonly Pointer[]>();

  #next(part: Pointer): readonly Pointer[] {
    const known = this.#nexts.get(part);
    if (known !== undefined) return known;
    const next = [...(this.#uses.get(part) ?? [])];
    for (const { object, discriminator } of discriminated(this.#document.parts.all.get(part) ?? null)) {
      for (const target of Object.values(objectAt(discriminator, "mapping")))
        next.push(...schemaNamed(target));
      // The variants of a parent are whatever points back to it.
      if (own(object, "oneOf") === undefined && own(object, "anyOf") === undefined)
        next.push(...(this.#document.parts.users.get(part) ?? []));
    }
    const there = next.filter((pointer) => this.#document.parts.all.has(pointer));
    this.#nexts.set(part, there);
    return there;
  }
}

/** Everything that has a discriminator. What is data and only looks like it costs no more than a needless look. */
function* discriminated(part: Json): Generator<{ object: JsonObject; discriminator: JsonObject }> {
  const pending: Json[] = [part];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (typeof next !== "object" || next === null) continue;
    const discriminator = isObject(next) ? own(next, "discriminator") : undefined;
    if (isObject(next) && discriminator !== undefined && isObject(discriminator))
      yield { object: next, discriminator };
    pending.push(...Object.values(next));
  }
}

/** A mapping names a schema by a reference or by its bare name. */
function schemaNamed(target: Json): Pointer[] {
  if (typeof target !== "string") return [];
  const pointer = fromFragment(target);
  const part = pointer === undefined ? undefined : partAt(pointer);
  return [part ?? join("/components/schemas", target)];
}

function hash(text: string): string {
  return createHash("sha256").update(text).digest("base64");
}
