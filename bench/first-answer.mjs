// How soon the first exchange is answered: from the start of the process, Node's own start included, to the moment when
// all checks of that exchange have been made. Modules, document and recording are read, and what its schemas need is
// compiled. The least of many processes is what it costs, the median what it is like on this machine.
//
//   npm run build && node bench/first-answer.mjs DOCUMENT [TIMES]
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const [document, times = "20", recording] = process.argv.slice(2);
if (document === undefined) throw new Error("name a document");
if (recording === undefined) await compare();
else await answer();

async function answer() {
  // As a stranger would write it: this leads to what the package hands out.
  const { loadDocument, makeSource, readRecordings, validate } = await import("specwitness/validate");
  const bytes = readFileSync(document);
  await validate(
    loadDocument(makeSource({ ref: document, origin: document, bytes })),
    watched(readRecordings([recording])),
  );
}

/** The next exchange is asked for when the one before has been judged. */
async function* watched(exchanges) {
  for await (const exchange of exchanges) {
    yield exchange;
    const { user, system } = process.cpuUsage();
    process.stdout.write(JSON.stringify({ wall: performance.now(), cpu: (user + system) / 1000 }), () =>
      process.exit(),
    );
    return;
  }
}

async function compare() {
  const { writeTraffic } = await import("./traffic.mjs");
  const folder = mkdtempSync(join(tmpdir(), "specwitness-bench-"));
  const files = { ndjson: join(folder, "one.ndjson"), har: join(folder, "one.har") };
  await writeTraffic(document, files, 1);
  const runs = Array.from({ length: Number(times) }, () => {
    const { stdout } = spawnSync(process.execPath, [process.argv[1], document, times, files.ndjson], {
      encoding: "utf8",
    });
    return JSON.parse(stdout);
  });
  rmSync(folder, { recursive: true });
  const row = (name, key) => {
    const sorted = runs.map((run) => Math.round(run[key])).sort((a, b) => a - b);
    return `| ${name} | ${sorted[0]} | ${sorted[sorted.length >> 1]} |\n`;
  };
  process.stdout.write(
    `| first exchange answered | least, ms | median, ms |\n|---|---|---|\n${row("after (wall clock)", "wall")}${row("with (processor time)", "cpu")}`,
  );
}
