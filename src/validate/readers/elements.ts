import {
  BACKSLASH,
  CLOSE_ARRAY,
  COLON,
  COMMA,
  isClosing,
  isOpening,
  OPEN_ARRAY,
  QUOTE,
} from "../../model/json-codes.ts";
import { NotAnExchange } from "./exchange-reader.ts";

/** One element of the array that a large JSON value holds its recorded things in. */
export interface Element {
  /** The keys that lead to the array, joined by `/`; empty for an array at the top. */
  readonly path: string;
  /** The element's text; absent for one that is too long to be looked at. */
  readonly bytes?: Buffer;
}

/** How a JSON value came to its end: as it should, in the middle of an element, or without any of the arrays. */
export type End =
  | { readonly end: "complete" | "cut" | "astray" }
  | { readonly end: "elsewhere"; readonly bytes: Buffer };

/** Arrays further down than this are of no interest, and neither are their keys. */
const DEEPEST_PATH = 3;

/**
 * Cuts a JSON value of any size into the elements of one array within it. Only brackets, commas and the ends of
 * strings are looked at: what an element says is for `JSON.parse`, so that a broken one harms only itself, and
 * memory holds one element at a time.
 */
export class ElementScanner {
  readonly #paths: ReadonlySet<string>;
  readonly #longest: number;
  #depth = 0;
  #inString = false;
  #escaped = false;
  /** The depth of the array's elements, once it is open. */
  #inside = 0;
  #path = "";
  #ended: "complete" | "astray" | undefined;
  /** Before the array is found: all that was read, and the keys that lead here. */
  #before: Buffer[] = [];
  readonly #keys: string[] = [];
  #text = "";
  /** Of the current element, or of everything before the array. */
  #size = 0;
  #parts: Buffer[] = [];

  /**
   * @param paths the arrays that are looked for; the first one met is taken.
   * @param longest the longest element that is kept, and the most that may stand before the array.
   */
  constructor(paths: readonly string[], longest: number) {
    this.#paths = new Set(paths);
    this.#longest = longest;
  }

  /** Has the array come to its end? What follows it is of no interest. */
  get done(): boolean {
    return this.#ended !== undefined;
  }

  /** @throws NotAnExchange where more stands before the array than may be kept. */
  *push(chunk: Buffer): Generator<Element> {
    let at = 0;
    if (this.#inside === 0) {
      at = this.#search(chunk);
      if (this.#inside === 0) {
        this.#size += chunk.length;
        if (this.#size > this.#longest) throw new NotAnExchange("no array of recorded exchanges is in sight");
        this.#before.push(chunk);
        return;
      }
      this.#before = [];
      this.#size = 0;
    }
    while (at < chunk.length && !this.done) {
      const start = at;
      at = this.#element(chunk, start);
      const separator = at < chunk.length;
      this.#keep(chunk.subarray(start, at));
      if (!separator) return;
      const close = chunk[at] === COMMA ? undefined : chunk[at];
      at++;
      if (close !== undefined) this.#ended = close === CLOSE_ARRAY ? "complete" : "astray";
      const element = this.#take();
      if (element !== undefined) yield element;
    }
  }

  end(): End {
    if (this.#ended !== undefined) return { end: this.#ended };
    return this.#inside > 0 ? { end: "cut" } : { end: "elsewhere", bytes: Buffer.concat(this.#before) };
  }

  #keep(bytes: Buffer): void {
    this.#size += bytes.length;
    if (this.#size > this.#longest) this.#parts = [];
    else this.#parts.push(bytes);
  }

  #take(): Element | undefined {
    const tooLong = this.#size > this.#longest;
    const bytes = this.#parts.length === 1 ? (this.#parts[0] as Buffer) : Buffer.concat(this.#parts);
    this.#parts = [];
    this.#size = 0;
    if (tooLong) return { path: this.#path };
    // An empty array, or a comma too many.
    return isBlank(bytes) ? undefined : { path: this.#path, bytes };
  }

  /** @returns where the current element ends: at a comma or bracket of the array's own, or with the chunk. */
  #element(chunk: Buffer, from: number): number {
    let depth = this.#depth;
    let at = from;
    for (; at < chunk.length; at++) {
      if (this.#inString) {
        at = this.#skipString(chunk, at);
        continue;
      }
      const byte = chunk[at];
      if (byte === QUOTE) this.#inString = true;
      else if (isOpening(byte)) depth++;
      else if (isClosing(byte)) {
        if (depth === this.#inside) break;
        depth--;
      } else if (byte === COMMA && depth === this.#inside) break;
    }
    this.#depth = depth;
    return Math.min(at, chunk.length);
  }

  /** @returns the place of the closing quote, or the chunk's end. */
  #skipString(chunk: Buffer, from: number): number {
    let at = from;
    if (this.#escaped) {
      this.#escaped = false;
      at++;
    }
    for (; at < chunk.length; at++) {
      const byte = chunk[at];
      if (byte === BACKSLASH) {
        at++;
        if (at === chunk.length) this.#escaped = true;
      } else if (byte === QUOTE) {
        this.#inString = false;
        return at;
      }
    }
    return chunk.length;
  }

  /** Looks for the array. @returns where its elements begin, or the chunk's end. */
  #search(chunk: Buffer): number {
    for (let at = 0; at < chunk.length; at++) {
      if (this.#inString) {
        const end = this.#skipString(chunk, at);
        if (this.#depth <= DEEPEST_PATH && this.#text.length < 64)
          this.#text += chunk.toString("latin1", at, Math.min(end, at + 64));
        at = end;
        continue;
      }
      const byte = chunk[at];
      if (byte === QUOTE) {
        this.#inString = true;
        this.#text = "";
      } else if (byte === COLON) {
        if (this.#depth <= DEEPEST_PATH) this.#keys[this.#depth] = this.#text;
      } else if (isOpening(byte)) {
        this.#depth++;
        // What an array holds is not reached by keys.
        if (this.#depth <= DEEPEST_PATH) this.#keys[this.#depth] = byte === OPEN_ARRAY ? "[]" : "";
        if (byte === OPEN_ARRAY && this.#depth <= DEEPEST_PATH + 1 && this.#found()) return at + 1;
      } else if (isClosing(byte)) this.#depth--;
    }
    return chunk.length;
  }

  #found(): boolean {
    const path = this.#keys.slice(1, this.#depth).join("/");
    if (!this.#paths.has(path)) return false;
    this.#path = path;
    this.#inside = this.#depth;
    return true;
  }
}

function isBlank(bytes: Buffer): boolean {
  return bytes.every((byte) => byte === 0x20 || (byte >= 0x09 && byte <= 0x0d));
}
