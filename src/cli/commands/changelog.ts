import { stat } from "node:fs/promises";
import { resolve } from "node:path";
import { changelog, changelogRules } from "../../changelog/index.ts";
import { diffRules } from "../../diff/index.ts";
import { UsageError } from "../../model/errors.ts";
import type { Execute } from "../command.ts";
import { deliver } from "../deliver.ts";
import { diffOptions } from "../diff-options.ts";
import type { Options } from "../options.ts";
import { pagesIn } from "../pages.ts";
import { policyOf, readSettings, withSession } from "../session.ts";

export const execute: Execute = async (invocation) => {
  const { args, io, options } = invocation;
  refuseTemplate(options);
  const settings = await readSettings(invocation);
  const report = await withSession(invocation, settings, async ({ fetcher, progress }) => {
    const entries = await fetcher.range(args[0]);
    if (entries.length === 0) {
      throw new UsageError({
        what: "cannot write a changelog",
        ...(args[0] === undefined ? {} : { where: args[0] }),
        why: "no version is in the range",
        hint: "specwitness versions lists those there are",
      });
    }
    return changelog(fetcher, entries, {
      ...diffOptions(settings),
      ...policyOf(settings),
      progress: progress.update,
      signal: io.signal,
      allowDangling: options.allowDangling === true,
    });
  });
  // History cannot be mended: telling it is no failure unless somebody asks for one here.
  const failOn = options.failOn ?? "never";
  const { style } = options;
  const rules = [...diffRules, ...changelogRules];
  const delivery = { ...settings, failOn, rules, ...(style === undefined ? {} : { style }) };
  const rendering = { ...delivery, all: options.all === true };
  if (options.pages !== undefined) {
    const { renderPages } = await import("../../report/index.ts");
    const pages = await pagesIn(options.pages, await renderPages(report, rendering), io.cwd);
    return deliver(report, invocation, { ...delivery, pages });
  }
  if (options.format === "html" && options.output !== undefined && (await isFolder(options.output, io.cwd))) {
    const { renderSite } = await import("../../report/index.ts");
    const pages = await pagesIn(options.output, await renderSite(report, rendering), io.cwd);
    const { format: _format, output: _output, ...others } = options;
    return deliver(report, { ...invocation, options: others }, { ...delivery, pages });
  }
  return deliver(report, invocation, delivery);
};

/** `site/`, or a folder that is there. */
async function isFolder(path: string, cwd: string): Promise<boolean> {
  if (/[/\\]$/.test(path)) return true;
  return stat(resolve(cwd, path)).then(
    (facts) => facts.isDirectory(),
    () => false,
  );
}

/** Pages are of several shapes, and no template fills them all. */
function refuseTemplate({ template, pages }: Options): void {
  if (template === undefined || pages === undefined) return;
  throw new UsageError({
    what: "cannot use --template",
    where: template,
    why: "--pages writes pages of several shapes",
    hint: "Write one file with --output instead",
  });
}
