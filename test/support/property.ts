import { randomInt } from "node:crypto";
import fc from "fast-check";

/** Runs of a property with the fixed seed, and as many again with one that differs each time and prints itself. */
const RUNS = 150;
const FIXED_SEED = 20_260_820;

/** What another run printed can be run again: `SPECWITNESS_SEED=123 npx vitest run test/diff/laws.test.ts`. */
const given = process.env["SPECWITNESS_SEED"];
const otherSeed = given === undefined ? randomInt(2 ** 31) : Number(given);

let cases = 0;

/** How many generated values properties of this test file were held against so far. */
export function casesTried(): number {
  return cases;
}

/**
 * Asserts a property over generated values: once with a fixed seed, so that a failure stays, and once with a
 * random one. Of values that fail, fast-check prints the smallest.
 */
export function property<Value>(
  values: fc.Arbitrary<Value>,
  holds: (value: Value) => void,
  runs = RUNS,
): void {
  if (cases === 0) process.stdout.write(`random seed: SPECWITNESS_SEED=${otherSeed}\n`);
  const counted = (value: Value) => {
    cases++;
    holds(value);
  };
  for (const seed of [FIXED_SEED, otherSeed])
    fc.assert(fc.property(values, counted), { seed, numRuns: runs });
}
