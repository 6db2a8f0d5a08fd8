import { execFileSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import module from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { keepCompiledCode } from "../../src/cli/compiled-code.ts";
import { folderWith } from "../support/folder.ts";

const BIN = fileURLToPath(new URL("../../dist/bin/specwitness.js", import.meta.url));
const able = "enableCompileCache" in module && existsSync(BIN);
if (!able) process.stderr.write("test/cli/compiled-code: partly skipped, no dist or no Node 22.8\n");

test("code is kept in the folder of this person's caches", () => {
  const folders: string[] = [];
  keepCompiledCode(
    { XDG_CACHE_HOME: "/home/one/caches" },
    { enableCompileCache: (folder) => folders.push(folder) },
  );
  expect(folders).toEqual([join("/home/one/caches", "specwitness", "code")]);
});

test("a Node that keeps no code is asked for nothing", () => {
  expect(() => keepCompiledCode({ XDG_CACHE_HOME: "/home/one/caches" }, {})).not.toThrow();
});

test.skipIf(!able)("Node keeps it there, unless it is told not to", () => {
  const cache = folderWith({});
  const { NODE_COMPILE_CACHE: _, NODE_DISABLE_COMPILE_CACHE: __, ...rest } = process.env;
  const run = (env: NodeJS.ProcessEnv) =>
    execFileSync(process.execPath, [BIN, "--version"], { env: { ...rest, XDG_CACHE_HOME: cache, ...env } });
  run({ NODE_DISABLE_COMPILE_CACHE: "1" });
  expect(readdirSync(cache)).toEqual([]);
  run({});
  expect(readdirSync(join(cache, "specwitness"))).toEqual(["code"]);
});
