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
}
