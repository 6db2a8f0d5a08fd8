// The real documents that are measured: the 317 tags of the airfocus API and two versions of GitHub's description. They
// are brought once into bench/.data/; what cannot be had is said in one line.
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { note } from "./print.mjs";
import { specwitness } from "./specwitness.mjs";

const DATA = fileURLToPath(new URL(".data", import.meta.url));
const SHARED = process.env.SPECWITNESS_DATA ?? fileURLToPath(new URL("../../shared/data", import.meta.url));

/** The folder with one file for each tag, `VERSION.json`. */
export function airfocus() {
  const bundle = join(SHARED, "airfocus.bundle");
  return brought("airfocus", (folder) => {
    if (!existsSync(bundle)) return "no airfocus.bundle (set SPECWITNESS_DATA)";
    const clone = join(folder, ".git");
    const git = (...args) =>
      execFileSync("git", args, { maxBuffer: 1 << 28, stdio: ["ignore", "pipe", "ignore"] });
    git("clone", "--quiet", "--bare", bundle, clone);
    for (const tag of git("-C", clone, "tag").toString().trim().split("\n"))
      writeFileSync(join(folder, `${tag}.json`), git("-C", clone, "show", `${tag}:docs/openapi.json`));
    rmSync(clone, { recursive: true });
    return undefined;
  });
}

/** One of them, by the end of its version. */
export function airfocusDocument(version) {
  const folder = airfocus();
  return folder && join(folder, `1.0.0-beta.${version}.json`);
}

/** The versions of a folder of such files, oldest first, as specwitness orders them. */
export function versionsIn(folder) {
  const { commands } = specwitness(
    "versions",
    "--versions",
    join(folder, "{version}.json"),
    "--format",
    "json",
  );
  const [[program, ...args]] = commands;
  const listed = execFileSync(program, args, { encoding: "utf8", maxBuffer: 1 << 28 });
  return JSON.parse(listed).versions.map(({ version }) => version);
}

/** GitHub's own description of its API as a file, 12 to 13 MB. */
export function github(version) {
  const folder = brought(`github-${version}`, (target) => {
    const packed = spawnSync("npm", ["pack", "--silent", `@octokit/openapi@${version}`], {
      cwd: target,
      encoding: "utf8",
    });
    if (packed.status !== 0) return "npm could not fetch it";
    const archive = readdirSync(target).find((name) => name.endsWith(".tgz"));
    const member = "package/generated/api.github.com.json";
    execFileSync("tar", ["-xzf", archive, "--strip-components=2", member], { cwd: target });
    rmSync(join(target, archive));
    return undefined;
  });
  return folder === undefined ? undefined : join(folder, "api.github.com.json");
}

/** A folder that is there whole or not at all. */
function brought(name, fill) {
  const folder = join(DATA, name);
  if (existsSync(folder)) return folder;
  note(`bringing ${name}`);
  mkdirSync(DATA, { recursive: true });
  const growing = mkdtempSync(join(DATA, "growing-"));
  try {
    const why = fill(growing);
    if (why === undefined) {
      renameSync(growing, folder);
      return folder;
    }
    note(`skipped: ${name} (${why})`);
    return undefined;
  } finally {
    rmSync(growing, { recursive: true, force: true });
  }
}
