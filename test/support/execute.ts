import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "../../src/cli/main.ts";
import { TOOL } from "../../src/model/tool.ts";
import { captureIo } from "./io.ts";
import type { Command, Result } from "./transcript.ts";

/** Runs one command of a story in a folder: specwitness itself, or `cat` and `ls` to see what it wrote. */
export async function execute({ words: [program, ...args], stdin }: Command, cwd: string): Promise<Result> {
  if (program === "cat")
    return printed(args.map((file) => readFileSync(join(cwd, file), "utf8")).join(""), cwd);
  if (program === "ls") {
    const entries = readdirSync(join(cwd, args[0] ?? ".")).filter((entry) => !entry.startsWith("."));
    return printed(entries.map((entry) => `${entry}\n`).join(""), cwd);
  }
  if (program !== "specwitness") throw new Error(`a story runs specwitness, cat and ls, not ${program}`);
  const { io, stdout, stderr } = captureIo({
    cwd,
    ...(stdin === undefined ? {} : { stdin: readFileSync(join(cwd, stdin), "utf8") }),
  });
  const exit = await run(args, io);
  return { exit, stdout: settle(stdout(), cwd), stderr: settle(stderr(), cwd) };
}

function printed(stdout: string, cwd: string): Result {
  return { exit: 0, stdout: settle(stdout, cwd), stderr: "" };
}

/** What differs between machines and runs, and is none of the story's business. */
function settle(text: string, cwd: string): string {
  return text
    .replaceAll(cwd, "FOLDER")
    .replace(/(127\.0\.0\.1|localhost):\d+/g, "$1:PORT")
    .replaceAll(`"version": "${TOOL.version}"`, '"version": "VERSION"')
    .replaceAll(`specwitness@${TOOL.version}`, "specwitness@VERSION")
    .replaceAll(`specwitness ${TOOL.version}`, "specwitness VERSION");
}
