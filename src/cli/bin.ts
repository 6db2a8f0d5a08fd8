#!/usr/bin/env node
import { isMainThread, parentPort, workerData } from "node:worker_threads";
import { EXIT } from "../model/errors.ts";
import { keepCompiledCode } from "./compiled-code.ts";
import type { Io } from "./io.ts";
import { run } from "./main.ts";
import { systemReason } from "./system-reason.ts";

keepCompiledCode(process.env);

const stopping = new AbortController();
process.once("SIGINT", () => {
  stopping.abort();
  // Asked twice, or busy with something that cannot be stopped: leave all the same.
  process.once("SIGINT", () => process.exit(EXIT.interrupted));
  setTimeout(() => process.exit(EXIT.interrupted), 2000).unref();
});

// `specwitness … | head` closes the pipe early: that is not an error, and nothing more is to be said.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") return;
    process.stderr.write(`specwitness: cannot write the result: ${systemReason(error)}\n`);
    process.exit(EXIT.usage);
  });
}

async function stdin(): Promise<Uint8Array> {
  if (!isMainThread) return (workerData as { input?: Uint8Array }).input ?? new Uint8Array();
  const { addAbortSignal } = await import("node:stream");
  const chunks: Uint8Array[] = [];
  for await (const chunk of addAbortSignal(stopping.signal, process.stdin)) chunks.push(chunk as Uint8Array);
  return Buffer.concat(chunks);
}

const io: Io = {
  stdout: (data) => void process.stdout.write(data),
  stderr: (text) => void process.stderr.write(text),
  stdin,
  env: process.env,
  cwd: process.cwd(),
  isTTY: { stdout: process.stdout.isTTY === true, stderr: process.stderr.isTTY === true },
  ...(process.stdout.columns === undefined ? {} : { columns: process.stdout.columns }),
  signal: stopping.signal,
  now: () => new Date(),
  ...(isMainThread
    ? {
        thread: async (argv, options) => (await import("./thread.ts")).thread(import.meta.url, argv, options),
      }
    : { progress: (event) => parentPort?.postMessage(event) }),
};

// Should it ever end without an answer, that is no success.
process.exitCode = EXIT.bug;
void run(process.argv.slice(2), io).then((exitCode) => {
  process.exitCode = exitCode;
});
