// Side-by-side benchmarks: npm run bench [-- NAME…] [--quick] [--runs N] [--mb N] [--dry]
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { note, print } from "./print.mjs";
import { record } from "./results.mjs";
import { large, pair, same, span } from "./tasks/diffs.mjs";
import { family } from "./tasks/family.mjs";
import { history } from "./tasks/history.mjs";
import { start } from "./tasks/start.mjs";
import { first, validate } from "./tasks/validate.mjs";

const TASKS = [start, pair, same, span, large, history, first, validate, family];
const NAMES = TASKS.map(({ name }) => name);

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    quick: { type: "boolean", default: false },
    runs: { type: "string" },
    mb: { type: "string" },
    dry: { type: "boolean", default: false },
  },
});
const unknown = positionals.filter((name) => !NAMES.includes(name));
if (unknown.length > 0) {
  note(`there is no benchmark ${unknown.join(", ")}; there are ${NAMES.join(", ")}`);
  process.exit(2);
}

const folder = mkdtempSync(join(tmpdir(), "specwitness-bench-"));
const clean = () => rmSync(folder, { recursive: true, force: true });
for (const signal of ["SIGINT", "SIGTERM"]) {
  process.once(signal, () => {
    clean();
    process.exit(130);
  });
}
const options = {
  folder,
  quick: values.quick,
  runs: Number(values.runs ?? (values.quick ? 3 : 5)),
  ...(values.mb === undefined ? {} : { mb: Number(values.mb) }),
};
const flags = [
  values.quick ? "--quick" : "",
  ...["runs", "mb"].map((name) => values[name] && `--${name} ${values[name]}`),
];
try {
  for (const task of TASKS.filter(({ name }) => positionals.length === 0 || positionals.includes(name))) {
    note(`${task.name}: ${task.title}`);
    const body = await task.run(options);
    if (body === undefined) continue;
    print(`${body}\n`);
    const command = ["npm run bench --", task.name, ...flags.filter(Boolean)].join(" ");
    if (!values.dry) record(task.name, { title: task.title, command, body });
  }
} finally {
  clean();
}
