import { fork } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const WORKER = fileURLToPath(new URL("worker.mjs", import.meta.url));

/** No input needs more; Node gives up beyond it, and the run is told. */
const MEMORY_MB = 512;
/** Seconds without a word after which an input counts as hanging: a hundred times what the slowest need when nothing else runs. */
const PATIENCE = 120;

export interface Failure {
  readonly index: number;
  readonly complaint: string;
}

export interface Tally {
  readonly inputs: number;
  readonly exits: ReadonlyMap<number, number>;
  readonly failures: readonly Failure[];
  /** The inputs that took the most CPU seconds. */
  readonly slowest: readonly { readonly index: number; readonly seconds: number }[];
}

export interface Range {
  /** `mutated` documents and recordings by a seed, or the `hostile` ones. */
  readonly source: "mutated" | "hostile";
  readonly seed?: number;
  readonly from?: number;
  readonly to: number;
  readonly onProgress?: (index: number, failure?: string) => void;
}

type Message = {
  readonly index: number;
  readonly exit?: number;
  readonly complaint?: string;
  readonly seconds?: number;
};

/** Runs the inputs of a range. A worker that dies or hangs is a failure of the input it was at; another one goes on behind it. */
export async function fuzz({ source, seed = 0, from = 0, to, onProgress }: Range): Promise<Tally> {
  const exits = new Map<number, number>();
  const failures: Failure[] = [];
  let slowest: { index: number; seconds: number }[] = [];
  const onEnd = ({ index, exit, complaint, seconds = 0 }: Message) => {
    if (exit === undefined) return;
    exits.set(exit, (exits.get(exit) ?? 0) + 1);
    if (complaint !== undefined) failures.push({ index, complaint });
    if (seconds > (slowest.at(-1)?.seconds ?? 0) || slowest.length < 5)
      slowest = [...slowest, { index, seconds }].sort((a, b) => b.seconds - a.seconds).slice(0, 5);
    onProgress?.(index, complaint);
  };
  const folder = mkdtempSync(join(tmpdir(), "specwitness-fuzz-"));
  try {
    for (let next = from; next < to; ) {
      const died = await work([folder, source, seed, next, to].map(String), onEnd);
      if (died === undefined) break;
      failures.push(died);
      onProgress?.(died.index, died.complaint);
      next = died.index + 1;
    }
  } finally {
    rmSync(folder, { recursive: true, force: true }); // a worker that is killed cannot
  }
  return { inputs: to - from, exits, failures, slowest };
}

/** @returns where and how the worker ended before its time. */
function work(args: readonly string[], onMessage: (message: Message) => void): Promise<Failure | undefined> {
  return new Promise((resolve, reject) => {
    const execArgv = [`--max-old-space-size=${MEMORY_MB}`];
    const child = fork(WORKER, [...args], { execArgv, stdio: ["ignore", "ignore", "pipe", "ipc"] });
    let at: number | undefined;
    let said = "";
    let hangs = false;
    const giveUp = () => {
      hangs = true;
      child.kill("SIGKILL");
    };
    let timer = setTimeout(giveUp, PATIENCE * 1000);
    child.stderr?.on("data", (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-2000);
    });
    child.on("message", (message: Message) => {
      clearTimeout(timer);
      timer = setTimeout(giveUp, PATIENCE * 1000);
      at = message.index;
      onMessage(message);
    });
    child.on("close", (code, signal) => {
      clearTimeout(timer);
      if (code === 0) resolve(undefined);
      else if (at === undefined) reject(new Error(`the worker did not start: ${said}`));
      else
        resolve({
          index: at,
          complaint: hangs ? `hangs for ${PATIENCE} s` : `dies (${signal ?? code}): ${said.slice(0, 600)}`,
        });
    });
  });
}
