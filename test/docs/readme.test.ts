import { cpSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { execute } from "../support/execute.ts";
import { folderWith } from "../support/folder.ts";
import { play } from "../support/transcript.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const manifest = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as {
  scripts: Record<string, string>;
};

test("every command of the README prints what the README says", async () => {
  const path = join(ROOT, "README.md");
  const told = readFileSync(path, "utf8");
  const folder = folderWith({});
  cpSync(join(ROOT, "demo"), join(folder, "demo"), { recursive: true });
  const played = await play(
    told,
    (file) => expect.fail(`the README writes no files: ${file}`),
    (command) => execute(command, folder),
  );
  if (process.env.UPDATE === "1") writeFileSync(path, played);
  else expect(played).toBe(told);
});

test.each(["README.md", "CONTRIBUTING.md"])("%s names only scripts and files that are there", (name) => {
  const text = readFileSync(join(ROOT, name), "utf8");
  for (const [, script = ""] of text.matchAll(/npm run ([a-z:-]+)/g))
    expect(manifest.scripts).toHaveProperty(script);
  for (const [, target = ""] of text.matchAll(/\]\((?!https?:)([^)#]+)\)/g)) {
    expect(existsSync(join(ROOT, target)), target).toBe(true);
  }
  for (const [, path = ""] of text.matchAll(/`((?:src|test|reports|schemas|scripts|demo)\/[\w./-]*)`/g)) {
    expect(existsSync(join(ROOT, path)), path).toBe(true);
  }
});
