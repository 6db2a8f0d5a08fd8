import { EXIT, type ExitCode, reasonOf, SpecwitnessError } from "../model/errors.ts";
import { TOOL } from "../model/tool.ts";
import type { Io } from "./io.ts";
import { oneLine } from "./one-line.ts";

/**
 * The command line as a function: what it prints goes to `io`, and nothing of the process is touched.
 * @param argv What follows the program's name.
 * @returns the exit code; it throws nothing.
 */
export async function run(argv: readonly string[], io: Io): Promise<ExitCode> {
  try {
    if (argv.length === 1 && (argv[0] === "--version" || argv[0] === "-V")) {
      io.stdout(`${TOOL.version}\n`);
      return EXIT.ok;
    }
    const { dispatch } = await import("./program.ts");
    return await dispatch(argv, io);
  } catch (error) {
    if (io.signal.aborted) {
      io.stderr("specwitness: stopped\n");
      return EXIT.interrupted;
    }
    return explain(error, io);
  }
}

function explain(error: unknown, io: Io): ExitCode {
  if (error instanceof SpecwitnessError) {
    io.stderr(`specwitness: ${oneLine(error.message)}\n`);
    if (io.env.SPECWITNESS_DEBUG === "1") io.stderr(`${stackOf(error)}\n`);
    return error.exitCode;
  }
  io.stderr(
    `specwitness: a bug in specwitness ${TOOL.version}: ${oneLine(reasonOf(error)).replace(/\.$/, "")}. ` +
      "Please report it with the command line and what SPECWITNESS_DEBUG=1 adds\n",
  );
  if (io.env.SPECWITNESS_DEBUG === "1") io.stderr(`${stackOf(error)}\n`);
  return EXIT.bug;
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
