import type { Io } from "../../src/cli/io.ts";
import { run } from "../../src/cli/main.ts";

export interface Captured {
  readonly io: Io;
  readonly stdout: () => string;
  readonly stderr: () => string;
}

export interface Circumstances {
  readonly cwd: string;
  readonly stdin?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly terminal?: boolean;
  readonly signal?: AbortSignal;
}

/**
 * A process that is not there: what is printed is kept, the day is always the same, caches are in its folder. Its
 * threads are runs that take turns.
 */
export function captureIo({ cwd, stdin = "", env = {}, terminal = false, signal }: Circumstances): Captured {
  const out: Uint8Array[] = [];
  let err = "";
  return {
    io: {
      stdout: (data) => void out.push(Buffer.from(data)),
      stderr: (text) => {
        err += text;
      },
      stdin: async () => Buffer.from(stdin),
      env: { XDG_CACHE_HOME: `${cwd}/.cache`, HOME: cwd, ...env },
      cwd,
      isTTY: { stdout: terminal, stderr: terminal },
      signal: signal ?? new AbortController().signal,
      now: () => new Date("2026-11-20T04:30:00Z"),
      thread: async (argv, { progress, stdin: input = Buffer.of(), signal: stopped }) => {
        const own = captureIo({ cwd, env, signal: stopped, stdin: Buffer.from(input).toString() });
        const exit = await run(argv, { ...own.io, progress });
        stopped.throwIfAborted();
        return { exit, stdout: own.stdout(), stderr: own.stderr() };
      },
    },
    stdout: () => Buffer.concat(out).toString("utf8"),
    stderr: () => err,
  };
}
