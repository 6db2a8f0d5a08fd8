import { adviseVersion, diff, diffRules, summarize } from "../../diff/index.ts";
import { danglingFindings, danglingReference } from "../../model/dangling.ts";
import type { Document } from "../../model/document.ts";
import { applyPolicy } from "../../model/policy.ts";
import type { SecondOpinion } from "../../model/report.ts";
import { documentFacts, reportHead } from "../../model/report-head.ts";
import type { Execute } from "../command.ts";
import { deliver } from "../deliver.ts";
import { diffOptions } from "../diff-options.ts";
import { openPair } from "../pair.ts";
import { readSettings, withSession } from "../session.ts";

const rules = [...diffRules, danglingReference];

export const execute: Execute = async (invocation) => {
  const { args, options } = invocation;
  const settings = await readSettings(invocation);
  const report = await withSession(invocation, settings, async ({ fetcher }) => {
    const { base, revision } = await openPair(fetcher, args);
    const ruling = applyPolicy(settings.policy, settings.today);
    const changes = ruling.changes(diff(base, revision, diffOptions(settings)).changes);
    const summary = summarize(changes);
    return {
      ...reportHead("diff"),
      base: documentFacts(base),
      revision: documentFacts(revision),
      summary,
      changes,
      findings: [...ruling.findings([base, revision].flatMap(danglingFindings)), ...ruling.problems(rules)],
      advice: adviseVersion(base.version, revision.version, changes),
      ...(options.secondOpinion === true
        ? { secondOpinion: await askSecondOpinion(base, revision, summary.breaking > 0) }
        : {}),
    };
  });
  return deliver(report, invocation, { ...settings, rules });
};

/** Another tool with all it needs is loaded only for those who ask. */
async function askSecondOpinion(
  base: Document,
  revision: Document,
  breaking: boolean,
): Promise<SecondOpinion> {
  const { secondOpinion } = await import("../../diff/engines/openapi-diff.ts");
  return secondOpinion(base, revision, breaking);
}
