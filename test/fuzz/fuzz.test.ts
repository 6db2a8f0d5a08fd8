import { existsSync } from "node:fs";
import { expect, test } from "vitest";
import { fuzz } from "./fuzz.ts";

/** `npm run fuzz` runs more of them, with any seed. */
const INPUTS = 2000;
const SEED = 20_261_122;

const built = existsSync(new URL("../../dist/cli/main.js", import.meta.url));
if (!built) process.stderr.write("test/fuzz: skipped, no dist (npm run build)\n");

test.skipIf(!built)(
  `${INPUTS} mutated documents and recordings (seed ${SEED}) end in a report or one clear error`,
  { timeout: 600_000 },
  async () => {
    const { exits, failures, inputs } = await fuzz({ source: "mutated", seed: SEED, to: INPUTS });
    expect(failures).toEqual([]);
    const count = (exit: number) => exits.get(exit) ?? 0;
    expect(count(0) + count(1) + count(3)).toBe(inputs);
    // Where nearly everything is refused at the door, nothing behind it is tried.
    expect(count(3)).toBeLessThan(inputs / 2);
    expect(count(1)).toBeGreaterThan(inputs / 10);
  },
);
