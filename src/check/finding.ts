import type { Finding } from "../model/finding.ts";
import { identify } from "../model/identity.ts";
import type { Json } from "../model/json.ts";
import { type Rule, severityFor } from "../model/rule.ts";
import { versionRules } from "./rules.ts";

const byId: ReadonlyMap<string, Rule> = new Map(versionRules.map((rule) => [rule.id, rule]));

/** A finding of one of {@link versionRules}. Its identity is the rule with what was expected and found. */
export function versionFinding(
  id: string,
  message: string,
  data: {
    readonly expected?: Json;
    readonly actual?: Json;
    readonly requestId?: string;
    readonly remedy?: string;
  },
): Finding {
  const rule = byId.get(id);
  if (rule === undefined) throw new Error(`there is no rule ${id}`);
  const { remedy = rule.remedy, ...rest } = data;
  return {
    id: identify(id, data.expected, data.actual),
    rule: id,
    severity: severityFor(rule, "none", "tolerant"),
    message,
    ...rest,
    ...(remedy === undefined ? {} : { remedy }),
    count: 1,
    examples: [],
  };
}
