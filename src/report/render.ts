import { UsageError } from "../model/errors.ts";
import type { Report } from "../model/report.ts";
import { cutMarkdown } from "./cut.ts";
import { FORMATS } from "./formats.ts";
import { renderJson } from "./json.ts";
import type { Format, RenderOptions } from "./options.ts";
import { shippedTemplates, type TemplateFormat } from "./templates.ts";
import { buildView } from "./view/build.ts";
import { limitsFor, UNFOLDED } from "./view/scope.ts";
import type { EntriesView, View } from "./view.ts";

/** A terminal that does not tell its width. */
const DEFAULT_WIDTH = 100;

/** Bytes of a Markdown report: GitHub refuses a job summary larger than 1 MiB altogether. */
const JOB_SUMMARY = 1_000_000;

/**
 * The text of a report in one format; the same report and options give the same text.
 * @throws UsageError where this kind of report has no such format, or `template` does not go with it.
 * @throws InputError where `template` is wrong.
 */
export async function render(report: Report, format: Format, options: RenderOptions = {}): Promise<string> {
  if (!FORMATS[report.kind].includes(format)) {
    throw new UsageError({
      what: `cannot write a ${report.kind} report as`,
      where: format,
      why: `there is ${FORMATS[report.kind].join(", ")}`,
    });
  }
  if (format === "markdown" && report.kind !== "changelog" && options.all !== true) {
    return cutMarkdown(await fill(report, format, options), JOB_SUMMARY);
  }
  if (format === "text" || format === "markdown" || format === "html") return fill(report, format, options);
  if (options.template !== undefined) {
    throw new UsageError({
      what: "cannot use a template for",
      where: format,
      why: "only text, markdown and html have one",
    });
  }
  if (format === "json") return renderJson(report);
  if (format === "sarif") {
    const { renderSarif } = await import("./sarif.ts");
    return renderSarif(
      withEntries(buildView(report, { ...UNFOLDED, value: 1000 }, options)),
      options.rules ?? [],
    );
  }
  const limits = { ...limitsFor("text", report.kind, options.all ?? false), entries: Infinity, places: 1 };
  const view = withEntries(buildView(report, limits, options));
  if (format === "junit") {
    const { renderJunit } = await import("./junit.ts");
    return renderJunit(view, options.failOn ?? "breaking");
  }
  const { renderGithub } = await import("./github.ts");
  return renderGithub(view);
}

function withEntries(view: View): EntriesView {
  if (view.shape !== "entries") throw new TypeError(`a ${view.kind} report has no entries`);
  return view;
}

async function fill(report: Report, format: TemplateFormat, options: RenderOptions): Promise<string> {
  const limits = limitsFor(format, report.kind, options.all ?? false);
  return fillShipped(buildView(report, limits, options, format), format, options);
}

/** A view in the words of its template: the shipped one, or the one that the options bring. */
export async function fillShipped(
  view: View,
  format: TemplateFormat,
  options: RenderOptions,
): Promise<string> {
  const [{ fillTemplate }, shipped] = await Promise.all([
    import("./handlebars.ts"),
    shippedTemplates(format),
  ]);
  const template = options.template ?? shipped.shapes[view.shape];
  if (template === undefined) throw new TypeError(`no ${format} template has the shape ${view.shape}`);
  const set = { ...shipped, template };
  if (format === "html") {
    const { contentPolicy, HTML } = await import("./html.ts");
    const texts = { ...shipped.texts, policy: contentPolicy(shipped.texts) };
    return fillTemplate({ ...set, texts }, view, HTML);
  }
  return tidy(fillTemplate(set, view, await dialectOf(format, options)));
}

async function dialectOf(format: "text" | "markdown", options: RenderOptions) {
  if (format === "markdown") return (await import("./markdown.ts")).MARKDOWN;
  const { textDialect } = await import("./text.ts");
  return textDialect({ color: options.color ?? false, width: options.width ?? DEFAULT_WIDTH });
}

/** No blanks at line ends, never two empty lines, one newline at the end. */
function tidy(text: string): string {
  return `${text
    .replace(/[ \t]+$/gm, "")
    .replace(/\n{3,}/g, "\n\n")
    .replace(/^\n+/, "")
    .trimEnd()}\n`;
}
