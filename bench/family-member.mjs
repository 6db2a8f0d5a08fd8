// Compares one pair of the family in a process of its own and prints the CPU seconds of the comparison alone, the least
// of several runs.  node bench/family-member.mjs SHAPE SIZE CHANGED [RUNS]
import { diff } from "../dist/diff/index.js";
import { loadDocument } from "../dist/model/document.js";
import { makeSource } from "../dist/model/source.js";
import { twins } from "./family.mjs";
import { print } from "./print.mjs";

const [shape, size, changed, runs = 3] = process.argv.slice(2);
const texts = twins(shape, Number(size), Number(changed)).map((document) => JSON.stringify(document));
let least = Number.POSITIVE_INFINITY;
let result;
for (let run = 0; run < Number(runs); run++) {
  const [base, revision] = texts.map((bytes, i) =>
    loadDocument(makeSource({ ref: `${i}`, origin: `${i}`, bytes })),
  );
  const start = process.cpuUsage();
  result = diff(base, revision);
  const { user, system } = process.cpuUsage(start);
  least = Math.min(least, (user + system) / 1e6);
}
print(JSON.stringify({ seconds: least, changes: result.changes.length }));
