// Compiles src to dist, from nothing, and puts the command together in dist/bin and the library in dist/lib: a few files
// load faster than hundreds. What they have in common is in dist/lib, so that nothing is there twice.
import { spawnSync } from "node:child_process";
import { chmodSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";

const root = fileURLToPath(new URL("..", import.meta.url));
const typescript = createRequire(import.meta.url).resolve("typescript/package.json");

rmSync(join(root, "dist"), { recursive: true, force: true });
const compiled = spawnSync(process.execPath, [join(dirname(typescript), "bin/tsc")], {
  cwd: root,
  stdio: "inherit",
});
if (compiled.status === 0) await bundle();
process.exitCode = compiled.status ?? 1;

/** Only our own files: what is installed beside them stays where it is. */
async function bundle() {
  const rooms = ["fetch", "diff", "validate", "vitest"];
  const build = await rolldown({
    input: {
      "bin/specwitness": join(root, "dist/cli/bin.js"),
      "lib/index": join(root, "dist/index.js"),
      ...Object.fromEntries(rooms.map((room) => [`lib/${room}`, join(root, `dist/${room}/index.js`)])),
    },
    platform: "node",
    external: /^[^./]/,
  });
  await build.write({ dir: join(root, "dist"), format: "esm", chunkFileNames: "lib/[name]-[hash].js" });
  await build.close();
  chmodSync(join(root, "dist/bin/specwitness.js"), 0o755);
}
