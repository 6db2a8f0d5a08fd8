import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const path = (relative) => fileURLToPath(new URL(`../${relative}`, import.meta.url));
const { version } = JSON.parse(readFileSync(path("package.json"), "utf8"));
const argv = [process.execPath, path("dist/bin/specwitness.js")];

/** What is built of this working copy, as an entrant. */
export function specwitness(...args) {
  return { name: `specwitness ${version}`, commands: [[...argv, ...args]] };
}
