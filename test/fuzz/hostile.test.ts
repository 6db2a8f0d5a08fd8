import { existsSync } from "node:fs";
import { expect, test } from "vitest";
import { fuzz } from "./fuzz.ts";
import { ESSENTIAL } from "./hostile-inputs.ts";

const built = existsSync(new URL("../../dist/cli/main.js", import.meta.url));
if (!built) process.stderr.write("test/fuzz: skipped, no dist (npm run build)\n");

// Each in 512 MB of memory, and killed when nothing is heard of it for long; `npm run fuzz -- --source hostile` has more of them.
test.skipIf(!built)(
  `${ESSENTIAL.length} hostile documents and recordings end in a report or one clear error`,
  { timeout: 1_200_000 },
  async () => {
    const { failures, inputs } = await fuzz({ source: "hostile", to: ESSENTIAL.length });
    const named = failures.map(({ index, complaint }) => `${ESSENTIAL[index]?.().name}: ${complaint}`);
    expect(named).toEqual([]);
    expect(inputs).toBeGreaterThan(100);
  },
);
