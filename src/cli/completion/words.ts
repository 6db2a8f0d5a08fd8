import type { CommandSpec } from "../command.ts";
import { COMMON_OPTIONS, type OptionSpec } from "../options.ts";

/** One command as a shell completes it. */
export interface CommandWords {
  readonly name: string;
  readonly summary: string;
  readonly options: readonly OptionWords[];
}

export interface OptionWords {
  /** `--output` */
  readonly long: string;
  /** `-o` */
  readonly short?: string;
  readonly about: string;
  readonly takesValue: boolean;
  /** The values it takes; without any, file names are as good a guess as any. */
  readonly choices: readonly string[];
}

export function wordsOf({ name, summary, options }: CommandSpec): CommandWords {
  return { name, summary, options: [...options, ...COMMON_OPTIONS].map(optionWords) };
}

function optionWords({ flags, about, choices = [] }: OptionSpec): OptionWords {
  const short = /^(-\w), /.exec(flags)?.[1];
  const long = /--[\w-]+/.exec(flags)?.[0] ?? "";
  return {
    long,
    ...(short === undefined ? {} : { short }),
    about,
    takesValue: flags.includes("<"),
    choices,
  };
}
