// Runs inputs one after the other in a process of its own, so that one that hangs or exhausts the memory is found.
//   node test/fuzz/worker.mjs FOLDER SOURCE SEED FROM TO
import { createJiti } from "jiti";
import { run } from "../../dist/cli/main.js";

const { runInput } = await createJiti(import.meta.url).import("./run-input.ts");
const { sourceOf } = await createJiti(import.meta.url).import("./sources.ts");
const [folder, name, ...numbers] = process.argv.slice(2);
const [seed, from, to] = numbers.map(Number);
const input = sourceOf(name, seed);
for (let index = from; index < to; index++) {
  process.send({ index });
  const before = process.cpuUsage();
  const { exit, complaint } = await runInput(run, input(index), folder);
  const { user, system } = process.cpuUsage(before);
  process.send({ index, exit, complaint, seconds: (user + system) / 1e6 });
}
process.disconnect();
