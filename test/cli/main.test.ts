import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { COMMANDS } from "../../src/cli/commands.ts";
import { run } from "../../src/cli/main.ts";
import { EXIT } from "../../src/model/errors.ts";
import { folderWith } from "../support/folder.ts";
import { captureIo } from "../support/io.ts";

const DOCUMENT = "openapi: 3.1.0\ninfo: { title: Empty, version: 1.0.0 }\npaths: {}\n";

test("a bug is exit code 70, one line, and a stack only for those who ask", async () => {
  const cwd = folderWith({ "a.yaml": DOCUMENT });
  for (const env of [{}, { SPECWITNESS_DEBUG: "1" }]) {
    const { io, stderr } = captureIo({ cwd, env });
    const broken = {
      ...io,
      stdout: () => {
        throw new TypeError("boom \u001b[31m\nand more");
      },
    };
    expect(await run(["diff", "a.yaml", "a.yaml"], broken)).toBe(EXIT.bug);
    const [line = "", ...rest] = stderr().trimEnd().split("\n");
    expect(line).toContain("a bug in specwitness");
    expect(line).toContain("boom");
    expect(line).not.toContain("\u001b");
    expect(rest.some((text) => text.includes("    at "))).toBe("SPECWITNESS_DEBUG" in env);
  }
});

test("stopping leaves nothing behind and ends with 130", async () => {
  const cwd = folderWith({ "a.yaml": DOCUMENT });
  const stopping = new AbortController();
  stopping.abort();
  const { io, stdout, stderr } = captureIo({ cwd, signal: stopping.signal });
  expect(await run(["diff", "a.yaml", "a.yaml", "-o", "out.json"], io)).toBe(EXIT.interrupted);
  expect(stdout()).toBe("");
  expect(stderr()).toBe("specwitness: stopped\n");
  expect(readdirSync(cwd)).not.toContain("out.json");
});

test("one file that cannot be written leaves all others as they were", async () => {
  const cwd = folderWith({ "a.yaml": DOCUMENT, "report.json": "before", folder: "a file" });
  const { io, stdout } = captureIo({ cwd });
  const args = ["diff", "a.yaml", "a.yaml", "-o", "report.json", "--report", "html=folder/report.html"];
  expect(await run(args, io)).toBe(EXIT.usage);
  expect(readFileSync(join(cwd, "report.json"), "utf8")).toBe("before");
  expect(readdirSync(cwd).filter((name) => name.endsWith(".tmp"))).toEqual([]);
  expect(stdout()).toBe("");
});

test("without a command there is help, and it is wrong usage", async () => {
  const { io, stdout, stderr } = captureIo({ cwd: folderWith({}) });
  expect(await run([], io)).toBe(EXIT.usage);
  expect(stdout()).toBe("");
  expect(stderr()).toContain("Usage: specwitness");
});

test("every command explains itself, with an example, within the terminal", async () => {
  const cwd = folderWith({});
  for (const { name, examples, options } of COMMANDS) {
    const { io, stdout, stderr } = captureIo({ cwd });
    expect(await run([name, "--help"], { ...io, columns: 100 })).toBe(EXIT.ok);
    expect(stderr()).toBe("");
    expect(examples.length).toBeGreaterThan(0);
    for (const [line] of examples) expect(stdout()).toContain(line);
    for (const { flags } of options) expect(stdout()).toContain(flags);
    for (const line of stdout()
      .split("\n")
      .filter((text) => !text.includes("specwitness "))) {
      expect(line.length).toBeLessThanOrEqual(100);
    }
  }
});

test("examples are command lines that parse", async () => {
  for (const { examples } of COMMANDS) {
    for (const [line] of examples) {
      const command = /specwitness ([^>()]+)/.exec(line)?.[1]?.trim().split(/\s+/) ?? [];
      const { io, stdout } = captureIo({ cwd: folderWith({}) });
      expect(await run([...command, "--help"], io), line).toBe(EXIT.ok);
      expect(stdout()).toContain("Usage: specwitness");
    }
  }
});

test("colour is for terminals, and for those who insist", async () => {
  const cwd = folderWith({ "a.yaml": DOCUMENT });
  const seen = async (args: readonly string[], terminal: boolean, env: NodeJS.ProcessEnv = {}) => {
    const { io, stdout } = captureIo({ cwd, terminal, env });
    await run(["diff", "a.yaml", "a.yaml", ...args], io);
    return stdout().includes("\u001b[");
  };
  expect(await seen([], false)).toBe(false);
  expect(await seen([], true)).toBe(true);
  expect(await seen([], true, { NO_COLOR: "1" })).toBe(false);
  expect(await seen([], true, { TERM: "dumb" })).toBe(false);
  expect(await seen([], false, { FORCE_COLOR: "1" })).toBe(true);
  expect(await seen(["--color", "never"], true)).toBe(false);
  expect(await seen(["--color", "always"], false)).toBe(true);
});
