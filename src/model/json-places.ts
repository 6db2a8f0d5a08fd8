import { type Pointer, tokens } from "./pointer.ts";

/** Where a value stands in its text. */
interface Place {
  /** Of the name it is a member by; of the value itself where it has none. */
  readonly start: number;
  readonly value: number;
}

const SPACE = /\s*/y;
const WORD = /[^\s,\]}]*/y;
const [QUOTE, OPEN_BRACKET, BACKSLASH, CLOSE_BRACKET, OPEN_BRACE, CLOSE_BRACE] = [34, 91, 92, 93, 123, 125];

/**
 * Where the values of a JSON text stand, found on demand: a container is looked through when something in it is
 * first asked for, and no tree of the whole text is ever made. The text must be valid JSON.
 */
export class JsonPlaces {
  readonly #text: string;
  readonly #root: Place;
  /** What stands in a container, by the offset of the container. */
  readonly #inside = new Map<number, ReadonlyMap<string, Place>>();

  constructor(text: string) {
    this.#text = text;
    const start = this.#after(SPACE, 0);
    this.#root = { start, value: start };
  }

  /** The offset of the value at a pointer, name included; of its nearest ancestor where it has none. */
  offsetOf(pointer: Pointer): number {
    let place = this.#root;
    for (const token of tokens(pointer)) {
      const next = this.#membersOf(place.value).get(token);
      if (next === undefined) break;
      place = next;
    }
    return place.start;
  }

  #membersOf(container: number): ReadonlyMap<string, Place> {
    const known = this.#inside.get(container) ?? this.#scan(container);
    this.#inside.set(container, known);
    return known;
  }

  #scan(container: number): ReadonlyMap<string, Place> {
    const text = this.#text;
    const members = new Map<string, Place>();
    const opening = text.charCodeAt(container);
    if (!isOpening(opening)) return members;
    for (let at = this.#after(SPACE, container + 1); !isClosing(text.charCodeAt(at)); ) {
      const start = at;
      let name = String(members.size);
      if (opening === OPEN_BRACE) {
        const end = this.#endOfString(start);
        name = JSON.parse(text.slice(start, end)) as string;
        at = this.#after(SPACE, text.indexOf(":", end) + 1);
      }
      members.set(name, { start, value: at });
      at = this.#after(SPACE, this.#endOfValue(at));
      if (text[at] === ",") at = this.#after(SPACE, at + 1);
    }
    return members;
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

function isOpening(code: number): boolean {
  return code === OPEN_BRACE || code === OPEN_BRACKET;
}

function isClosing(code: number): boolean {
  return code === CLOSE_BRACE || code === CLOSE_BRACKET;
}
