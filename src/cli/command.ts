import type { ExitCode } from "../model/errors.ts";
import type { Format } from "../report/options.ts";
import type { Io } from "./io.ts";
import type { OptionSpec, Options } from "./options.ts";

/** One run of one command. */
export interface Invocation {
  readonly io: Io;
  readonly command: CommandSpec;
  /** The operands in order. */
  readonly args: readonly string[];
  readonly options: Options;
}

export type Execute = (invocation: Invocation) => Promise<ExitCode>;

/** One command as help, completion and the parser need it; its code is loaded when it runs. */
export interface CommandSpec {
  readonly name: string;
  /** Commander's notation: `<base> <revision>`. */
  readonly operands: string;
  /** What each operand is, in order. */
  readonly operandNotes?: readonly string[];
  readonly summary: string;
  /** More than one line of help where it is needed. */
  readonly about?: string;
  readonly options: readonly OptionSpec[];
  /** The formats its report has; none for a command that makes no report. */
  readonly formats: readonly Format[];
  readonly examples: readonly (readonly [command: string, purpose: string])[];
  readonly load: () => Promise<{ readonly execute: Execute }>;
}
