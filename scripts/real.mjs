// The whole tool on real documents: the 317 tags of the airfocus API, served on loopback.
// The bundle with the tags is looked for in SPECWITNESS_DATA, else in ../shared/data beside the checkout.
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const data = process.env.SPECWITNESS_DATA ?? fileURLToPath(new URL("../../shared/data", import.meta.url));
const bundle = join(data, "airfocus.bundle");
if (!existsSync(bundle)) {
  console.error("real: skipped, no airfocus.bundle (set SPECWITNESS_DATA)");
} else {
  process.exitCode = await tour();
}

/** @returns 0 where every command did its work, whatever it found. */
async function tour() {
  const { startAirfocus } = await import("../dist/demo/airfocus.js");
  const folder = mkdtempSync(join(tmpdir(), "specwitness-real-"));
  let server;
  try {
    const clone = join(folder, "airfocus-api.git");
    execFileSync("git", ["clone", "--quiet", "--bare", bundle, clone], { stdio: "ignore" });
    server = await startAirfocus(clone);
    // Only addresses differ from what specwitness ships for airfocus.
    const configuration = { service: "airfocus", services: { airfocus: server.override } };
    writeFileSync(join(folder, "specwitness.config.json"), JSON.stringify(configuration, null, 2));
    const [from, to] = [server.versions.at(-21), server.versions.at(-1)];
    const commands = [
      ["versions"],
      ["diff", "1.0.0-beta.47.140.0", "1.0.0-beta.47.144.0"],
      ["check", "--service", "airfocus"],
      ["changelog", `${from}..${to}`],
    ];
    let failed = 0;
    for (const command of commands) failed += (await ranWell(command, folder)) ? 0 : 1;
    return failed === 0 ? 0 : 1;
  } finally {
    await server?.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function ranWell(command, folder) {
  const { run } = await import("../dist/cli/main.js");
  console.log(`\n$ specwitness ${command.join(" ")}`);
  const started = performance.now();
  const exit = await run([...command, "--cache", join(folder, "cache")], {
    stdout: (text) => void process.stdout.write(text),
    stderr: (text) => void process.stderr.write(text),
    stdin: async () => new Uint8Array(),
    env: process.env,
    cwd: folder,
    isTTY: { stdout: process.stdout.isTTY === true, stderr: false },
    ...(process.stdout.columns === undefined ? {} : { columns: process.stdout.columns }),
    signal: new AbortController().signal,
    now: () => new Date(),
  });
  console.error(`exit ${exit} after ${((performance.now() - started) / 1000).toFixed(1)} s`);
  return exit === 0 || exit === 1;
}
