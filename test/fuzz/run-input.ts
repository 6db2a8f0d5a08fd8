import { readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { run } from "../../src/cli/main.ts";
import { captureIo } from "../support/io.ts";
import type { Input } from "./input.ts";
import { complaint } from "./judge.ts";

export interface Outcome {
  readonly exit: number;
  readonly complaint?: string;
}

/** Runs one input in a folder, which is emptied before. */
export async function runInput(cli: typeof run, input: Input, cwd: string): Promise<Outcome> {
  for (const name of readdirSync(cwd)) rmSync(join(cwd, name), { recursive: true });
  for (const [name, bytes] of input.files) writeFileSync(join(cwd, name), bytes);
  const { io, stdout, stderr } = captureIo({ cwd });
  const exit = await cli(input.args, io);
  const wrong = complaint(input, { exit, stdout: stdout(), stderr: stderr() });
  return wrong === undefined ? { exit } : { exit, complaint: wrong };
}
