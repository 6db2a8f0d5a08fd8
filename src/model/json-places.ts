import { BACKSLASH, isClosing, isOpening, OPEN_OBJECT, QUOTE } from "./json-codes.ts";
import { type Pointer, tokens } from "./pointer.ts";

/** Where a value stands in its text. */
interface Place {
  /** Of the name it is a member by; of the value itself where it has none. */
  readonly start: number;
  readonly value: number;
}

const SPACE = /\s*/y;
const WORD = /[^\s,\]}]*/y;

/** A container, as far as it has been looked through. */
interface Container {
  readonly isObject: boolean;
  readonly found: Map<string, Place>;
  /** Where the next member begins, if there is one. */
  next: number;
}

/**
 * Where the values of a JSON text stand, found on demand: a container is looked through as far as something in it
 * is asked for, and no tree of the whole text is ever made. The text must be valid JSON.
 */
export class JsonPlaces {
  readonly #text: string;
  readonly #root: Place;
  /** By offset. */
  readonly #containers = new Map<number, Container>();

  constructor(text: string) {
    this.#text = text;
    const start = this.#after(SPACE, 0);
    this.#root = { start, value: start };
  }

  /** The offset of the value at a pointer, name included; of its nearest ancestor where it has none. */
  offsetOf(pointer: Pointer): number {
    let place = this.#root;
    for (const token of tokens(pointer)) {
      const member = this.#memberOf(place.value, token);
      if (member === undefined) break;
      place = member;
    }
    return place.start;
  }

  #memberOf(offset: number, name: string): Place | undefined {
    const container = this.#containerAt(offset);
    if (container === undefined) return undefined;
    while (!container.found.has(name) && !isClosing(this.#text.charCodeAt(container.next)))
      this.#read(container);
    return container.found.get(name);
  }

  #containerAt(offset: number): Container | undefined {
    const known = this.#containers.get(offset);
    if (known !== undefined) return known;
    const opening = this.#text.charCodeAt(offset);
    if (!isOpening(opening)) return undefined;
    const next = this.#after(SPACE, offset + 1);
    const container = { isObject: opening === OPEN_OBJECT, found: new Map<string, Place>(), next };
    this.#containers.set(offset, container);
    return container;
  }

  /** Looks at one more member. */
  #read(container: Container): void {
    const text = this.#text;
    const start = container.next;
    let name = String(container.found.size);
    let value = start;
    if (container.isObject) {
      const end = this.#endOfString(start);
      name = JSON.parse(text.slice(start, end)) as string;
      value = this.#after(SPACE, text.indexOf(":", end) + 1);
    }
    container.found.set(name, { start, value });
    const end = this.#after(SPACE, this.#endOfValue(value));
    container.next = text[end] === "," ? this.#after(SPACE, end + 1) : end;
  }

  #endOfValue(start: number): number {
    const text = this.#text;
    const first = text.charCodeAt(start);
    if (first === QUOTE) return this.#endOfString(start);
    if (!isOpening(first)) return this.#after(WORD, start);
    let at = start;
    for (let depth = 0; ; at++) {
      const code = text.charCodeAt(at);
      if (code === QUOTE) at = this.#endOfString(at) - 1;
      else if (isOpening(code)) depth++;
      else if (isClosing(code) && --depth === 0) return at + 1;
    }
  }

  #endOfString(start: number): number {
    let end = this.#text.indexOf('"', start + 1);
    while (this.#isEscaped(end)) end = this.#text.indexOf('"', end + 1);
    return end + 1;
  }

  /** Is the character preceded by an odd number of backslashes? */
  #isEscaped(at: number): boolean {
    let first = at;
    while (this.#text.charCodeAt(first - 1) === BACKSLASH) first--;
    return (at - first) % 2 === 1;
  }

  #after(pattern: RegExp, start: number): number {
    pattern.lastIndex = start;
    pattern.test(this.#text);
    return pattern.lastIndex;
  }
}
