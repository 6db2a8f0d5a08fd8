// Entrants that do the same task, in turns, so that whatever else the machine does hits all of them alike.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { measure } from "./measure.mjs";
import { note } from "./print.mjs";

/**
 * An entrant is `{ name, commands }`: commands that are run one after the other and counted as one, and `runs` where it is
 * to be run less often than the others.
 * @returns for each entrant its runs, or why there are none.
 */
export async function contest(entrants, { runs, folder, limit }) {
  const results = entrants.map(({ name }) => ({ name, runs: [] }));
  for (let round = 1; round <= runs; round++) {
    for (const [index, entrant] of entrants.entries()) {
      const result = results[index];
      if (result.failed !== undefined || round > (entrant.runs ?? runs)) continue;
      const run = await attempt(entrant, folder, limit);
      if (run.failed === undefined) result.runs.push(run);
      else result.failed = run.failed;
      note(`  ${round}/${runs} ${entrant.name}: ${run.failed ?? `${run.wall.toFixed(2)} s`}`);
    }
  }
  return results;
}

async function attempt({ commands }, folder, limit) {
  const sum = { wall: 0, cpu: 0, peak: 0, bytes: 0 };
  const output = join(folder, "output");
  for (const argv of commands) {
    const one = await measure(argv, { cwd: folder, output, limit });
    if (!didItsWork(one)) return { failed: reason(one, output, limit) };
    sum.wall += one.wall;
    sum.cpu = one.cpu === undefined ? undefined : sum.cpu + one.cpu;
    sum.peak = one.peak === undefined ? undefined : Math.max(sum.peak, one.peak);
    sum.bytes += one.bytes;
  }
  return sum;
}

/** Most say by 1 that they found something, and some by 1 that they failed: those printed nothing. */
function didItsWork({ exit, bytes }) {
  return exit === 0 || (exit === 1 && bytes > 0);
}

/** How the run ended, and the first that it said of that, without the folders of this machine. */
function reason({ exit }, output, limit) {
  if (exit === "SIGKILL") return `stopped after ${Math.round(limit)} s`;
  const said = [`${output}.err`, output].map((file) => readFileSync(file, "utf8").slice(0, 4000).trim());
  const lines = said.join("\n").split("\n");
  const line = lines.find((each) => /error|cannot|unsupported|not supported/i.test(each)) ?? lines[0] ?? "";
  return `ended with ${exit}: ${line
    .trim()
    .replace(/\/\S*\//g, "")
    .slice(0, 100)}`;
}
