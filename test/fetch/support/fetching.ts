import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished } from "vitest";
import { createFetcher, type Fetcher, type FetcherOptions } from "../../../src/fetch/index.ts";

/** A folder of its own for one test. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "specwitness-test-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

export interface Fetching {
  readonly fetcher: Fetcher;
  readonly cacheDir: string;
  /** What was logged. */
  readonly lines: string[];
  /** The milliseconds of each wait; nobody really waited. */
  readonly waits: number[];
}

/** A fetcher with a cache of its own, nothing of this machine's environment, and a clock that stands still. */
export async function startFetching(options: FetcherOptions & { now?: number } = {}): Promise<Fetching> {
  const cacheDir = options.cacheDir ?? join(await temporaryFolder(), "cache");
  const lines: string[] = [];
  const waits: number[] = [];
  const fetcher = createFetcher({
    env: { PATH: process.env.PATH },
    log: (line) => lines.push(line),
    ...options,
    cacheDir,
    network: {
      sleep: async (milliseconds) => {
        waits.push(milliseconds);
      },
      now: () => options.now ?? 0,
      ...options.network,
    },
  });
  onTestFinished(() => fetcher.close());
  return { fetcher, cacheDir, lines, waits };
}

/** Every file below a folder, by its path in it. */
export async function filesIn(folder: string): Promise<ReadonlyMap<string, Buffer>> {
  const names = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = new Map<string, Buffer>();
  for (const entry of names) {
    const path = join(entry.parentPath ?? entry.path, entry.name);
    if (entry.isFile()) files.set(path.slice(folder.length + 1), await readFile(path));
  }
  return files;
}

/** The message of what a promise rejects with. */
export async function messageOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => expect.fail("it did not fail"),
    (error: unknown) => (error instanceof Error ? error.message : expect.fail(`${error} is no error`)),
  );
}
