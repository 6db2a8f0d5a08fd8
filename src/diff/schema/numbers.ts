import type { Schema } from "../../model/schema.ts";
import { dividesInDoubles, Grid, isMultiple, lcm, roundDown, roundUp } from "./decimal.ts";
import { found, NONE, type Outcome, unknown } from "./search.ts";

export type NumberAtom = { readonly of: "number" } & (
  | { readonly is: "at-least" | "above" | "at-most" | "below"; readonly bound: number }
  | { readonly is: "multiple" | "not-multiple"; readonly factor: number }
);

const OPPOSITE = {
  "at-least": "below",
  below: "at-least",
  "at-most": "above",
  above: "at-most",
  multiple: "not-multiple",
  "not-multiple": "multiple",
} as const;

export function oppositeOfNumberAtom(atom: NumberAtom): NumberAtom {
  return { ...atom, is: OPPOSITE[atom.is] } as NumberAtom;
}

/** What a schema says of a number. */
export function numberAtoms(schema: Schema): NumberAtom[] {
  const atoms: NumberAtom[] = [];
  const { types, minimum, maximum, multipleOf } = schema;
  if (types?.includes("integer")) atoms.push({ of: "number", is: "multiple", factor: 1 });
  if (minimum !== undefined) {
    atoms.push({ of: "number", is: minimum.exclusive ? "above" : "at-least", bound: minimum.value });
  }
  if (maximum !== undefined) {
    atoms.push({ of: "number", is: maximum.exclusive ? "below" : "at-most", bound: maximum.value });
  }
  if (multipleOf !== undefined && multipleOf > 0) {
    atoms.push({ of: "number", is: "multiple", factor: multipleOf });
  }
  return atoms;
}

export function numberHolds(atom: NumberAtom, value: number): boolean {
  switch (atom.is) {
    case "at-least":
      return value >= atom.bound;
    case "above":
      return value > atom.bound;
    case "at-most":
      return value <= atom.bound;
    case "below":
      return value < atom.bound;
    case "multiple":
      return isMultiple(value, atom.factor);
    case "not-multiple":
      return !isMultiple(value, atom.factor);
  }
}

/** Beyond so many candidates, a range is not counted out. */
const ENUMERABLE = 10_000n;

/** A number of which all the atoms hold, and which is none of `except`; `hints` are tried first. */
export function findNumber(
  atoms: readonly NumberAtom[],
  except: readonly number[],
  hints: readonly number[],
): Outcome {
  const fits = (value: number) =>
    !except.includes(value) &&
    atoms.every((atom) => numberHolds(atom, value) && agreesInDoubles(atom, value));
  const hint = hints.find(fits);
  if (hint !== undefined) return found(hint);
  return new Range(atoms, except).find(fits);
}

/** Witnesses should not depend on how a validator divides. */
function agreesInDoubles(atom: NumberAtom, value: number): boolean {
  if (atom.is !== "multiple" && atom.is !== "not-multiple") return true;
  return dividesInDoubles(value, atom.factor) === (atom.is === "multiple");
}

class Range {
  readonly #grid: Grid;
  readonly #atoms: readonly NumberAtom[];
  readonly #except: ReadonlySet<bigint>;
  readonly #step: bigint | undefined;
  /** Factors whose multiples are excluded. */
  readonly #holes: readonly bigint[];
  readonly #low: bigint | undefined;
  readonly #high: bigint | undefined;

