import { cpSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { run } from "../../src/cli/main.ts";
import type { ProgressEvent } from "../../src/model/progress-event.ts";
import { type Circumstances, captureIo } from "../support/io.ts";

const DEMO = fileURLToPath(new URL("../../demo", import.meta.url));
const VERSIONS = "--versions demo/harbour/versions/{version}.json";
const LIVE = "demo/harbour/live.json";
const NIGHT = "demo/harbour/recordings/nightly.ndjson";

let folder: string;
beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "specwitness-jobs-")));
  cpSync(DEMO, join(folder, "demo"), { recursive: true });
  const policy = { severity: { "enum-value-added": "breaking" } };
  writeFileSync(join(folder, "strict.json"), JSON.stringify({ policy }));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function told(line: string, circumstances: Partial<Circumstances> = {}) {
  const { io, stdout, stderr } = captureIo({ cwd: folder, ...circumstances });
  return { exit: await run(line.split(" "), io), stdout: stdout(), stderr: stderr() };
}

describe("threads that share the work write what one run writes", () => {
  test.each([
    `changelog ${VERSIONS}`,
    `changelog 1.0.0..1.2.0 ${VERSIONS} --format json --consumer strict --open-world --fail-on safe`,
    `changelog ${VERSIONS} --format markdown --style keep-a-changelog --config strict.json`,
    `validate ${LIVE} ${NIGHT} --examples --all`,
    `validate ${LIVE} ${NIGHT} demo/harbour/recordings/client.ndjson --format json --min-coverage operations=99`,
    `validate ${LIVE} ${NIGHT} --format junit --fail-on never --quiet`,
  ])("%s", async (line) => {
    const whole = await told(line);
    expect(whole.stdout).not.toBe("");
    for (const jobs of [1, 2, 5]) expect(await told(`${line} --jobs ${jobs}`), `${jobs}`).toEqual(whole);
  });

  test("into files as well", async () => {
    const contents = (name: string) =>
      readdirSync(join(folder, name)).map((file) => [file, readFileSync(join(folder, name, file), "utf8")]);
    await told(`changelog ${VERSIONS} --pages whole --output whole.html`);
    await told(`changelog ${VERSIONS} --pages parts --output parts.html --jobs 3`);
    expect(contents("parts")).toEqual(contents("whole"));
    expect(readFileSync(join(folder, "parts.html"))).toEqual(readFileSync(join(folder, "whole.html")));
    await told(`validate ${LIVE} ${NIGHT} --coverage whole.json`);
    await told(`validate ${LIVE} ${NIGHT} --coverage parts.json --jobs 3`);
    expect(readFileSync(join(folder, "parts.json"))).toEqual(readFileSync(join(folder, "whole.json")));
  });

  test("of a document on standard input", async () => {
    const stdin = readFileSync(join(folder, LIVE), "utf8");
    const whole = await told(`validate - ${NIGHT}`, { stdin });
    expect(whole.exit).toBe(1);
    expect(await told(`validate - ${NIGHT} --jobs 3`, { stdin })).toEqual(whole);
  });

  test("and what they cannot do they say once, as one run does", async () => {
    for (const line of [
      `validate nowhere.json ${NIGHT}`,
      `validate ${LIVE} nowhere.ndjson`,
      `changelog 9.0.0.. ${VERSIONS}`,
      `changelog ${VERSIONS} --service nobody`,
    ]) {
      const whole = await told(line);
      expect(whole.exit).toBeGreaterThan(1);
      expect(await told(`${line} --jobs 3`)).toEqual(whole);
    }
  });
});

test("their progress is told as one", async () => {
  const events: ProgressEvent[] = [];
  const { io } = captureIo({ cwd: folder });
  const line = `changelog ${VERSIONS} --jobs 3`;
  expect(await run(line.split(" "), { ...io, progress: (event) => void events.push(event) })).toBe(0);
  const reading = events.filter(({ what }) => /^\d+\.\d+\.\d+$/.test(what));
  expect(reading.at(-1)?.total).toBe(readdirSync(join(DEMO, "harbour/versions")).length);
});

test.each([
  ["changelog --jobs 0", "cannot use --jobs 0: it is neither a number from 1 to 64 nor auto"],
  ["changelog --jobs 65", "cannot use --jobs 65: it is neither"],
  ["changelog --jobs many", "cannot use --jobs many: it is neither"],
  ["changelog --jobs 2 --shard 1/2", "cannot use --jobs 2: --shard is a share of the work already"],
  [`validate ${LIVE} ${NIGHT} --jobs 2 --fits 1.0.0..`, "which versions fit is a matter of all exchanges"],
])("%s is refused", async (line, why) => {
  const { exit, stdout, stderr } = await told(line);
  expect({ exit, stdout }).toEqual({ exit: 2, stdout: "" });
  expect(stderr).toContain(why);
  expect(stderr.trimEnd()).not.toContain("\n");
});

test("a program without threads is told so", async () => {
  const { io, stderr } = captureIo({ cwd: folder });
  const { thread: _, ...alone } = io;
  expect(await run(["changelog", ...VERSIONS.split(" "), "--jobs", "2"], alone)).toBe(2);
  expect(stderr()).toContain(
    "cannot use --jobs: the program that runs specwitness here has no threads for it",
  );
});
