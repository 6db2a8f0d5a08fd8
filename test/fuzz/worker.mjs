// Runs inputs one after the other in a process of its own, so that one that hangs or exhausts the memory is found.
//   node test/fuzz/worker.mjs SEED FROM TO
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createJiti } from "jiti";
import { run } from "../../dist/cli/main.js";

const { runInput } = await createJiti(import.meta.url).import("./run-input.ts");
const { inputOf } = await createJiti(import.meta.url).import("./input.ts");
const { seeds } = await createJiti(import.meta.url).import("./seeds.ts");
const [seed, from, to] = process.argv.slice(2).map(Number);
const folder = mkdtempSync(join(tmpdir(), "specwitness-fuzz-"));
process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
const start = seeds();
for (let index = from; index < to; index++) {
  process.send({ index });
  const before = process.cpuUsage();
  const { exit, complaint } = await runInput(run, inputOf(seed, index, start), folder);
  const { user, system } = process.cpuUsage(before);
  process.send({ index, exit, complaint, seconds: (user + system) / 1e6 });
}
process.disconnect();