  constructor(atoms: readonly NumberAtom[], except: readonly number[]) {
    const constants = atoms.map((atom) => ("bound" in atom ? atom.bound : atom.factor));
    // One digit finer than everything that is excluded: between two points that the constants
    // can name there are always nine that they cannot.
    const grid = new Grid([...constants, ...except], 1);
    this.#grid = grid;
    this.#atoms = atoms;
    this.#except = new Set(except.map((value) => grid.count(value)));
    const factors = (is: string) =>
      atoms.flatMap((atom) => ("factor" in atom && atom.is === is ? [grid.count(atom.factor)] : []));
    this.#step = factors("multiple").reduce<bigint | undefined>(
      (step, factor) => (step === undefined ? factor : lcm(step, factor)),
      undefined,
    );
    this.#holes = factors("not-multiple");
    // On the finer grid, an excluded end is one point inwards.
    const ends = (closed: string, open: string, inwards: bigint) =>
      atoms.flatMap((atom) => {
        if (!("bound" in atom)) return [];
        if (atom.is === closed) return [grid.count(atom.bound)];
        return atom.is === open ? [grid.count(atom.bound) + inwards] : [];
      });
    this.#low = extreme(ends("at-least", "above", 1n), (a, b) => a > b);
    this.#high = extreme(ends("at-most", "below", -1n), (a, b) => a < b);
  }

  find(fits: (value: number) => boolean): Outcome {
    if (this.#step === undefined) return this.#among(this.#reals(), fits, true);
    const step = this.#step;
    if (this.#holes.some((hole) => step % hole === 0n)) return NONE;
    const first = this.#low === undefined ? undefined : roundUp(this.#low, step);
    const last = this.#high === undefined ? undefined : roundDown(this.#high, step);
    if (first !== undefined && last !== undefined) {
      if (first > last) return NONE;
      const exhaustive = (last - first) / step < ENUMERABLE;
      return this.#among(multiples(first, last, step), fits, exhaustive);
    }
    // Without an end on one side there are always more: never exhausted, and never empty.
    const from = first ?? last ?? 0n;
    const around = first === undefined && last !== undefined ? -step : step;
    const start = (first ?? 0n) <= 0n && (last ?? 0n) >= 0n ? 0n : from;
    return this.#among(endless(start, around), fits, false);
  }

  /** Points to try in a range without grid, the nicest first; the last is one that no exclusion can reach. */
  *#reals(): Iterable<bigint> {
    const { one } = this.#grid;
    const low = this.#low;
    const high = this.#high;
    if (low === undefined && high === undefined) yield* endless(0n, one, 20);
    if (low !== undefined) {
      yield low;
      yield* endless(roundUp(low, one), one, 20);
    }
    if (high !== undefined) {
      yield high;
      yield* endless(roundDown(high, one), -one, 20);
    }
    const base = low ?? (high === undefined ? 0n : high - 20n);
    for (let offset = 1n; offset < 20n; offset += 1n) yield base + offset;
  }

  #among(counts: Iterable<bigint>, fits: (value: number) => boolean, exhaustive: boolean): Outcome {
    let second: number | undefined;
    let skipped = false;
    for (const count of counts) {
      if (!this.#contains(count)) continue;
      const value = this.#grid.value(count);
      if (value === undefined) {
        skipped = true;
        continue;
      }
      if (fits(value)) return found(value);
      second ??= this.#atoms.every((atom) => numberHolds(atom, value)) ? value : undefined;
    }
    if (second !== undefined) return found(second);
    if (skipped) return unknown("only numbers that a double cannot hold are left");
    return exhaustive ? NONE : unknown("too many numbers to try");
  }

  #contains(count: bigint): boolean {
    if (this.#low !== undefined && count < this.#low) return false;
    if (this.#high !== undefined && count > this.#high) return false;
    return !this.#except.has(count) && !this.#holes.some((hole) => count % hole === 0n);
  }
}

function extreme(values: readonly bigint[], better: (a: bigint, b: bigint) => boolean): bigint | undefined {
  let best: bigint | undefined;
  for (const value of values) if (best === undefined || better(value, best)) best = value;
  return best;
}

function* multiples(first: bigint, last: bigint, step: bigint): Iterable<bigint> {
  let left = ENUMERABLE;
  for (let count = first; count <= last && left > 0n; count += step, left -= 1n) yield count;
}

function* endless(start: bigint, step: bigint, times = Number(ENUMERABLE)): Iterable<bigint> {
  let count = start;
  for (let i = 0; i < times; i += 1, count += step) yield count;
}
