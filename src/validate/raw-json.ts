import { isArray, type Json } from "../model/json.ts";
import {
  BACKSLASH,
  COLON,
  COMMA,
  isClosing,
  isOpening,
  MINUS,
  OPEN_OBJECT,
  QUOTE,
} from "../model/json-codes.ts";
import { join, type Pointer } from "../model/pointer.ts";

/** Integers with fewer digits than this are always exact. */
const EXACT_DIGITS = 15;

/** What a look at JSON text tells without reading it. */
export interface Survey {
  /** Names of members, each time they are written. */
  readonly members: number;
  readonly depth: number;
  /** Is there a number with so many digits that it may not be exact? */
  readonly long: boolean;
}

/** Looks over JSON text (known to be JSON) once, without making anything of it. */
export function survey(text: string): Survey {
  let members = 0;
  let depth = 0;
  let deepest = 0;
  let long = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) at = closingQuote(text, at);
    else if (code === COLON) members++;
    else if (isOpening(code)) {
      depth++;
      if (depth > deepest) deepest = depth;
    } else if (isClosing(code)) depth--;
    else if (isDigit(code)) {
      const start = at;
      while (isDigit(text.charCodeAt(at + 1))) at++;
      long ||= at - start >= EXACT_DIGITS;
    }
  }
  return { members, depth: deepest, long };
}

/** How many members the objects of a value have: fewer than its text wrote, if a name was there twice. */
export function countMembers(value: Json): number {
  if (typeof value !== "object" || value === null) return 0;
  let count = 0;
  if (isArray(value)) {
    for (const item of value) if (typeof item === "object") count += countMembers(item);
    return count;
  }
  for (const name in value) {
    count++;
    const member = value[name];
    if (typeof member === "object" && member !== null) count += countMembers(member);
  }
  return count;
}

/** Something that JSON text says and that is lost when it is read. */
export type Loss =
  | { readonly kind: "number"; readonly instance: Pointer; readonly text: string }
  | { readonly kind: "duplicate"; readonly instance: Pointer };

/** Finds, in JSON text (known to be JSON), integers that are not exact as doubles and names that come twice. */
export function losses(text: string): Loss[] {
  const found: Loss[] = [];
  const open: { readonly names: Set<string> | undefined; key: string | number }[] = [];
  const place = () => join("", ...open.map(({ key }) => key));
  let expectsName = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const holder = open.at(-1);
    if (isOpening(code)) {
      const isObject = code === OPEN_OBJECT;
      open.push({ names: isObject ? new Set() : undefined, key: isObject ? "" : 0 });
      expectsName = isObject;
    } else if (isClosing(code)) {
      open.pop();
      expectsName = false;
    } else if (code === COMMA && holder !== undefined) {
      expectsName = holder.names !== undefined;
      if (typeof holder.key === "number") holder.key++;
    } else if (code === QUOTE) {
      const end = closingQuote(text, at);
      if (expectsName && holder?.names !== undefined) {
        const name = JSON.parse(text.slice(at, end + 1)) as string;
        holder.key = name;
        if (holder.names.has(name)) found.push({ kind: "duplicate", instance: place() });
        holder.names.add(name);
        expectsName = false;
      }
      at = end;
    } else if (isDigit(code) || code === MINUS) {
      const number = /[-+.\deE]+/y;
      number.lastIndex = at;
      const literal = number.exec(text)?.[0] ?? "";
      at += literal.length - 1;
      if (/^-?\d+$/.test(literal) && !Number.isSafeInteger(Number(literal)))
        found.push({ kind: "number", instance: place(), text: literal.slice(0, 60) });
    }
  }
  return found;
}

function closingQuote(text: string, from: number): number {
  let at = from + 1;
  for (let code = text.charCodeAt(at); code !== QUOTE; code = text.charCodeAt(at)) {
    if (at >= text.length) return text.length;
    at += code === BACKSLASH ? 2 : 1;
  }
  return at;
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

/** Is a value nested deeper than `limit` levels? */
export function isDeeperThan(value: Json, limit: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (limit === 0) return true;
  const members: readonly Json[] = isArray(value) ? value : Object.values(value);
  return members.some((member) => isDeeperThan(member, limit - 1));
}
