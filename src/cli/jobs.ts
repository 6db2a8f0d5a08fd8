import { availableParallelism } from "node:os";
import { EXIT, type ExitCode, UsageError } from "../model/errors.ts";
import type { ProgressEvent } from "../model/progress-event.ts";
import { assemble, readShard } from "../shard/index.ts";
import type { Invocation } from "./command.ts";
import type { ThreadResult } from "./io.ts";
import { deliverShards } from "./merge-delivery.ts";
import type { Options } from "./options.ts";
import { createProgress } from "./progress.ts";
import { LATER } from "./shard.ts";

const MOST = 64;

/**
 * How many threads are to share the work; 1 where nothing is said.
 * @throws UsageError for what is no such number, and beside options that need all of the work in one place.
 */
export function readJobs({ jobs, shard, fits }: Options): number {
  if (jobs === undefined) return 1;
  const refuse = (why: string, hint: string) =>
    new UsageError({ what: "cannot use --jobs", where: jobs, why, hint });
  if (shard !== undefined) throw refuse("--shard is a share of the work already", "Leave one of the two out");
  if (fits !== undefined)
    throw refuse("which versions fit is a matter of all exchanges together", "Leave one of the two out");
  if (jobs === "auto") return Math.min(MOST, availableParallelism());
  if (!/^[1-9]\d?$/.test(jobs) || Number(jobs) > MOST)
    throw refuse(`it is neither a number from 1 to ${MOST} nor auto`, "Write for example --jobs 4");
  return Number(jobs);
}

/**
 * Runs a command as `--shard 1/N` to `--shard N/N`, each in a thread, and makes one report of what they leave: the
 * same as that of one run, byte by byte.
 */
export async function runInThreads(jobs: number, invocation: Invocation): Promise<ExitCode> {
  const { io, command, args, options } = invocation;
  const { thread } = io;
  if (thread === undefined)
    throw new UsageError({
      what: "cannot use --jobs",
      why: "the program that runs specwitness here has no threads for it",
      hint: "Leave it out",
    });
  const names = Array.from({ length: jobs }, (_, i) => `${i + 1}/${jobs}`);
  const progress = createProgress(io, options.quiet === true);
  const told = new Together(progress.update);
  const stopping = new AbortController();
  const signal = AbortSignal.any([io.signal, stopping.signal]);
  const stdin = args.includes("-") ? await io.stdin() : undefined;
  let failed: ThreadResult | undefined;
  const results = await Promise.all(
    names.map(async (name, index) => {
      const argv = [command.name, ...written(invocation), "--shard", name, "--", ...args];
      const result = await thread(argv, {
        signal,
        progress: (event) => told.add(index, event),
        ...(stdin === undefined ? {} : { stdin }),
      }).catch((error: unknown) => {
        if (failed === undefined) throw error;
        return failed; // stopped, for another one has failed
      });
      if (result.exit !== EXIT.ok && failed === undefined) {
        failed = result;
        stopping.abort();
      }
      return result;
    }),
  ).finally(() => progress.clear());
  // All of them may say the same of what they all read.
  const notes = new Set((failed === undefined ? results : [failed]).flatMap(({ stderr }) => lines(stderr)));
  for (const note of notes) io.stderr(note);
  if (failed !== undefined) return failed.exit;
  const shards = results.map(({ stdout }, index) => {
    const name = names[index] ?? "";
    return { name, file: readShard(stdout, name) };
  });
  return deliverShards(assemble(shards), invocation);
}

/** The options of a run as they are written on a command line, but for those of its report. */
function written({ command, options }: Invocation): string[] {
  const elsewhere = new Set<string>([...LATER.map(([flag]) => flag), "--output", "--jobs"]);
  const given = new Map<string, unknown>(Object.entries(options));
  const flags = command.options.map((option) => /--[a-z-]+/.exec(option.flags)?.[0] ?? "");
  return [...flags, "--quiet"].flatMap((flag) => {
    const name = flag.slice(2).replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
    const value = given.get(name);
    if (elsewhere.has(flag) || value === undefined) return [];
    return value === true ? [flag] : [`${flag}=${String(value)}`];
  });
}

/** The progress of several runs as that of one. */
class Together {
  readonly #events = new Map<number, ProgressEvent>();
  readonly #update: (event: ProgressEvent) => void;

  constructor(update: (event: ProgressEvent) => void) {
    this.#update = update;
  }

  add(run: number, event: ProgressEvent): void {
    this.#events.set(run, event);
    const sum = (of: "done" | "total") =>
      [...this.#events.values()].reduce((total, each) => total + each[of], 0);
    this.#update({ ...event, done: sum("done"), total: sum("total") });
  }
}

function lines(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}
