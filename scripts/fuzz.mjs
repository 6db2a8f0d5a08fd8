// The long run of the fuzz tests: npm run fuzz -- [--inputs 100000] [--seed N] [--from INDEX] [--source hostile] [--record]
// With --keep DIR it runs one input, --from INDEX, and leaves its files and what was printed in DIR.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { createJiti } from "jiti";
import { record } from "../bench/results.mjs";

const { values } = parseArgs({
  options: {
    inputs: { type: "string", default: "100000" },
    seed: { type: "string", default: String(Date.now() % 1_000_000) },
    from: { type: "string", default: "0" },
    source: { type: "string", default: "mutated" },
    record: { type: "boolean", default: false },
    keep: { type: "string" },
  },
});
const [inputs, seed, from] = [values.inputs, values.seed, values.from].map(Number);
const tests = (name) => createJiti(import.meta.url).import(`../test/fuzz/${name}.ts`);

if (values.keep === undefined) await longRun();
else await keep(values.keep);

async function longRun() {
  const { fuzz } = await tests("fuzz");
  console.log(`${inputs} inputs from ${from}, seed ${seed}`);
  const started = performance.now();
  const onProgress = (index, failure) => {
    if (failure !== undefined) console.error(`--from ${index}: ${failure}`);
    if ((index + 1) % 1000 === 0) console.error(`${index + 1} inputs`);
  };
  const tally = await fuzz({ source: values.source, seed, from, to: from + inputs, onProgress });
  for (const { index, complaint } of tally.failures) console.log(`--from ${index}: ${complaint}`);
  const exits = [...tally.exits].sort().map(([exit, count]) => `exit ${exit}: ${count}`);
  const slowest = tally.slowest.map(({ index, seconds }) => `${index} (${seconds.toFixed(1)} s)`);
  console.log(`${exits.join(", ")}; slowest ${slowest.join(", ")}`);
  const minutes = ((performance.now() - started) / 60_000).toFixed(0);
  console.log(`${tally.inputs} inputs, seed ${seed}, ${tally.failures.length} failures, ${minutes} min`);
  if (values.record) {
    const body = [
      `${tally.inputs} mutated documents and recordings: ${tally.failures.length} ended in anything but a report or one`,
      `clear error (${exits.join(", ")}), each within 512 MB. The slowest took ${tally.slowest[0]?.seconds.toFixed(1)} CPU seconds.`,
    ].join("\n");
    const command = `npm run fuzz -- --inputs ${inputs} --seed ${seed} --record`;
    record("fuzz", { title: "Fuzzing", command, body });
  }
  process.exitCode = tally.failures.length === 0 ? 0 : 1;
}

async function keep(folder) {
  const [{ sourceOf }, { captureIo }, { run }] = await Promise.all([
    tests("sources"),
    tests("../support/io"),
    import("../dist/cli/main.js"),
  ]);
  const { args, files } = sourceOf(values.source, seed)(from);
  mkdirSync(folder, { recursive: true });
  for (const [name, bytes] of files) writeFileSync(join(folder, name), bytes);
  const { io, stdout, stderr } = captureIo({ cwd: folder, env: { SPECWITNESS_DEBUG: "1" } });
  const exit = await run(args, io);
  writeFileSync(join(folder, "stdout"), stdout());
  console.error(`specwitness ${args.join(" ")}\n${stderr()}exit ${exit}`);
}
