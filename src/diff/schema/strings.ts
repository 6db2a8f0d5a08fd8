import type { Schema } from "../../model/schema.ts";
import { doubt, type Formula } from "./formula.ts";
import { nativePattern } from "./regex.ts";
import { found, NONE, type Outcome, unknown } from "./search.ts";
import { shortestWord } from "./words.ts";

export type StringAtom = { readonly of: "string" } & (
  | { readonly is: "longer-or" | "shorter-or"; readonly length: number }
  | { readonly is: "matches" | "avoids"; readonly pattern: string }
);

export function oppositeOfStringAtom(atom: StringAtom): StringAtom {
  switch (atom.is) {
    case "longer-or":
      return { of: "string", is: "shorter-or", length: Math.ceil(atom.length) - 1 };
    case "shorter-or":
      return { of: "string", is: "longer-or", length: Math.floor(atom.length) + 1 };
    case "matches":
      return { ...atom, is: "avoids" };
    case "avoids":
      return { ...atom, is: "matches" };
  }
}

/** What a schema says of a string. `format` is an annotation. */
export function stringAtoms(schema: Schema): Formula[] {
  const atoms: Formula[] = [];
  const { minLength, maxLength, pattern } = schema;
  if (minLength !== undefined) atoms.push({ of: "string", is: "longer-or", length: minLength });
  if (maxLength !== undefined) atoms.push({ of: "string", is: "shorter-or", length: maxLength });
  if (pattern !== undefined) {
    if (nativePattern(pattern) === undefined) atoms.push(doubt(`the pattern ${pattern} cannot be read`));
    else atoms.push({ of: "string", is: "matches", pattern });
  }
  return atoms;
}

/** JSON Schema counts characters, not UTF-16 code units (RFC 8259). */
export function lengthOf(text: string): number {
  let length = 0;
  for (const _ of text) length += 1;
  return length;
}

function holds(atom: StringAtom, value: string): boolean {
  switch (atom.is) {
    case "longer-or":
      return lengthOf(value) >= atom.length;
    case "shorter-or":
      return lengthOf(value) <= atom.length;
    case "matches":
      return nativePattern(atom.pattern)?.test(value) === true;
    case "avoids":
      return nativePattern(atom.pattern)?.test(value) === false;
  }
}

/** A string of which all the atoms hold, and which is none of `except`; `hints` are tried first. */
export function findString(
  atoms: readonly StringAtom[],
  except: readonly string[],
  hints: readonly string[],
): Outcome {
  let shortest = 0;
  let longest = Number.POSITIVE_INFINITY;
  const matches = new Set<string>();
  const avoids = new Set<string>();
  for (const atom of atoms) {
    if (atom.is === "longer-or") shortest = Math.max(shortest, Math.ceil(atom.length));
    else if (atom.is === "shorter-or") longest = Math.min(longest, Math.floor(atom.length));
    else if (atom.is === "matches") matches.add(atom.pattern);
    else if (atom.is === "avoids") avoids.add(atom.pattern);
  }
  if (shortest > longest) return NONE;
  for (const pattern of matches) if (avoids.has(pattern)) return NONE;

  const fits = (value: string) => !except.includes(value) && atoms.every((atom) => holds(atom, value));
  const hint = hints.find(fits);
  if (hint !== undefined) return found(hint);
  if (longest === 0) return fits("") ? found("") : NONE;
  if (matches.size === 0 && avoids.size === 0) return plainString(shortest, longest, except);

  const word = shortestWord({ matches: [...matches], avoids: [...avoids], shortest, longest, except });
  if (word.is !== "unknown") return word;
  // What the automata cannot express, a guess may still satisfy.
  const guess = guesses(shortest, longest).find(fits);
  return guess === undefined ? word : found(guess);
}

/** Longer strings are never built: no document is refuted by a megabyte of the letter a. */
const LONGEST_WITNESS = 100_000;

function plainString(shortest: number, longest: number, except: readonly string[]): Outcome {
  if (shortest > LONGEST_WITNESS) return unknown("only very long strings are left");
  const taken = new Set(except);
  if (shortest === 0 && !taken.has("")) return found("");
  const width = Math.max(shortest, 1);
  // As many numbered strings as are taken, and one more, so that one of them is free.
  for (let i = 0; i <= taken.size; i += 1) {
    const text = letters(i).padStart(width, "a");
    if (text.length > longest) break;
    if (!taken.has(text)) return found(text);
  }
  return unknown("too many strings are excluded");
}

/** 0, 1, … as a, b, …, z, ba, … */
function letters(index: number): string {
  let text = "";
  for (let rest = index; rest > 0 || text === ""; rest = Math.floor(rest / 26)) {
    text = String.fromCharCode(97 + (rest % 26)) + text;
  }
  return text;
}

function guesses(shortest: number, longest: number): string[] {
  const length = Math.min(Math.max(shortest, 1), longest, LONGEST_WITNESS);
  return ["", "a", "A", "0", " ", "-", "a-a", "é", "a0", "Aa0!"].map((text) =>
    lengthOf(text) >= shortest ? text : (text || "a").repeat(length).slice(0, length),
  );
}
