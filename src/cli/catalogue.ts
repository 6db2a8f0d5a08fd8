import { changelogRules } from "../changelog/rules.ts";
import { versionRules } from "../check/rules.ts";
import { diffRules } from "../diff/index.ts";
import { policyRules } from "../model/policy.ts";
import type { Rule } from "../model/rule.ts";
import { validateRules } from "../validate/index.ts";
import { OASDIFF_NAMES } from "./oasdiff-names.ts";

/** Every rule there is, in the order of the alphabet. */
export const catalogue: readonly Rule[] = [
  ...diffRules.map(withNames),
  ...validateRules,
  ...versionRules,
  ...changelogRules,
  ...policyRules,
].sort((left, right) => (left.id < right.id ? -1 : 1));

function withNames(rule: Rule): Rule {
  const oasdiff = OASDIFF_NAMES[rule.id];
  return oasdiff === undefined ? rule : { ...rule, oasdiff };
}
