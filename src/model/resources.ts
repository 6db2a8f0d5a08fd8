import type { Json } from "./json.ts";
import { visitKeywords } from "./keywords-in.ts";
import { fromFragment, join, type Pointer, resolve, tokens } from "./pointer.ts";
import { pointerTo, type Trail } from "./trail.ts";

/** Where a document without an `$id` of its own is taken to be: references only count relative to it. */
const NOWHERE = "specwitness:///document";

/** A `$ref` of a document. */
export interface Reference {
  /** The way to the object with the `$ref`. */
  readonly at: Trail | undefined;
  readonly ref: string;
  /** The place that it names; none where it leads out of the document, or to nothing in it. */
  readonly target: Pointer | undefined;
}

/**
 * What references in one document lead to: pointers, anchors, and schemas with an `$id`, which begin a resource of
 * their own to which the references below them are relative (JSON Schema 2020-12, section 8.2).
 */
export class Resources {
  /** Every `$ref` there is, in the order of the document. */
  readonly references: readonly Reference[];
  /** Is the document nested too deep? Then it was not read to its end. */
  readonly isTooDeep: boolean;
  readonly #root: Json;
  /** Resources by the pointer where they begin, and by their absolute URI. */
  readonly #uris = new Map<Pointer, string>([["", NOWHERE]]);
  readonly #pointers = new Map<string, Pointer>([[NOWHERE, ""]]);
  readonly #anchors = new Map<string, Pointer>();
  /** What references lead to in a document of one resource, where it does not matter from where. */
  readonly #located = new Map<string, Pointer | undefined>();

  constructor(root: Json) {
    this.#root = root;
    const references: Omit<Reference, "target">[] = [];
    const ids: [string, Pointer][] = [];
    const anchors: [string, Pointer][] = [];
    const isWhole = visitKeywords(root, (keyword, value, at) => {
      if (!keyword.startsWith("$") || typeof value !== "string") return;
      if (keyword === "$ref") references.push({ at, ref: value });
      else if (keyword === "$id") ids.push([value, pointerTo(at)]);
      else if (keyword === "$anchor" || keyword === "$dynamicAnchor") anchors.push([value, pointerTo(at)]);
    });
    this.isTooDeep = !isWhole;
    // Outer schemas first, so that the base of an inner one is known.
    for (const [id, at] of ids.sort(([, a], [, b]) => a.length - b.length)) {
      const uri = absolute(id, this.#baseOf(at));
      if (uri === undefined) continue;
      this.#uris.set(at, uri);
      this.#pointers.set(uri, at);
    }
    for (const [anchor, at] of anchors) this.#anchors.set(`${this.#baseOf(at)}#${anchor}`, at);
    this.references = references.map(({ at, ref }) => {
      return { at, ref, target: this.locate(ref, this.#hasOne ? "" : pointerTo(at)) };
    });
  }

  /**
   * The place that a reference names.
   * @param from where the reference stands
   * @returns `undefined` for what leads out of the document, or to nothing in it.
   */
  locate(ref: string, from: Pointer): Pointer | undefined {
    if (!this.#hasOne) return this.#find(ref, from);
    const known = this.#located.get(ref);
    if (known !== undefined || this.#located.has(ref)) return known;
    const found = this.#find(ref, from);
    this.#located.set(ref, found);
    return found;
  }

  /** Is the whole document one resource, so that it does not matter where in it a reference stands? */
  get #hasOne(): boolean {
    return this.#uris.size === 1;
  }

  #find(ref: string, from: Pointer): Pointer | undefined {
    const [resource = "", fragment] = this.#split(ref, from) ?? [];
    const start = this.#pointers.get(resource);
    if (start === undefined) return undefined;
    if (fragment === "") return start;
    const below = fromFragment(`#${fragment}`);
    if (below === undefined) return this.#anchors.get(`${resource}#${fragment}`);
    const pointer = `${start}${below}` as Pointer;
    return resolve(this.#root, pointer) === undefined ? undefined : pointer;
  }

  /** Does a reference stay in the document, whether or not there is anything at its end? */
  isInside(ref: string, from: Pointer): boolean {
    const [resource = ""] = this.#split(ref, from) ?? [];
    return this.#pointers.has(resource);
  }

  #split(ref: string, from: Pointer): [resource: string, fragment: string] | undefined {
    const base = this.#baseOf(from);
    if (ref.startsWith("#")) return [base, ref.slice(1)];
    const uri = absolute(ref, base);
    if (uri === undefined) return undefined;
    const [, fragment = ""] = /#(.*)$/s.exec(ref) ?? [];
    return [uri, fragment];
  }

  /** The URI of the innermost resource that a place is in. */
  #baseOf(pointer: Pointer): string {
    if (this.#hasOne) return NOWHERE;
    const steps = tokens(pointer);
    for (let length = steps.length; length > 0; length--) {
      const uri = this.#uris.get(join("", ...steps.slice(0, length)));
      if (uri !== undefined) return uri;
    }
    return this.#uris.get("") ?? NOWHERE;
  }
}

/** A URI without its fragment. */
function absolute(reference: string, base: string): string | undefined {
  try {
    const url = new URL(reference, base);
    url.hash = "";
    return url.href;
  } catch {
    return undefined;
  }
}
