// The tools that specwitness is measured beside. They are installed when first needed, into bench/peers/; what cannot
// be had is said in one line and left out.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { note } from "./print.mjs";

const FOLDER = fileURLToPath(new URL("peers", import.meta.url));
const MODULES = join(FOLDER, "node_modules");
const MANIFEST = readFileSync(join(FOLDER, "package.json"), "utf8");
const { optionalDependencies: packages, go } = JSON.parse(MANIFEST);

let installed = false;
const known = new Map();

/** A peer from npm as `{ name, path }`: its name with the version, and where its files are. */
export function npmPeer(name) {
  return memo(name, () => {
    if (!installed) install();
    installed = true;
    const path = join(MODULES, name);
    if (!existsSync(path)) return missing(name, "npm could not install it");
    return { name: `${name} ${packages[name]}`, path };
  });
}

/** Our script around a library, as the beginning of a command line. */
export function driver(name) {
  const found = npmPeer(name);
  return found === undefined
    ? undefined
    : { ...found, argv: [process.execPath, join(FOLDER, `${name}.mjs`)] };
}

/** A peer written in Go: the one on the PATH, else built here. */
export function goPeer(name) {
  return memo(name, () => {
    const bin = join(FOLDER, "bin");
    const folders = [bin, ...(process.env.PATH ?? "").split(delimiter)];
    const find = () => folders.map((folder) => join(folder, name)).find((file) => existsSync(file));
    if (find() === undefined) {
      note(`installing ${go[name]}`);
      const { error, stderr } = spawnSync("go", ["install", go[name]], {
        env: { ...process.env, GOBIN: bin },
        encoding: "utf8",
        timeout: 600_000,
      });
      if (find() === undefined)
        return missing(name, error?.code === "ENOENT" ? "there is no Go" : lastLine(stderr));
    }
    const path = find();
    const { stdout } = spawnSync(path, ["--version"], { encoding: "utf8" });
    const version = /\d+\.\d+\.\d+\S*/.exec(stdout)?.[0] ?? go[name].split("@v")[1];
    return { name: `${name} ${version}`, argv: [path] };
  });
}

function install() {
  // npm writes no lock here: remember what was asked for, so that a changed manifest is installed anew.
  const stamp = join(MODULES, ".manifest.json");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === MANIFEST) return;
  note("installing the peers from npm");
  spawnSync("npm", ["install", "--silent", "--no-audit", "--no-fund", "--no-package-lock"], {
    cwd: FOLDER,
    stdio: ["ignore", "ignore", "inherit"],
  });
  if (existsSync(MODULES)) writeFileSync(stamp, MANIFEST);
}

function memo(name, find) {
  if (!known.has(name)) known.set(name, find());
  return known.get(name);
}

function missing(name, why) {
  note(`skipped: ${name} (${why})`);
  return undefined;
}

function lastLine(text) {
  return text.trim().split("\n").at(-1) ?? "";
}
