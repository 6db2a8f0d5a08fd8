import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const DIST = fileURLToPath(new URL("../../dist", import.meta.url));
const LIB = join(DIST, "lib");
const BIN = join(DIST, "bin/specwitness.js");
const built = existsSync(LIB);
if (!built) process.stderr.write("test/guards/built: skipped, no dist (npm run build)\n");

/** The files that are loaded before one can run, itself included. */
function loadedWith(file: string): Set<string> {
  const loaded = new Set([file]);
  for (const each of loaded) {
    const text = readFileSync(each, "utf8");
    for (const [, specifier = ""] of text.matchAll(/^(?:import|export) (?:.* from )?"(\.[^"]+)"/gm)) {
      loaded.add(resolve(dirname(each), specifier));
    }
  }
  return loaded;
}

function bytes(files: Iterable<string>): number {
  return [...files].reduce((sum, file) => sum + statSync(file).size, 0);
}

test.skipIf(!built)("to import the library never runs the command", () => {
  const doors = readdirSync(LIB).filter((name) => name.endsWith(".js"));
  expect(doors.length).toBeGreaterThan(20);
  expect(doors.filter((name) => loadedWith(join(LIB, name)).has(BIN))).toEqual([]);
});

test.skipIf(!built)("a version and a help text are a matter of a few files", () => {
  const program = readdirSync(LIB).find((name) => name.startsWith("program-")) ?? "";
  const version = loadedWith(BIN);
  const help = new Set([...version, ...loadedWith(join(LIB, program))]);
  expect(version.size).toBeLessThan(5);
  expect(bytes(version)).toBeLessThan(20_000);
  expect(help.size).toBeLessThan(7);
  expect(bytes(help)).toBeLessThan(200_000);
});

test.skipIf(!built)("what is bundled is found from where it is required, and brings its licence", () => {
  const required = readdirSync(LIB)
    .filter((name) => name.endsWith(".js"))
    .flatMap((name) => [...readFileSync(join(LIB, name), "utf8").matchAll(/\brequire\("(\.[^"]+)"\)/g)])
    .map(([, specifier = ""]) => specifier);
  expect(new Set(required)).toContain("../lib/packages/yaml.cjs");
  expect(required.filter((specifier) => !existsSync(resolve(LIB, specifier)))).toEqual([]);
  const notices = readFileSync(join(DIST, "THIRD-PARTY.md"), "utf8");
  for (const name of ["ajv", "commander", "fast-uri", "string-width", "yaml"]) {
    expect(notices).toMatch(
      new RegExp(`^## ${name} \\d.*\\n\\n(?: {4}.*\\n|\\n)*.*(?:copyright|permission)`, "im"),
    );
  }
});
