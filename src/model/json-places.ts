import { BACKSLASH, COMMA, isClosing, isOpening, OPEN_OBJECT, QUOTE } from "./json-codes.ts";
import { type Pointer, tokens } from "./pointer.ts";

/** Where a value stands in its text. */
interface Place {
  /** Of the name it is a member by; of the value itself where it has none. */
  readonly start: number;
  readonly value: number;
}

const SPACE = /\s*/y;
const WORD = /[^\s,\]}]*/y;
/**
 * What stands before the next bracket, where that is not too much for one look. Most of a text is passed over with it:
 * an expression is compiled when it is first run, a loop only after it has taken its time.
 */
const BEFORE_BRACKET = /[^"{}[\]]*(?:"[^"\\]*(?:\\.[^"\\]*){0,100}"[^"{}[\]]*){0,500}/y;

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
    const start = after(SPACE, text, 0);
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
    const next = after(SPACE, this.#text, offset + 1);
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
      name = contentOf(text.slice(start, end));
      value = after(SPACE, text, text.indexOf(":", end) + 1);
    }
    container.found.set(name, { start, value });
    const end = after(SPACE, text, endOfValue(text, value));
    container.next = text.charCodeAt(end) === COMMA ? after(SPACE, text, end + 1) : end;
  }
}

function contentOf(string: string): string {
  return string.includes("\\") ? (JSON.parse(string) as string) : string.slice(1, -1);
}

function endOfValue(text: string, start: number): number {
  const first = text.charCodeAt(start);
  if (first === QUOTE) return endOfString(text, start);
  if (!isOpening(first)) return after(WORD, text, start);
  let at = start;
  for (let depth = 0; ; ) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) at = endOfString(text, at);
    else if (isOpening(code)) depth++;
    else if (isClosing(code) && --depth === 0) return at + 1;
    at = after(BEFORE_BRACKET, text, code === QUOTE ? at : at + 1);
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

function after(pattern: RegExp, text: string, start: number): number {
  pattern.lastIndex = start;
  pattern.test(text);
  return pattern.lastIndex;
}
