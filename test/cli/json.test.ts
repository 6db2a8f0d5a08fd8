import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, test } from "vitest";
import { COMMANDS } from "../../src/cli/commands.ts";
import { run } from "../../src/cli/main.ts";
import { folderWith } from "../support/folder.ts";
import { captureIo } from "../support/io.ts";

const folder = new URL("../../schemas/", import.meta.url);
const ajv = new Ajv2020({ allErrors: true, strict: false });
for (const name of readdirSync(folder)) {
  ajv.addSchema(JSON.parse(readFileSync(new URL(name, folder), "utf8")) as object, name);
}

const document = (version: string, ...paths: string[]) =>
  JSON.stringify({
    openapi: "3.1.0",
    info: { title: "Lighthouse", version },
    servers: [{ url: "https://api.example" }],
    paths: Object.fromEntries(
      paths.map((path) => [path, { get: { responses: { 200: { description: "ok" } } } }]),
    ),
  });

const FILES = {
  "specs/1.0.0.json": document("1.0.0", "/lamps", "/horns"),
  "specs/1.1.0.json": document("1.1.0", "/lamps"),
  "live.json": document("1.2.0", "/lamps"),
  "night.ndjson": `${JSON.stringify({
    at: "2026-11-19T00:00:00Z",
    request: { method: "GET", url: "https://api.example/horns", headers: {} },
    response: { status: 200, headers: {} },
  })}\n`,
  "specwitness.config.json": JSON.stringify({
    service: "lighthouse",
    services: {
      lighthouse: {
        title: "Lighthouse",
        documents: { tagged: "specs/{version}.json", live: "live.json" },
      },
    },
    recordings: ["night.ndjson"],
    reports: [{ format: "json", file: "check.json" }],
  }),
};

const LINES: Readonly<Record<string, readonly string[]>> = {
  diff: ["1.0.0", "1.1.0"],
  changelog: [],
  check: [],
  validate: ["latest", "night.ndjson", "--examples", "--fits", "1.0.0..latest"],
  compat: ["previous", "latest", "--usage", "night.ndjson"],
  fetch: ["live"],
  versions: ["--changed"],
  rules: ["operation-removed"],
  demo: ["-o", "demo.html"],
  merge: ["shard.json"],
};

/** What has to be there before. */
const BEFORE: Readonly<Record<string, readonly string[]>> = {
  merge: ["changelog", "--shard", "1/1", "-o", "shard.json", "--quiet"],
};

test("every command that reports has a line here", () => {
  const reporting = COMMANDS.filter(({ formats }) => formats.includes("json")).map(({ name }) => name);
  expect(Object.keys(LINES).sort()).toEqual([...reporting].sort());
});

for (const [name, args] of Object.entries(LINES)) {
  test(`the JSON of ${name} is what its schema says, and the same every time`, async () => {
    const cwd = folderWith(FILES);
    if (BEFORE[name] !== undefined) expect(await run(BEFORE[name], captureIo({ cwd }).io)).toBe(0);
    const outputs: string[] = [];
    for (let time = 0; time < 2; time++) {
      const { io, stdout, stderr } = captureIo({ cwd });
      expect([0, 1]).toContain(await run([name, ...args, "--format", "json", "--quiet"], io));
      expect(stderr()).toBe("");
      outputs.push(stdout());
    }
    const report = JSON.parse(outputs[0] ?? "") as { kind: string };
    const accepts = ajv.getSchema(`${report.kind}.schema.json`);
    accepts?.(report);
    expect(accepts?.errors ?? []).toEqual([]);
    // The demonstration runs on a port that differs each time.
    if (name !== "demo") expect(outputs[1]).toBe(outputs[0]);
  });
}

test("check writes the files of its configuration, and ends with 1 for what it found", async () => {
  const cwd = folderWith(FILES);
  const { io } = captureIo({ cwd });
  expect(await run(["check", "--quiet", "--fail-on", "dangerous"], io)).toBe(1);
  const report = JSON.parse(readFileSync(join(cwd, "check.json"), "utf8")) as {
    steps: { name: string; status: string }[];
  };
  expect(report.steps.map(({ name, status }) => `${name} ${status}`)).toEqual([
    "versions fail",
    "document pass",
    "changes pass",
    "traffic fail",
  ]);
});

test("check ends with 3 when a step could not be done and none failed", async () => {
  const cwd = folderWith({ ...FILES, "live.json": "<html>" });
  const { io, stdout } = captureIo({ cwd });
  expect(await run(["check", "--only", "document", "--quiet"], io)).toBe(3);
  expect(stdout()).toContain("live.json");
});

test("a configuration means the same from a folder below it", async () => {
  const cwd = folderWith({ ...FILES, "deep/er/readme.txt": "" });
  const { io, stdout, stderr } = captureIo({ cwd: join(cwd, "deep/er") });
  expect(await run(["diff", "1.0.0", "live", "--format", "json", "--fail-on", "never"], io), stderr()).toBe(
    0,
  );
  expect(JSON.parse(stdout())).toMatchObject({ base: { version: "1.0.0" }, revision: { version: "1.2.0" } });
});
