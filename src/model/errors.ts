/** Process exit codes (`README.md`, "Exit codes"); a run that was stopped ends as a signal would have ended it. */
export const EXIT = { ok: 0, findings: 1, usage: 2, input: 3, bug: 70, interrupted: 130 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** What a person needs in order to act, in the order it is printed. */
export interface Explanation {
  /** What could not be done: `cannot read the document`. */
  readonly what: string;
  /** Where: a file, URL, option, or place in a file. */
  readonly where?: string;
  /** Why. */
  readonly why: string;
  /** What to do now. */
  readonly hint?: string;
}

function sentence({ what, where, why, hint }: Explanation): string {
  const head = where === undefined ? what : `${what} ${where}`;
  return `${head}: ${why}${hint === undefined ? "" : `. ${hint}`}`;
}

/** The base of every error a person can mend; anything else that is thrown is a bug. */
export abstract class SpecwitnessError extends Error {
  abstract readonly exitCode: ExitCode;
  readonly explanation: Explanation;

  constructor(explanation: Explanation, options?: ErrorOptions) {
    super(sentence(explanation), options);
    this.name = new.target.name;
    this.explanation = explanation;
  }
}

/** Wrong usage or configuration: exit code 2. */
export class UsageError extends SpecwitnessError {
  override readonly exitCode = EXIT.usage;
}

/** An input that could not be fetched, read or understood: exit code 3. */
export class InputError extends SpecwitnessError {
  override readonly exitCode = EXIT.input;
}

/** The text of anything that was thrown. */
export function reasonOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
