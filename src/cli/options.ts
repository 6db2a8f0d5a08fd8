import type { StepName } from "../check/options.ts";
import type { CoverageMinimum } from "../model/coverage.ts";
import { UsageError } from "../model/errors.ts";
import type { Consumer, Severity } from "../model/finding.ts";
import type { Format } from "../report/options.ts";
import type { NoteStyle } from "../report/view/note-style.ts";
import { COLOR_MODES, type ColorMode } from "./color.ts";
import { suggestion } from "./nearest.ts";

export type FailOn = Severity | "never";

/** `--report FORMAT=FILE` */
export interface ReportFile {
  readonly format: Format;
  readonly file: string;
}

/** What the command line said; a member is absent where it said nothing. */
export interface Options {
  readonly format?: Format;
  readonly output?: string;
  readonly report?: readonly ReportFile[];
  readonly failOn?: FailOn;
  readonly consumer?: Consumer;
  readonly config?: string;
  readonly service?: string;
  readonly versions?: string;
  readonly offline?: boolean;
  readonly allowExternal?: boolean;
  readonly allowDangling?: boolean;
  readonly updateLock?: boolean;
  readonly cache?: string;
  readonly quiet?: boolean;
  readonly color: ColorMode;
  readonly template?: string;
  readonly all?: boolean;
  readonly openWorld?: boolean;
  readonly secondOpinion?: boolean;
  readonly only?: readonly StepName[];
  readonly recordings?: readonly string[];
  readonly usage?: readonly string[];
  readonly examples?: boolean;
  readonly coverage?: string;
  readonly fits?: string;
  readonly minCoverage?: readonly CoverageMinimum[];
  readonly changed?: boolean;
  readonly state?: string;
  readonly style?: NoteStyle;
  readonly pages?: string;
  readonly force?: boolean;
  readonly shard?: string;
  readonly jobs?: string;
}

/** One option as help, completion and the parser need it. */
export interface OptionSpec {
  /** Commander's notation: `-o, --output <file>`. */
  readonly flags: string;
  readonly about: string;
  /** The only values it takes. */
  readonly choices?: readonly string[];
  readonly fallback?: string;
  /** May be given several times; each value is read by this. */
  readonly each?: (value: string) => unknown;
}

export const CONFIG: OptionSpec = {
  flags: "--config <file>",
  about: "configuration; default: specwitness.config.{json,yaml,ts} found upwards",
};

/** Where documents come from. */
export const REFERENCE_OPTIONS: readonly OptionSpec[] = [
  { flags: "--service <name>", about: "the service meant by versions, latest, previous, live and running" },
  { flags: "--versions <template>", about: "where versions are: a reference with {version} in it" },
  CONFIG,
  { flags: "--offline", about: "use only what is in the cache" },
  { flags: "--cache <dir>", about: "where fetched documents are kept" },
  {
    flags: "--allow-external",
    about: "let $refs lead out of a document's folder, and to addresses of the local network",
  },
  { flags: "--allow-dangling", about: "take what a $ref to nothing leads to as anything, and say so" },
];

/** How results are written. */
export function outputOptions(formats: readonly Format[]): readonly OptionSpec[] {
  return [
    {
      flags: "--format <format>",
      about: "how to write the result; default: by the name of --output, else text",
      choices: formats,
    },
    { flags: "-o, --output <file>", about: "write the result to a file" },
    {
      flags: "--report <format=file>",
      about: "write it to a file in one more format; may be repeated",
      each: (value) => readReportFile(value, formats),
    },
    { flags: "--template <file>", about: "a Handlebars template instead of the shipped one" },
    { flags: "--all", about: "fold nothing" },
  ];
}

/** When findings make a run fail. */
export const FAIL_ON: OptionSpec = {
  flags: "--fail-on <severity>",
  about: "the least severity that makes the exit code 1; default: breaking",
  choices: ["breaking", "dangerous", "safe", "never"],
};

/** How findings are weighed. */
export const VERDICT_OPTIONS: readonly OptionSpec[] = [
  FAIL_ON,
  {
    flags: "--consumer <kind>",
    about: "tolerant ignores what it does not know, strict (a generated client) does not; default: tolerant",
    choices: ["tolerant", "strict"],
  },
];

/** A run among several that share the work. */
export const SHARD: OptionSpec = {
  flags: "--shard <i/n>",
  about: "do the i-th of n shares of the work, and write it as JSON for specwitness merge",
};

/** Several threads that share the work. */
export const JOBS: OptionSpec = {
  flags: "--jobs <n>",
  about:
    "how many threads share the work, each with memory of its own; auto: one for each processor; default: 1",
};

export const OPEN_WORLD: OptionSpec = {
  flags: "--open-world",
  about: "take schemas literally: a producer may send undeclared properties",
};

/** On every command. */
export const COMMON_OPTIONS: readonly OptionSpec[] = [
  { flags: "-q, --quiet", about: "nothing on standard error but errors" },
  { flags: "--color <when>", about: "colour in text", choices: COLOR_MODES, fallback: "auto" },
];

function readReportFile(value: string, formats: readonly Format[]): ReportFile {
  const at = value.indexOf("=");
  const format = value.slice(0, Math.max(0, at));
  const file = value.slice(at + 1);
  const known = formats.find((name) => name === format);
  if (known === undefined || file === "") {
    throw new UsageError({
      what: "cannot use --report",
      where: value,
      why: at < 0 || file === "" ? "it is not FORMAT=FILE" : `${format} is not one of its formats`,
      hint:
        at < 0 || file === "" ? "Write for example --report html=report.html" : suggestion(format, formats),
    });
  }
  return { format: known, file };
}
