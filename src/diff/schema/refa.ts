import { createRequire } from "node:module";
import type { CharSet, DFA as Dfa } from "refa";

export type { Dfa };

// Only documents whose patterns differ need automata, and containment is synchronous: loaded on first use.
const require = createRequire(import.meta.url);
let library: typeof import("refa") | undefined;

/** The library of finite automata. */
export function refa(): typeof import("refa") {
  library ??= require("refa") as typeof import("refa");
  return library;
}

// A pattern is searched for anywhere, so `^` and `$` are turned into characters of their own, which stand
// at both ends of every word and nowhere else. Noncharacters (Unicode 15, section 23.7) never stand in texts.
export const START = 0xfdd0;
export const END = 0xfdd1;
export const MAX = 0x10ffff;
/** Automata beyond so many states are given up. */
export const STATES = 20_000;

/** The characters that stand for the ends of a word. */
export function ends(): CharSet {
  return refa().CharSet.fromRange(MAX, { min: START, max: END });
}
