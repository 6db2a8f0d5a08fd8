import { compat, type Recordings } from "../../compat/index.ts";
import { diffRules } from "../../diff/index.ts";
import { UsageError } from "../../model/errors.ts";
import { readRecordings, validateRules } from "../../validate/index.ts";
import type { Execute } from "../command.ts";
import { deliver } from "../deliver.ts";
import { diffOptions } from "../diff-options.ts";
import { openPair } from "../pair.ts";
import { counting } from "../progress.ts";
import { policyOf, readSettings, withSession } from "../session.ts";

export const execute: Execute = async (invocation) => {
  const { args, io, options } = invocation;
  const { usage = [] } = options;
  if (usage.length === 0) {
    throw new UsageError({
      what: "cannot run",
      where: "compat",
      why: "no recording of the client is named",
      hint: "Add --usage RECORDING…, HAR or NDJSON",
    });
  }
  const settings = await readSettings(invocation);
  const { service } = settings;
  const report = await withSession(invocation, settings, async ({ fetcher, progress }) => {
    const { base, revision } = await openPair(fetcher, args);
    const recordings: Recordings = (onProblem) =>
      counting(
        readRecordings(usage, { cwd: io.cwd, ...(onProblem === undefined ? {} : { onProblem }) }),
        "exchanges",
        progress,
      );
    return compat(base, revision, recordings, {
      ...diffOptions(settings),
      ...policyOf(settings),
      ...(service === undefined ? {} : { service }),
    });
  });
  return deliver(report, invocation, { ...settings, rules: [...diffRules, ...validateRules] });
};
