import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import * as diffing from "../../src/diff/index.ts";
import * as library from "../../src/index.ts";
import * as validating from "../../src/validate/index.ts";

test("the library has these names and no others", () => {
  expect(Object.keys(library).sort()).toEqual([
    "InputError",
    "SpecwitnessError",
    "UsageError",
    "changelog",
    "check",
    "compareSchemas",
    "compat",
    "createFetcher",
    "diff",
    "loadDocument",
    "makeSource",
    "readRecordings",
    "render",
    "run",
    "services",
    "validate",
  ]);
});

test("every way into the package leads to a room's own door, types first", () => {
  const { exports, bin } = JSON.parse(
    readFileSync(new URL("../../package.json", import.meta.url), "utf8"),
  ) as { exports: Record<string, string | Record<string, string>>; bin: Record<string, string> };
  for (const [path, target] of Object.entries(exports)) {
    if (typeof target === "string") continue;
    const name = path === "." ? "index" : path.slice(2);
    const door = path === "." ? "index" : `${name}/index`;
    expect(Object.entries(target)).toEqual([
      ["types", `./dist/${door}.d.ts`],
      ["default", `./dist/lib/${name}.js`],
    ]);
    expect(readFileSync(new URL(`../../src/${door}.ts`, import.meta.url), "utf8")).toContain("export");
  }
  expect(bin).toEqual({ specwitness: "dist/bin/specwitness.js" });
});

test("documents are compared, or traffic is held against one, through that room's door alone", () => {
  for (const room of [diffing, validating]) {
    expect(room.loadDocument).toBe(library.loadDocument);
    expect(room.makeSource).toBe(library.makeSource);
  }
});
