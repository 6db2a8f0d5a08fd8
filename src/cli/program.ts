import { Command, CommanderError, Option } from "commander";
import { EXIT, type ExitCode, UsageError } from "../model/errors.ts";
import { TOOL } from "../model/tool.ts";
import type { CommandSpec } from "./command.ts";
import { COMMANDS } from "./commands.ts";
import type { Io } from "./io.ts";
import { COMMON_OPTIONS, type OptionSpec, type Options } from "./options.ts";

/**
 * Parses the command line and runs what it names.
 * @throws UsageError for a line that makes no sense, with the nearest thing that does.
 */
export async function dispatch(argv: readonly string[], io: Io): Promise<ExitCode> {
  let exitCode: ExitCode = EXIT.ok;
  const program = new Command("specwitness")
    .description(
      "Keeps an API, its published OpenAPI documents and the traffic it really serves honest with each other.",
    )
    .version(TOOL.version, "-V, --version")
    .exitOverride()
    .configureOutput({
      writeOut: io.stdout,
      writeErr: io.stderr,
      outputError: () => {}, // thrown and said once, by `run`
      getOutHelpWidth: () => Math.min(io.columns ?? 100, 120),
      getErrHelpWidth: () => Math.min(io.columns ?? 100, 120),
    })
    .addHelpText("after", "\nEvery command explains itself: specwitness COMMAND --help");
  for (const spec of COMMANDS) {
    const command = program.command(spec.name).summary(spec.summary);
    for (const [i, operand] of operandsOf(spec).entries()) command.argument(operand, spec.operandNotes?.[i]);
    // The help of all needs no more of a command, and a command nothing of the others.
    if (!argv.includes(spec.name)) continue;
    describe(command, spec);
    command.action(async () => {
      const { execute } = await spec.load();
      exitCode = await execute({ io, command: spec, args: command.args, options: command.opts<Options>() });
    });
  }
  if (argv.length === 0) {
    program.outputHelp({ error: true });
    return EXIT.usage;
  }
  try {
    await program.parseAsync(argv, { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return EXIT.ok;
    throw usageError(error, argv);
  }
  return exitCode;
}

function describe(command: Command, spec: CommandSpec): void {
  const summary = sentence(spec.summary);
  command.description(spec.about === undefined ? summary : `${summary}\n${spec.about}`);
  for (const option of [...spec.options, ...COMMON_OPTIONS]) command.addOption(buildOption(option));
  const width = Math.max(...spec.examples.map(([line]) => line.length));
  const examples = spec.examples.map(([line, purpose]) =>
    width > 60 ? `  # ${purpose}\n  ${line}` : `  ${line.padEnd(width)}  # ${purpose}`,
  );
  command.addHelpText("after", `\nExamples:\n${examples.join("\n")}`);
}

export function operandsOf(spec: CommandSpec): readonly string[] {
  return spec.operands === "" ? [] : spec.operands.split(" ");
}

function buildOption(spec: OptionSpec): Option {
  const option = new Option(spec.flags, spec.about);
  if (spec.choices !== undefined) option.choices([...spec.choices]);
  if (spec.fallback !== undefined) option.default(spec.fallback);
  const { each } = spec;
  if (each !== undefined) {
    option.argParser((value: string, before: readonly unknown[] | undefined) => [
      ...(before ?? []),
      each(value),
    ]);
  }
  return option;
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

/** Commander's message as one line, with where to read on. */
function usageError(error: CommanderError, argv: readonly string[]): UsageError {
  const named = COMMANDS.find(({ name }) => name === argv[0])?.name;
  const [message = "", meant] = error.message.replace(/^error: /, "").split("\n");
  const likely = /^\(Did you mean (.+)\?\)$/.exec(meant ?? "")?.[1];
  const help = `See specwitness ${named === undefined ? "" : `${named} `}--help`;
  const misplaced = named === undefined && error.code === "commander.unknownOption";
  return new UsageError({
    what: named === undefined ? "cannot run" : `cannot run ${named}`,
    why: message.replace(/\.$/, ""),
    hint:
      likely !== undefined
        ? `Did you mean ${likely}?`
        : misplaced
          ? "Options come after the command. See specwitness --help"
          : help,
  });
}
