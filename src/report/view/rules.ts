import type { Direction } from "../../model/finding.ts";
import type { RulesReport } from "../../model/report.ts";
import { type Rule, type RuleArea, severityFor } from "../../model/rule.ts";
import type { FactView, RulesView, RuleView } from "../view.ts";
import { counted, SEVERITY_SIGN } from "../wording.ts";

const HEADINGS = {
  diff: "Comparing two documents",
  validate: "Holding traffic and examples against a document",
  versions: "Comparing versions",
  policy: "The policy itself",
} as const satisfies Record<RuleArea, string>;

const AREAS = ["diff", "validate", "versions", "policy"] as const satisfies readonly RuleArea[];

export function rulesView(report: RulesReport): RulesView {
  const single = report.rules.length === 1;
  return {
    shape: "rules",
    kind: report.kind,
    title: "Rules",
    subtitle: single ? (report.rules[0]?.id ?? "") : "",
    tally: counted(report.rules.length, "rule"),
    tool: `${report.tool.name} ${report.tool.version}`,
    single,
    areas: AREAS.map((name) => ({
      name,
      heading: HEADINGS[name],
      rules: report.rules.filter((rule) => rule.area === name).map(ruleView),
    })).filter((area) => area.rules.length > 0),
  };
}

function ruleView(rule: Rule): RuleView {
  const { example } = rule;
  const shown: FactView[] =
    example === undefined
      ? []
      : [
          { label: "before", value: JSON.stringify(example.before), code: true },
          { label: "after", value: JSON.stringify(example.after), code: true },
        ];
  return {
    id: rule.id,
    title: rule.title,
    severities: severitiesOf(rule),
    why: rule.why,
    remedy: rule.remedy ?? "",
    spec: rule.spec ?? "",
    waiver:
      rule.area === "policy" ? "" : `{ rule: ${rule.id}, where: "…", reason: "…", until: "2027-01-31" }`,
    oasdiff: (rule.oasdiff ?? []).join(", "),
    example: shown,
  };
}

const WHERE: Readonly<Record<Direction, string>> = { request: "requests", response: "responses", none: "" };

/** One for each direction the rule names, or one alone where they are all the same. */
function severitiesOf(rule: Rule): RuleView["severities"] {
  const stated = (["request", "response", "none"] as const).filter(
    (direction) => rule.severity[direction] !== undefined,
  );
  // What is true outside messages is of interest only where nothing is said of messages.
  const inMessages = stated.filter((direction) => direction !== "none");
  const all = (inMessages.length > 0 ? inMessages : stated).map((direction) => {
    const severity = severityFor(rule, direction, "tolerant");
    const strict = severityFor(rule, direction, "strict");
    const text = strict === severity ? severity : `${severity} (${strict} for strict consumers)`;
    return { where: WHERE[direction], severity, symbol: SEVERITY_SIGN[severity], text };
  });
  const [first] = all;
  return first !== undefined && all.every((one) => one.text === first.text) ? [{ ...first, where: "" }] : all;
}
