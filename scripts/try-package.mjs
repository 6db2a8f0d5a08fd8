// Packs the package, installs it into an empty folder, and uses it there as a stranger would.
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const folder = mkdtempSync(join(tmpdir(), "specwitness-package-"));

function run(command, args, cwd = folder) {
  return execFileSync(command, args, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });
}

function expect(what, holds) {
  if (!holds) throw new Error(`the installed package: ${what}`);
  console.log(`package: ${what}`);
}

try {
  const packed = run(
    "npm",
    ["pack", "--silent", "--ignore-scripts", "--pack-destination", folder],
    root,
  ).trim();
  writeFileSync(join(folder, "package.json"), '{ "private": true, "type": "module" }\n');
  run("npm", [
    "install",
    "--silent",
    "--prefer-offline",
    "--no-audit",
    "--no-fund",
    join(folder, packed.split("\n").at(-1)),
  ]);
  const bundled = join(folder, "node_modules/specwitness/dist/THIRD-PARTY.md");
  expect(
    "brings the licences of what it bundles",
    readFileSync(bundled, "utf8").includes("Evgeny Poberezkin"),
  );
  const command = join(folder, "node_modules/.bin/specwitness");
  expect("tells its version", run(command, ["--version"]).trim() === version);
  expect("lists its rules", run(command, ["rules"]).includes("operation-removed"));
  const demo = run(command, ["demo", "--quiet", "--fail-on", "never"]);
  expect("checks the sample service", demo.includes("discriminator-unknown-value"));
  expect("writes its page", existsSync(join(folder, "specwitness-demo.html")));
  writeFileSync(
    join(folder, "library.js"),
    `import { diff, loadDocument, makeSource } from "specwitness";
import { createFetcher } from "specwitness/fetch";
import { validate } from "specwitness/validate";
const bytes = JSON.stringify({ openapi: "3.1.0", info: { title: "A", version: "1" }, paths: {} });
const document = loadDocument(makeSource({ ref: "a", origin: "a", bytes }));
console.log(diff(document, document).changes.length, typeof createFetcher, typeof validate);\n`,
  );
  expect("is a library", run("node", ["library.js"]).trim() === "0 function function");
} finally {
  rmSync(folder, { recursive: true, force: true });
}
