import type { ExitCode } from "../model/errors.ts";
import type { ProgressEvent } from "../model/progress-event.ts";

/** Everything a run may touch of the process it runs in, so that tests and other programs can stand in for it. */
export interface Io {
  /** Results. */
  readonly stdout: (data: string | Uint8Array) => void;
  /** Notes, progress and errors. */
  readonly stderr: (text: string) => void;
  readonly stdin: () => Promise<Uint8Array>;
  readonly env: NodeJS.ProcessEnv;
  readonly cwd: string;
  readonly isTTY: { readonly stdout: boolean; readonly stderr: boolean };
  /** Width of the terminal, where there is one. */
  readonly columns?: number;
  /** Aborted when the person stops the run. */
  readonly signal: AbortSignal;
  /** Decides whether a waiver has expired; nothing else depends on it. */
  readonly now: () => Date;
  /** Takes the progress of long work in place of a line on standard error. */
  readonly progress?: (event: ProgressEvent) => void;
  /** Does another run beside this one, in a thread, where the process can. */
  readonly thread?: (argv: readonly string[], options: ThreadOptions) => Promise<ThreadResult>;
}

export interface ThreadOptions {
  readonly signal: AbortSignal;
  readonly progress: (event: ProgressEvent) => void;
  /** What the run finds on standard input; nothing where it is left out. */
  readonly stdin?: Uint8Array;
}

/** How a run in a thread ended, and what it printed. */
export interface ThreadResult {
  readonly exit: ExitCode;
  readonly stdout: string;
  readonly stderr: string;
}
