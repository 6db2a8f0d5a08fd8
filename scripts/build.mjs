// Compiles src to dist, from nothing, and makes the command executable.
import { spawnSync } from "node:child_process";
import { chmodSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const typescript = createRequire(import.meta.url).resolve("typescript/package.json");

rmSync(join(root, "dist"), { recursive: true, force: true });
const compiled = spawnSync(process.execPath, [join(dirname(typescript), "bin/tsc")], {
  cwd: root,
  stdio: "inherit",
});
if (compiled.status === 0) chmodSync(join(root, "dist/cli/bin.js"), 0o755);
process.exitCode = compiled.status ?? 1;
