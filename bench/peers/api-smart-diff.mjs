// api-smart-diff is a library only: the least of a command line around it. Its differences hold parts of the documents,
// which may be cyclic: what happened, where and how bad it is, is what a reader needs.
import { readFileSync } from "node:fs";
import { apiCompare } from "api-smart-diff";

const [base, revision] = process.argv.slice(2).map((file) => JSON.parse(readFileSync(file, "utf8")));
const { diffs } = apiCompare(base, revision);
process.stdout.write(
  JSON.stringify(diffs.map(({ action, type, path, description }) => ({ action, type, path, description }))),
);
