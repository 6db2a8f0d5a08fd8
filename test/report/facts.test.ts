import { describe, expect, it } from "vitest";
import { SEVERITIES } from "../../src/model/finding.ts";
import type { Report } from "../../src/model/report.ts";
import { FORMATS, type Format, render } from "../../src/report/index.ts";
import { contentsOf } from "../../src/report/verdict.ts";
import { catalogue, changelog, check, compat, diff, validate } from "./fixtures/reports.ts";

const REPORTS: readonly Report[] = [diff, changelog, check, compat, validate];
const CASES = REPORTS.flatMap((report) =>
  FORMATS[report.kind].map((format) => [report.kind, format, report] as const),
);

/** What a format writes, with its escapes and line breaks undone far enough to look for words. */
function flat(text: string): string {
  return text
    .replace(/\\(?=[^\w\s])/g, "")
    .replaceAll("&quot;", '"')
    .replaceAll("&amp;", "&")
    .replaceAll("%25", "%")
    .replace(/\s+/g, " ");
}

function worst(report: Report): string[] {
  const { changes, findings } = contentsOf(report);
  return SEVERITIES.filter(
    (severity) =>
      changes.some((change) => change.effects.some((effect) => effect.severity === severity)) ||
      findings.some((finding) => finding.severity === severity),
  );
}

describe("no format says less than another", () => {
  it.each(CASES)(
    "unfolded, %s as %s names every id, rule, message, and operation",
    async (_kind, format, report) => {
      const text = flat(await render(report, format, { all: true, rules: catalogue, width: 1000 }));
      const { changes, findings } = contentsOf(report);
      for (const { id, rule, message } of [...changes, ...findings]) {
        expect(text).toContain(id.slice(0, 6));
        expect(text).toContain(rule);
        expect(text.replaceAll("`", "")).toContain(message);
      }
      for (const severity of worst(report)) expect(text).toMatch(new RegExp(severity, "i"));
    },
  );

  it.each(CASES)(
    "folded, %s as %s still names each id or counts it in a fold",
    async (_kind, format, report) => {
      const text = flat(await render(report, format, { rules: catalogue, width: 1000 }));
      const { changes, findings } = contentsOf(report);
      for (const { id } of findings) expect(text).toContain(id.slice(0, 6));
      const folds = new Map<string, string[]>();
      for (const change of changes) {
        const key = change.foldKey ?? (change.rule === "description-changed" ? change.rule : change.id);
        folds.set(key, [...(folds.get(key) ?? []), change.id]);
      }
      for (const ids of folds.values()) {
        expect(text).toContain(ids[0]?.slice(0, 6));
        // Nothing is folded in what programs read, and the page of a history holds every change.
        const whole =
          ["sarif", "json"].includes(format) || (report.kind === "changelog" && format === "html");
        if (ids.length === 1 || whole) continue;
        expect(text).toMatch(new RegExp(`${ids[0]?.slice(0, 6)}.{1,20}and ${ids.length - 1} more`));
      }
    },
  );

  it.each(CASES.filter(([, format]) => format !== "json" && format !== "sarif" && format !== "junit"))(
    "%s as %s counts every severity",
    async (_kind, format: Format, report) => {
      const text = flat(await render(report, format, { width: 1000 }));
      const summary = "summary" in report ? report.summary : undefined;
      if (summary === undefined || report.kind === "compat") return;
      expect(text).toContain(
        `${summary.breaking} breaking · ${summary.dangerous} dangerous · ${summary.safe} safe`,
      );
    },
  );

  it.each(CASES)("%s as %s shows the witness and what a finding found", async (_kind, format, report) => {
    const text = flat(await render(report, format, { all: true, width: 1000 })).replaceAll("\\", "");
    const { changes, findings } = contentsOf(report);
    const witness = changes.flatMap((change) => change.effects.map((effect) => effect.witness)).find(Boolean);
    if (witness !== undefined && format !== "json") expect(text).toContain(JSON.stringify(witness.value));
    for (const { requestId, remedy } of findings) {
      if (requestId !== undefined) expect(text).toContain(requestId);
      if (remedy !== undefined) expect(text).toContain(remedy);
    }
  });
});
