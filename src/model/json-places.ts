import {
  BACKSLASH,
  CLOSE_ARRAY,
  CLOSE_OBJECT,
  COMMA,
  isClosing,
  isOpening,
  OPEN_ARRAY,
  OPEN_OBJECT,
  QUOTE,
} from "./json-codes.ts";
import { type Pointer, tokens } from "./pointer.ts";

/** Where a value stands in its text. */
interface Place {
  /** Of the name it is a member by; of the value itself where it has none. */
  readonly start: number;
  readonly value: number;
}

const SPACE = /\s*/y;

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
      const end = endOfString(text, start);
      name = JSON.parse(text.slice(start, end)) as string;
      value = this.#after(SPACE, text.indexOf(":", end) + 1);
    }
    container.found.set(name, { start, value });
    const end = endOfMember(text, value);
    container.next = text.charCodeAt(end) === COMMA ? this.#after(SPACE, end + 1) : end;
  }

  #after(pattern: RegExp, start: number): number {
    pattern.lastIndex = start;
    pattern.test(this.#text);
    return pattern.lastIndex;
  }
}

/**
 * The comma behind a value, or the end of what it is in. Most of a text is passed over here: one loop that calls
 * nothing is fast from the first time on.
 */
function endOfMember(text: string, start: number): number {
  let at = start;
  for (let depth = 0, inString = false; ; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) inString = !inString;
    else if (code === BACKSLASH) at++;
    else if (inString) continue;
    else if (code === OPEN_OBJECT || code === OPEN_ARRAY) depth++;
    else if (code === CLOSE_OBJECT || code === CLOSE_ARRAY) {
      if (--depth < 0) return at;
    } else if (code === COMMA && depth === 0) return at;
  }
}

/** A backslash, which only stands in strings, takes the character behind it along. */
function endOfString(text: string, start: number): number {
  for (let at = start + 1; ; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) return at + 1;
    if (code === BACKSLASH) at++;
  }
}
