import type { Element } from "./xml.ts";

interface ElementRule {
  readonly children?: readonly string[];
  readonly required?: readonly string[];
  readonly optional?: readonly string[];
  /** Text of its own is allowed. */
  readonly mixed?: true;
}

const OUTCOME: ElementRule = { optional: ["type", "message"], mixed: true };
const OUTPUT: ElementRule = { mixed: true };

/**
 * What `junit-10.xsd` of Jenkins' plugin xUnit says of the elements that are written here, for no schema processor
 * for XML is at hand: which elements and attributes each may have, and which it must. (The other schema that goes
 * round, of Apache Ant's tasks, also asks for a host, a time stamp and a time for each test: a report has none.)
 */
const RULES: ReadonlyMap<string, ElementRule> = new Map<string, ElementRule>([
  ["testsuites", { children: ["testsuite"], optional: ["name", "time", "tests", "failures", "errors"] }],
  [
    "testsuite",
    {
      children: ["testsuite", "properties", "testcase", "system-out", "system-err"],
      required: ["name", "tests", "failures", "errors"],
      optional: ["group", "time", "skipped", "timestamp", "hostname", "id", "package", "file", "log", "url"],
    },
  ],
  [
    "testcase",
    {
      children: ["skipped", "error", "failure", "system-out", "system-err"],
      required: ["name"],
      optional: ["time", "classname", "group"],
    },
  ],
  ["failure", OUTCOME],
  ["error", OUTCOME],
  ["skipped", OUTCOME],
  ["system-out", OUTPUT],
]);

/** What the schema has against a report, a line each. */
export function junitProblems(root: Element): string[] {
  return root.name === "testsuites" ? problemsOf(root) : [`the root is <${root.name}>`];
}

function problemsOf({ name, attributes, children, text }: Element): string[] {
  const { children: inside = [], required = [], optional = [], mixed = false } = RULES.get(name) ?? {};
  const allowed = [...required, ...optional];
  return [
    ...required.filter((one) => !attributes.has(one)).map((one) => `<${name}> lacks ${one}`),
    ...[...attributes.keys()].filter((one) => !allowed.includes(one)).map((one) => `<${name}> has ${one}`),
    ...children
      .filter((child) => !inside.includes(child.name))
      .map((child) => `<${child.name}> in <${name}>`),
    ...(mixed || text.trim() === "" ? [] : [`<${name}> has text`]),
    ...children.flatMap(problemsOf),
  ];
}
