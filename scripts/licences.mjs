// Fails where a package that is installed, for users or for development, has a licence that nobody has looked at.
import { packages } from "./shipped.mjs";

/** Ask for no more than to be named, or (MPL-2.0) leave what merely uses them alone; for development only. */
const ALLOWED = [
  "0BSD",
  "Apache-2.0",
  "BlueOak-1.0.0",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "ISC",
  "MIT",
  "Python-2.0",
];
const ALLOWED_FOR_DEVELOPMENT = [...ALLOWED, "MPL-2.0"];

const refused = packages.filter(({ license, shipped }) => {
  const allowed = shipped ? ALLOWED : ALLOWED_FOR_DEVELOPMENT;
  // Of alternatives, one is enough.
  return !license
    .replace(/[()]/g, "")
    .split(" OR ")
    .some((each) => allowed.includes(each));
});
for (const { name, license, version } of refused) console.error(`licences: ${name} ${version}: ${license}`);
if (refused.length > 0) {
  console.error("licences: look at them, then add them to scripts/licences.mjs or do without the package");
  process.exitCode = 1;
} else console.log(`licences: ${packages.length} packages, all allowed`);
