// Compiles src to dist, from nothing, and puts the command together in dist/bin and the library in dist/lib: a few files
// load faster than hundreds. What they have in common is in dist/lib, so that nothing is there twice.
import { spawnSync } from "node:child_process";
import { chmodSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire, isBuiltin } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";
import { chunksOf } from "./chunks.mjs";
import { noticesOf } from "./notices.mjs";
import { requiredPackages } from "./required.mjs";
import { compiledTemplates } from "./templates.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const typescript = createRequire(import.meta.url).resolve("typescript/package.json");
const { dependencies, peerDependencies } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));

rmSync(join(root, "dist"), { recursive: true, force: true });
const compiled = spawnSync(process.execPath, [join(dirname(typescript), "bin/tsc")], {
  cwd: root,
  stdio: "inherit",
});
if (compiled.status === 0) await bundle();
process.exitCode = compiled.status ?? 1;

async function bundle() {
  const rooms = ["fetch", "diff", "validate", "vitest"];
  const required = requiredPackages(root, isInstalled);
  const own = await rolldown({
    input: {
      "bin/specwitness": join(root, "dist/cli/bin.js"),
      "lib/index": join(root, "dist/index.js"),
      ...Object.fromEntries(rooms.map((room) => [`lib/${room}`, join(root, `dist/${room}/index.js`)])),
    },
    platform: "node",
    external: isInstalled,
    plugins: [required.plugin, compiledTemplates(root)],
    treeshake: { moduleSideEffects: "no-external" },
  });
  const { output } = await own.write({
    dir: join(root, "dist"),
    format: "esm",
    chunkFileNames: "lib/[name]-[hash].js",
    codeSplitting: { groups: chunksOf(root) },
  });
  await own.close();
  chmodSync(join(root, "dist/bin/specwitness.js"), 0o755);

  const modules = [...output, ...(await required.write())].flatMap(({ moduleIds = [] }) => moduleIds);
  writeFileSync(join(root, "dist/THIRD-PARTY.md"), noticesOf(modules));
}

/** What package.json makes npm install stays where it is; every other package is bundled. */
function isInstalled(id) {
  const installed = Object.keys({ ...dependencies, ...peerDependencies });
  return isBuiltin(id) || installed.some((name) => id === name || id.startsWith(`${name}/`));
}
