import { bySeverity, type Severity } from "../model/finding.ts";
import { detailsOf, headlineOf } from "./detail.ts";
import { escapeXml } from "./escape/xml.ts";
import type { EntriesView, EntryView, SectionView } from "./view.ts";

/**
 * JUnit's XML as CI servers read it, in the words of Jenkins' schema (`junit-10.xsd`, its plugin xUnit): a suite for each section, a case for each entry, failed where the severity is
 * at or above `failOn`. A section without an entry is one case that passes, is skipped or could not run.
 */
export function renderJunit(view: EntriesView, failOn: Severity | "never"): string {
  const suites = view.sections.map((section) => suiteOf(section, view, failOn));
  const total = (key: "tests" | "failures" | "errors") => suites.reduce((sum, suite) => sum + suite[key], 0);
  const name = `${view.title} ${view.subtitle}`.trim();
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="${escapeXml(name)}" tests="${total("tests")}" failures="${total("failures")}" errors="${total("errors")}">`,
    ...suites.map((suite) => suite.xml),
    "</testsuites>",
    "",
  ].join("\n");
}

interface Suite {
  readonly tests: number;
  readonly failures: number;
  readonly errors: number;
  readonly skipped: number;
  readonly xml: string;
}

function suiteOf(section: SectionView, view: EntriesView, failOn: Severity | "never"): Suite {
  const name = section.title === "" ? view.kind : section.title;
  const entries = section.groups.flatMap((group) => group.entries);
  const fails = (entry: EntryView) => failOn !== "never" && bySeverity(entry.severity, failOn) <= 0;
  const status = section.status?.name;
  const cases = entries.map((entry) => caseOf(entry, name, fails(entry)));
  const errors = status === "error" ? 1 : 0;
  const skipped = status === "skip" ? 1 : 0;
  if (entries.length === 0 || errors + skipped > 0) cases.unshift(sectionCase(section, name));
  const failures = entries.filter(fails).length;
  const counts = { tests: cases.length, failures, errors, skipped };
  const attributes = Object.entries(counts).map(([key, count]) => `${key}="${count}"`);
  return {
    ...counts,
    xml: [`  <testsuite name="${escapeXml(name)}" ${attributes.join(" ")}>`, ...cases, "  </testsuite>"].join(
      "\n",
    ),
  };
}

function caseOf(entry: EntryView, suite: string, fails: boolean): string {
  const ids = entry.more === "" ? entry.id : `${entry.id} ${entry.more}`;
  const text = [...detailsOf(entry), `id: ${ids}`].map(escapeXml).join("\n");
  const open = `    <testcase classname="${escapeXml(`${suite}.${entry.rule}`)}" name="${escapeXml(headlineOf(entry))}">`;
  const body = fails
    ? `      <failure type="${escapeXml(entry.rule)}" message="${escapeXml(`${entry.word}: ${headlineOf(entry)}`)}">${text}</failure>`
    : `      <system-out>${escapeXml(entry.word)}\n${text}</system-out>`;
  return [open, body, "    </testcase>"].join("\n");
}

function sectionCase(section: SectionView, suite: string): string {
  const message = escapeXml([section.subtitle, ...section.lead].filter((text) => text !== "").join(" "));
  const open = `    <testcase classname="${escapeXml(suite)}" name="${escapeXml(suite)}"`;
  if (section.status?.name === "skip") return `${open}><skipped message="${message}"/></testcase>`;
  if (section.status?.name === "error")
    return `${open}><error type="error" message="${message}"/></testcase>`;
  return message === "" ? `${open}/>` : `${open}><system-out>${message}</system-out></testcase>`;
}
