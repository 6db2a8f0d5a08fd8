import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { run } from "../../src/cli/main.ts";
import { folderWith } from "../support/folder.ts";
import { captureIo } from "../support/io.ts";

const api = (version: string, ...paths: string[]) =>
  JSON.stringify({
    openapi: "3.1.0",
    info: { title: "Mine", version },
    paths: Object.fromEntries(
      paths.map((path) => [path, { get: { responses: { 200: { description: "ok" } } } }]),
    ),
  });

/** A repository whose tags 1.0.0 and 1.1.0 are versions of its API. */
function repository(): string {
  const cwd = folderWith({ "openapi.json": api("1.0.0", "/a", "/b") });
  const git = (...args: string[]) =>
    execFileSync("git", ["-c", "user.name=Test", "-c", "user.email=test@example.com", ...args], {
      cwd,
      stdio: "pipe",
    });
  git("init", "-q");
  git("add", ".");
  git("commit", "-qm", "First");
  git("tag", "1.0.0");
  writeFileSync(join(cwd, "openapi.json"), api("1.1.0", "/a"));
  git("commit", "-qam", "Second");
  git("tag", "1.1.0");
  return cwd;
}

async function specwitness(cwd: string, ...args: string[]) {
  const { io, stdout, stderr } = captureIo({ cwd });
  return { exit: await run(args, io), stdout: stdout(), stderr: stderr() };
}

test("the first files of a repository are enough for its versions, changes and nightly job", async () => {
  const cwd = repository();
  expect((await specwitness(cwd, "init")).exit).toBe(0);
  const versions = await specwitness(cwd, "versions", "--format", "json");
  expect(JSON.parse(versions.stdout)).toMatchObject({
    source: "git:.#{version}:openapi.json",
    versions: [{ version: "1.0.0" }, { version: "1.1.0" }],
  });
  const diff = await specwitness(cwd, "diff", "previous", "latest", "--format", "json");
  expect(diff.exit).toBe(1);
  expect(JSON.parse(diff.stdout)).toMatchObject({ changes: [{ rule: "operation-removed" }] });
  const check = await specwitness(cwd, "check", "--format", "json");
  expect(check).toMatchObject({ exit: 0, stderr: "" });
  expect(JSON.parse(check.stdout)).toMatchObject({
    versions: { tag: "1.1.0", latest: "1.1.0" },
    steps: [{ status: "pass" }, { status: "pass" }, { status: "skip" }, { status: "skip" }],
  });
});

test("a working copy against a tag; --versions stands in for what a service does not say", async () => {
  const cwd = repository();
  writeFileSync(join(cwd, "openapi.json"), api("1.2.0", "/a", "/c"));
  const diff = await specwitness(cwd, "diff", "git:1.1.0:openapi.json", "openapi.json", "--format", "json");
  expect(diff.exit).toBe(0);
  expect(JSON.parse(diff.stdout)).toMatchObject({ changes: [{ rule: "operation-added" }] });
  const check = await specwitness(
    cwd,
    ...["check", "--service", "infinity", "--versions", "git:.#{version}:openapi.json"],
    ...["--only", "versions", "--format", "json"],
  );
  expect(JSON.parse(check.stdout)).toMatchObject({ versions: { tag: "1.1.0" }, steps: [{ status: "pass" }] });
});
