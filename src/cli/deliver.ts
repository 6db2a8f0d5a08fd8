import { extname } from "node:path";
import { EXIT, type ExitCode, UsageError } from "../model/errors.ts";
import type { Consumer } from "../model/finding.ts";
import type { Report } from "../model/report.ts";
import type { Rule } from "../model/rule.ts";
import type { Format, RenderOptions } from "../report/options.ts";
import { countFailing } from "../report/verdict.ts";
import type { NoteStyle } from "../report/view/note-style.ts";
import { wantsColor } from "./color.ts";
import type { CommandSpec, Invocation } from "./command.ts";
import { type OutputFile, readText, writeFiles } from "./files.ts";
import { oneLine } from "./one-line.ts";
import type { FailOn, ReportFile } from "./options.ts";
import type { Pages } from "./pages.ts";

export interface Delivery {
  readonly failOn: FailOn;
  readonly consumer?: Consumer;
  /** Files besides those of the command line. */
  readonly reports?: readonly ReportFile[];
  readonly rules?: readonly Rule[];
  readonly style?: NoteStyle;
  /** What the command writes besides, or, without a format or file asked for, instead. */
  readonly pages?: Pages;
}

/**
 * Writes a report wherever it was asked for: all of its files or none, then standard output.
 * @returns 1 when something in it is at or above `failOn`, else 0.
 */
export async function deliver(
  report: Report,
  { io, options, command }: Invocation,
  delivery: Delivery,
): Promise<ExitCode> {
  const { render } = await import("../report/index.ts");
  const { failOn, consumer, rules } = delivery;
  const shared: RenderOptions = {
    failOn,
    all: options.all === true,
    ...(consumer === undefined ? {} : { consumer }),
    ...(rules === undefined ? {} : { rules }),
    ...(delivery.style === undefined ? {} : { style: delivery.style }),
  };
  const main = options.format ?? formatOf(options.output, command) ?? "text";
  const template = await templateText(options.template, main, io.cwd);
  const forMain = { ...shared, ...(template === undefined ? {} : { template }) };
  const files: OutputFile[] = [];
  for (const { format, file } of [...(options.report ?? []), ...(delivery.reports ?? [])]) {
    files.push({ path: file, data: await render(report, format, shared) });
  }
  const toTerminal = {
    ...forMain,
    color: wantsColor(options.color, io, "stdout"),
    ...(io.columns === undefined ? {} : { width: io.columns }),
  };
  const toFile = { ...forMain, color: options.color === "always" };
  const { pages } = delivery;
  const alone = pages !== undefined && options.format === undefined && options.output === undefined;
  const text = alone ? "" : await render(report, main, options.output === undefined ? toTerminal : toFile);
  if (options.output !== undefined) files.push({ path: options.output, data: text });
  if (pages !== undefined) files.push(...pages.files);
  io.signal.throwIfAborted();
  await writeFiles(files, io.cwd, io.signal);
  if (options.output === undefined) io.stdout(text);
  if (options.quiet !== true) {
    const same = pages === undefined || pages.same === 0 ? [] : [`${pages.same} as they were`];
    const written = files.length === 0 ? [] : [`wrote ${oneLine(files.map(({ path }) => path).join(", "))}`];
    const told = [...written, ...same].join("; ");
    if (told !== "") io.stderr(`${told}\n`);
  }
  return countFailing(report, failOn) > 0 ? EXIT.findings : EXIT.ok;
}

const EXTENSIONS: Readonly<Record<string, Format>> = {
  ".json": "json",
  ".md": "markdown",
  ".html": "html",
  ".sarif": "sarif",
  ".xml": "junit",
};

/** The format a file's name asks for, where the command has it. */
function formatOf(file: string | undefined, { formats }: CommandSpec): Format | undefined {
  const format = file === undefined ? undefined : EXTENSIONS[extname(file).toLowerCase()];
  return format !== undefined && formats.includes(format) ? format : undefined;
}

const WITH_TEMPLATE: readonly Format[] = ["text", "markdown", "html"];

async function templateText(
  file: string | undefined,
  format: Format,
  cwd: string,
): Promise<string | undefined> {
  if (file === undefined) return undefined;
  if (!WITH_TEMPLATE.includes(format)) {
    throw new UsageError({
      what: "cannot use --template",
      where: file,
      why: `${format} is written by code, not by a template`,
      hint: `Choose --format ${WITH_TEMPLATE.join(", ")}`,
    });
  }
  return readText(file, cwd, "cannot read the template");
}
