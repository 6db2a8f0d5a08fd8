import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import type { Socket } from "node:net";
import { ByteReader } from "./byte-reader.ts";
import { gitEnvironment, gitProblem } from "./git.ts";

export interface GitObject {
  /** `blob`, `tree`, `commit`, `tag` */
  readonly type: string;
  readonly content: Buffer;
}

interface Batch {
  readonly child: ChildProcessWithoutNullStreams;
  readonly answers: ByteReader;
  said: string;
  failure?: unknown;
}

/**
 * Reads objects of one repository through one `git cat-file --batch`, which answers name after name: hundreds of
 * versions cost one process. While nothing is asked, it does not keep the program alive.
 */
export class GitObjects {
  readonly #repository: string;
  readonly #env: NodeJS.ProcessEnv;
  readonly #where: string;
  #batch: Batch | undefined;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(repository: string, env: NodeJS.ProcessEnv, where: string) {
    this.#repository = repository;
    this.#env = env;
    this.#where = where;
  }

  /**
   * @param name one line that names an object, such as `v1:api.yaml`.
   * @returns `undefined` for a name that git does not know.
   * @throws InputError where git cannot be asked.
   */
  read(name: string): Promise<GitObject | undefined> {
    const answer = this.#turn.then(() => this.#ask(name));
    this.#turn = answer.catch(() => undefined);
    return answer;
  }

  close(): void {
    this.#batch?.child.kill();
    this.#batch = undefined;
  }

  async #ask(name: string): Promise<GitObject | undefined> {
    this.#batch ??= this.#start();
    const batch = this.#batch;
    hold(batch, true);
    try {
      batch.child.stdin.write(`${name}\n`);
      const head = await batch.answers.line();
      if (head === undefined) throw await this.#ended(batch);
      const match = /^[0-9a-f]+ (\S+) (\d+)$/.exec(head);
      // "NAME missing", and "NAME ambiguous" for a short hash.
      if (match === null) return undefined;
      const size = Number(match[2]);
      const content = await batch.answers.bytes(size + 1);
      if (content === undefined) throw await this.#ended(batch);
      return { type: match[1] ?? "", content: content.subarray(0, size) };
    } finally {
      hold(batch, false);
    }
  }

  #start(): Batch {
    const child = spawn("git", ["cat-file", "--batch"], {
      cwd: this.#repository,
      env: gitEnvironment(this.#env),
    });
    const batch: Batch = { child, answers: new ByteReader(child.stdout), said: "" };
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      batch.said = (batch.said + text).slice(-2000);
    });
    child.on("error", (error) => {
      batch.failure = error;
    });
    // The end of its output tells that it is gone.
    child.stdin.on("error", () => undefined);
    return batch;
  }

  async #ended(batch: Batch): Promise<Error> {
    if (this.#batch === batch) this.#batch = undefined;
    if (batch.failure === undefined && batch.child.exitCode === null)
      await new Promise((resolve) => batch.child.once("close", resolve).once("error", resolve));
    return gitProblem(batch.failure ?? { stderr: batch.said }, this.#where);
  }
}

/** Does the process keep the program alive? */
function hold({ child }: Batch, alive: boolean): void {
  // The pipes of a child are sockets, though their type does not say so.
  const pipes = [child.stdin, child.stdout, child.stderr] as unknown as readonly Socket[];
  for (const handle of [child, ...pipes]) alive ? handle.ref() : handle.unref();
}
