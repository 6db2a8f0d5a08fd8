import { execFileSync, spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { COMMANDS } from "../../src/cli/commands.ts";
import { run } from "../../src/cli/main.ts";
import { folderWith } from "../support/folder.ts";
import { captureIo } from "../support/io.ts";

async function scriptFor(shell: string): Promise<string> {
  const { io, stdout } = captureIo({ cwd: folderWith({}) });
  expect(await run(["completion", shell], io)).toBe(0);
  return stdout();
}

/** What bash offers when Tab is pressed after these words. */
function offered(script: string, words: readonly string[], cwd: string): string[] {
  const quoted = words.map((word) => `'${word}'`).join(" ");
  const ask = `${script}\nCOMP_WORDS=(${quoted}); COMP_CWORD=${words.length - 1}; _specwitness; printf '%s\\n' "\${COMPREPLY[@]}"`;
  return execFileSync("bash", ["--norc", "-c", ask], { cwd, encoding: "utf8" }).split("\n").filter(Boolean);
}

test("bash completes commands, options, their values, and files", async () => {
  const script = await scriptFor("bash");
  const cwd = folderWith({ "api.yaml": "", "api.json": "" });
  expect(offered(script, ["specwitness", "ch"], cwd)).toEqual(["changelog", "check"]);
  expect(offered(script, ["specwitness", "check", "--rec"], cwd)).toEqual(["--recordings"]);
  expect(offered(script, ["specwitness", "versions", "--fail"], cwd)).toEqual([]);
  expect(offered(script, ["specwitness", "diff", "--fail-on", ""], cwd)).toEqual([
    "breaking",
    "dangerous",
    "safe",
    "never",
  ]);
  expect(offered(script, ["specwitness", "diff", "api.y"], cwd)).toEqual(["api.yaml"]);
});

test.each(["bash", "zsh", "fish"])("%s knows every command and option", async (shell) => {
  const script = await scriptFor(shell);
  for (const { name, options } of COMMANDS) {
    expect(script).toContain(name);
    for (const { flags } of options) {
      const long = /--([\w-]+)/.exec(flags)?.[1] ?? "";
      expect(script).toContain(shell === "fish" ? `-l ${long}` : `--${long}`);
    }
  }
  const present = spawnSync(shell, ["-c", "exit 0"]).status === 0;
  if (present) expect(spawnSync(shell, ["-n"], { input: script }).status).toBe(0);
});
