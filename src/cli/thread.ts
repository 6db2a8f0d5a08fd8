import { once } from "node:events";
import { text } from "node:stream/consumers";
import { Worker } from "node:worker_threads";
import type { ExitCode } from "../model/errors.ts";
import type { ThreadOptions, ThreadResult } from "./io.ts";

/**
 * Does another run in a thread.
 * @param url of the file that a run begins with
 * @returns what it printed, when it ends.
 */
export async function thread(
  url: string,
  argv: readonly string[],
  { signal, progress, stdin: input }: ThreadOptions,
): Promise<ThreadResult> {
  const worker = new Worker(new URL(url), {
    argv: [...argv],
    stdout: true,
    stderr: true,
    workerData: { input },
  });
  worker.on("message", progress);
  const stop = () => void worker.terminate();
  signal.addEventListener("abort", stop, { once: true });
  const [[exit], ...printed] = await Promise.all([
    once(worker, "exit") as Promise<[ExitCode]>,
    text(worker.stdout),
    text(worker.stderr),
  ]);
  signal.removeEventListener("abort", stop);
  signal.throwIfAborted();
  const [stdout, stderr] = printed;
  return { exit, stdout, stderr };
}
