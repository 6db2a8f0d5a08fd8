import { changelogRules } from "../changelog/rules.ts";
import { diffRules } from "../diff/index.ts";
import type { ExitCode } from "../model/errors.ts";
import { UsageError } from "../model/errors.ts";
import type { Consumer } from "../model/finding.ts";
import type { ChangelogReport } from "../model/report.ts";
import type { Invocation } from "./command.ts";
import { deliver } from "./deliver.ts";
import { isFolder } from "./files.ts";
import type { Options } from "./options.ts";
import { pagesIn } from "./pages.ts";

/** Writes release notes as one report, as pages or as a site. */
export async function deliverChangelog(
  report: ChangelogReport,
  invocation: Invocation,
  { consumer }: { readonly consumer: Consumer },
): Promise<ExitCode> {
  const { io, options } = invocation;
  // History cannot be mended: telling it is no failure unless somebody asks for one here.
  const failOn = options.failOn ?? "never";
  const { style } = options;
  const rules = [...diffRules, ...changelogRules];
  const delivery = { consumer, failOn, rules, ...(style === undefined ? {} : { style }) };
  const rendering = { ...delivery, all: options.all === true };
  if (options.pages !== undefined) {
    const { renderPages } = await import("../report/index.ts");
    const pages = await pagesIn(options.pages, await renderPages(report, rendering), io.cwd);
    return deliver(report, invocation, { ...delivery, pages });
  }
  if (options.format === "html" && options.output !== undefined && (await isSite(options.output, io.cwd))) {
    const { renderSite } = await import("../report/index.ts");
    const pages = await pagesIn(options.output, await renderSite(report, rendering), io.cwd);
    const { format: _format, output: _output, ...others } = options;
    return deliver(report, { ...invocation, options: others }, { ...delivery, pages });
  }
  return deliver(report, invocation, delivery);
}

/** `site/`, or a folder that is there. */
async function isSite(path: string, cwd: string): Promise<boolean> {
  return /[/\\]$/.test(path) || (await isFolder(path, cwd));
}

/** Pages are of several shapes, and no template fills them all. */
export function refuseTemplate({ template, pages }: Options): void {
  if (template === undefined || pages === undefined) return;
  throw new UsageError({
    what: "cannot use --template",
    where: template,
    why: "--pages writes pages of several shapes",
    hint: "Write one file with --output instead",
  });
}
