// Compiles src to dist, from nothing, and puts the command together in dist/bin and the library in dist/lib: a few files
// load faster than hundreds. What they have in common is in dist/lib, so that nothing is there twice.
import { spawnSync } from "node:child_process";
import { chmodSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire, isBuiltin } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";
import { noticesOf } from "./notices.mjs";
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
  const build = await rolldown({
    input: {
      "bin/specwitness": join(root, "dist/cli/bin.js"),
      "lib/index": join(root, "dist/index.js"),
      ...Object.fromEntries(rooms.map((room) => [`lib/${room}`, join(root, `dist/${room}/index.js`)])),
    },
    platform: "node",
    external: isInstalled,
    plugins: [followRequire(), compiledTemplates(root)],
    treeshake: { moduleSideEffects: "no-external" },
  });
  const { output } = await build.write({
    dir: join(root, "dist"),
    format: "esm",
    chunkFileNames: "lib/[name]-[hash].js",
  });
  await build.close();
  chmodSync(join(root, "dist/bin/specwitness.js"), 0o755);
  writeFileSync(
    join(root, "dist/THIRD-PARTY.md"),
    noticesOf(output.flatMap(({ moduleIds = [] }) => moduleIds)),
  );
}

/** What package.json makes npm install stays where it is; every other package is bundled. */
function isInstalled(id) {
  const installed = Object.keys({ ...dependencies, ...peerDependencies });
  return isBuiltin(id) || installed.some((name) => id === name || id.startsWith(`${name}/`));
}

/**
 * What a module needs at once or not at all, it requires. The bundler follows that, though not where `require` is made.
 */
function followRequire() {
  const made = "const require = createRequire(import.meta.url);";
  return {
    name: "follow-require",
    transform: { filter: { code: made }, handler: (code) => code.replace(made, "") },
  };
}
