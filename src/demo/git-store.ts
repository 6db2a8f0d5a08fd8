import { type ChildProcessByStdio, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import type { Readable, Writable } from "node:stream";
import { promisify } from "node:util";
import { InputError, reasonOf } from "../model/errors.ts";
import { compareVersions } from "../model/version.ts";
import type { VersionStore } from "./version-store.ts";

const run = promisify(execFile);

/**
 * The tags of a git repository, each with its document at `path`. One `git cat-file --batch` answers all reads,
 * one after the other: 317 documents in one process instead of 317.
 * @throws InputError where git cannot list the tags
 */
export function gitStore(repository: string, path: string): VersionStore {
  let batch: BatchReader | undefined;
  let last: Promise<unknown> = Promise.resolve();
  return {
    async list() {
      const format = "%(refname:strip=2)%09%(creatordate:iso-strict)";
      const args = ["-C", repository, "for-each-ref", `--format=${format}`, "refs/tags"];
      const { stdout } = await run("git", args).catch((thrown: unknown) => {
        throw new InputError({ what: "cannot list the tags of", where: repository, why: reasonOf(thrown) });
      });
      return stdout
        .split("\n")
        .filter((line) => line !== "")
        .map((line) => {
          const [version = "", date = ""] = line.split("\t");
          return { version, date };
        })
        .sort((left, right) => compareVersions(left.version, right.version));
    },
    read(version) {
      // A line break would be a second question on the same pipe.
      if (/[\r\n]/.test(version)) return Promise.resolve(undefined);
      batch ??= new BatchReader(repository);
      const reader = batch;
      const answer = last.then(() => reader.read(`refs/tags/${version}:${path}`));
      last = answer.catch(() => undefined);
      return answer;
    },
    async close() {
      await last;
      await batch?.close();
      batch = undefined;
    },
  };
}

/** The protocol of `git cat-file --batch`: `<id> <type> <size>`, a line break, the bytes, a line break. */
class BatchReader {
  readonly #git: ChildProcessByStdio<Writable, Readable, null>;
  readonly #chunks: AsyncIterator<Buffer>;
  #rest: Buffer = Buffer.alloc(0);

  constructor(repository: string) {
    this.#git = spawn("git", ["-C", repository, "cat-file", "--batch"], {
      stdio: ["pipe", "pipe", "ignore"],
    });
    this.#git.on("error", () => this.#git.stdout.destroy());
    this.#git.stdin.on("error", () => undefined);
    this.#chunks = this.#git.stdout[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  }

  async read(object: string): Promise<Uint8Array | undefined> {
    this.#git.stdin.write(`${object}\n`);
    const header = await this.#takeLine();
    const size = / blob (\d+)$/.exec(header)?.[1];
    if (size === undefined) return undefined;
    const bytes = await this.#take(Number(size));
    await this.#take(1);
    return bytes;
  }

  async close(): Promise<void> {
    if (this.#git.exitCode !== null || this.#git.pid === undefined) return;
    const exited = once(this.#git, "exit");
    this.#git.stdin.end();
    this.#git.stdout.destroy();
    await exited;
  }

  async #takeLine(): Promise<string> {
    let end = this.#rest.indexOf(0x0a);
    while (end < 0) {
      await this.#more();
      end = this.#rest.indexOf(0x0a);
    }
    const line = this.#rest.subarray(0, end).toString("utf8");
    this.#rest = this.#rest.subarray(end + 1);
    return line;
  }

  async #take(size: number): Promise<Buffer> {
    const parts: Buffer[] = [];
    let missing = size;
    while (missing > 0) {
      if (this.#rest.length === 0) await this.#more();
      const part = this.#rest.subarray(0, missing);
      this.#rest = this.#rest.subarray(part.length);
      missing -= part.length;
      parts.push(part);
    }
    return Buffer.concat(parts);
  }

  async #more(): Promise<void> {
    const next = await this.#chunks.next();
    if (next.done === true) throw new InputError({ what: "cannot read from git", why: "it ended early" });
    this.#rest = this.#rest.length === 0 ? next.value : Buffer.concat([this.#rest, next.value]);
  }
}
