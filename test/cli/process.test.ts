import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { closeSync, cpSync, existsSync, openSync, readdirSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { folderWith } from "../support/folder.ts";

const BIN = fileURLToPath(new URL("../../dist/bin/specwitness.js", import.meta.url));
const DEMO = fileURLToPath(new URL("../../demo", import.meta.url));
const built = existsSync(BIN);
if (!built) process.stderr.write("test/cli/process: skipped, no dist (npm run build)\n");

/** Runs the built command as a process of its own. */
function start(args: readonly string[], cwd: string, meanwhile: (child: ChildProcess) => void = () => {}) {
  const child = spawn(process.execPath, [BIN, ...args], { cwd, stdio: ["pipe", "pipe", "pipe"] });
  let stdout = "";
  let stderr = "";
  child.stdout.on("data", (chunk: Buffer) => {
    stdout += chunk.toString();
  });
  child.stderr.on("data", (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  meanwhile(child);
  return new Promise<{ exit: number | null; stdout: string; stderr: string }>((resolve) => {
    child.on("close", (exit) => resolve({ exit, stdout, stderr }));
  });
}

test.skipIf(!built)("a reader that leaves early is no error", async () => {
  const ended = await start(["rules", "--all", "--format", "json"], folderWith({}), (child) => {
    child.stdout?.once("data", () => child.stdout?.destroy());
  });
  expect(ended.stderr).toBe("");
  expect(ended.exit).toBe(0);
});

test.skipIf(!built || !existsSync("/dev/full"))("a full disk is told in one line", () => {
  const full = openSync("/dev/full", "w");
  onTestFinished(() => closeSync(full));
  const { status, stderr } = spawnSync(process.execPath, [BIN, "rules"], {
    stdio: ["ignore", full, "pipe"],
    encoding: "utf8",
  });
  expect(stderr).toBe("specwitness: cannot write the result: there is no space left\n");
  expect(status).toBe(2);
});

test.skipIf(!built)("standard input is read, and the exit code is the process's", async () => {
  const ended = await start(
    ["diff", "-", "api.yaml"],
    folderWith({ "api.yaml": "swagger: '1.2'\n" }),
    (child) => {
      child.stdin?.end("openapi: 3.1.0\ninfo: { title: A, version: '1' }\npaths: {}\n");
    },
  );
  expect(ended.exit).toBe(3);
  expect(ended.stdout).toBe("");
  expect(ended.stderr).toMatch(/^specwitness: cannot use api\.yaml: it is a Swagger 1\.2 document.*\n$/);
});

test.skipIf(!built)("threads that share the work write what one writes, and end as one", async () => {
  const folder = folderWith({});
  cpSync(DEMO, join(folder, "demo"), { recursive: true });
  const all = ["changelog", "--versions", "demo/harbour/versions/{version}.json", "--fail-on", "safe"];
  const whole = await start(all, folder);
  expect(whole.exit).toBe(1);
  expect(await start([...all, "--jobs", "3"], folder)).toEqual(whole);
  const live = readFileSync(join(folder, "demo/harbour/live.json"));
  const held = ["validate", "-", "demo/harbour/recordings/nightly.ndjson"];
  const give = (child: ChildProcess) => child.stdin?.end(live);
  const one = await start(held, folder, give);
  expect(one.exit).toBe(1);
  expect(await start([...held, "--jobs", "auto"], folder, give)).toEqual(one);
  expect(await start(["validate", "nowhere.json", "a.har", "--jobs", "2"], folder)).toEqual({
    exit: 3,
    stdout: "",
    stderr: "specwitness: cannot read nowhere.json: there is no such file. Check the path\n",
  });
});

test.skipIf(!built).each<readonly [what: string, args: readonly string[]]>([
  ["a server and a pipe", ["diff", "-", "URL"]],
  ["a server in threads", ["validate", "URL", "a.har", "--jobs", "2"]],
])("asked to stop while it waits for %s, it stops", async (_, line) => {
  let child: ChildProcess | undefined;
  const server = createServer(() => child?.kill("SIGINT"));
  onTestFinished(() => void server.close().closeAllConnections());
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}/openapi.json`;
  const args = [...line.map((word) => (word === "URL" ? url : word)), "-o", "report.json"];
  const folder = folderWith({});
  const ended = await start(args, folder, (started) => {
    child = started;
  });
  expect(ended).toEqual({ exit: 130, stdout: "", stderr: "specwitness: stopped\n" });
  expect(readdirSync(folder)).not.toContain("report.json");
});
