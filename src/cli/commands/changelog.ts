import { changelog, changelogRules } from "../../changelog/index.ts";
import { diffRules } from "../../diff/index.ts";
import { UsageError } from "../../model/errors.ts";
import type { Execute } from "../command.ts";
import { deliver } from "../deliver.ts";
import { diffOptions } from "../diff-options.ts";
import { policyOf, readSettings, withSession } from "../session.ts";

export const execute: Execute = async (invocation) => {
  const { args, io } = invocation;
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
    });
  });
  // History cannot be mended: telling it is no failure unless somebody asks for one here.
  const failOn = invocation.options.failOn ?? "never";
  return deliver(report, invocation, { ...settings, failOn, rules: [...diffRules, ...changelogRules] });
};
