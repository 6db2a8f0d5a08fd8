import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { EXIT } from "../../src/model/errors.ts";
import { execute } from "../support/execute.ts";
import { folderWith } from "../support/folder.ts";
import { play } from "../support/transcript.ts";

const STORIES = fileURLToPath(new URL("./stories", import.meta.url));

for (const name of readdirSync(STORIES).filter((file) => file.endsWith(".md"))) {
  test(`story ${name}`, async () => {
    const path = join(STORIES, name);
    const told = readFileSync(path, "utf8");
    const folder = folderWith({});
    const write = (file: string, text: string) => {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), text);
    };
    const played = await play(told, write, (command) => execute(command, folder));
    expect(played, "no story tells of a bug").not.toContain(`exit=${EXIT.bug}`);
    if (process.env.UPDATE === "1") writeFileSync(path, played);
    else expect(played).toBe(told);
  });
}
