import fc from "fast-check";

/** Runs of a property with the fixed seed, and as many again with one that differs each time and prints itself. */
const RUNS = 150;
const FIXED_SEED = 20_260_820;

/**
 * Asserts a property over generated values: once with a fixed seed, so that a failure stays, and once with a
 * random one, which fast-check prints together with the smallest value that fails.
 */
export function property<Value>(
  values: fc.Arbitrary<Value>,
  holds: (value: Value) => void,
  runs = RUNS,
): void {
  fc.assert(fc.property(values, holds), { seed: FIXED_SEED, numRuns: runs });
  fc.assert(fc.property(values, holds), { numRuns: runs });
}
