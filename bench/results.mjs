// RESULTS.md holds one section for each task; a run replaces those of the tasks it ran and leaves the others.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { arch, cpus, loadavg, release, totalmem, type } from "node:os";
import { fileURLToPath } from "node:url";

const FILE = fileURLToPath(new URL("RESULTS.md", import.meta.url));
const HEAD = `# Results

Written by \`npm run bench\`; each section by the command in it, on the machine and day that it names. Figures of a whole
process, as the kernel counts them: wall time (median; least and most), CPU time of all threads, peak of resident memory.
Entrants run in turns. A ratio is to the first line of the table: 2 × took twice as long as that. A load well above 1 says
that other work disturbed the wall times.
`;

/** The sections as they stand. */
const ORDER = ["start", "pair", "same", "span", "github", "history", "first", "validate", "family", "fuzz"];

export function record(name, { title, command, body }) {
  const sections = new Map();
  const text = existsSync(FILE) ? readFileSync(FILE, "utf8") : "";
  for (const [, found, section] of text.matchAll(/<!-- (\S+) -->\n([\s\S]*?)(?=\n<!-- |$)/g))
    sections.set(found, section.trim());
  sections.set(name, `## ${title}\n\n\`${command}\` · ${machine()}\n\n${body}`);
  const parts = ORDER.filter((each) => sections.has(each)).map(
    (each) => `<!-- ${each} -->\n${sections.get(each)}\n`,
  );
  writeFileSync(FILE, [HEAD, ...parts].join("\n"));
}

function machine() {
  const [cpu] = cpus();
  const memory = `${Math.round(totalmem() / 2 ** 30)} GB`;
  const day = new Date().toISOString().slice(0, 10);
  const system = `${type()} ${release().split("-")[0]} ${arch()}`;
  // Well above 1, others were at work, too, and only CPU times mean much.
  const load = loadavg()[0]?.toFixed(1);
  return `${day} · Node ${process.version} · ${cpus().length} × ${cpu?.model.trim() ?? "?"}, ${memory}, ${system} · load ${load}`;
}
