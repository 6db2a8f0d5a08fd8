import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { changelog } from "../../src/changelog/index.ts";
import { diffRules } from "../../src/diff/index.ts";
import { createFetcher } from "../../src/fetch/index.ts";
import type { ChangelogReport } from "../../src/model/report.ts";
import { render } from "../../src/report/index.ts";
import { changesCounted } from "../report/support/notes.ts";
import { airfocusClone } from "../support/airfocus.ts";
import { shared } from "../support/shared.ts";

const table = shared("data", "airfocus-pairs.tsv");

/** The ten pairs on which the published changelog spends the most lines. */
function longest(): readonly (readonly [base: string, revision: string])[] {
  if (table === undefined) return [];
  const rows = readFileSync(table, "utf8")
    .trim()
    .split("\n")
    .slice(1)
    .map((line) => line.split("\t"));
  return rows
    .sort((left, right) => Number(right[3]) - Number(left[3]))
    .slice(0, 10)
    .map(([base = "", revision = ""]) => [base, revision] as const);
}

describe.skipIf(table === undefined)("the longest versions of airfocus", () => {
  const clone = airfocusClone() ?? "";
  const fetcher = createFetcher({ versionsTemplate: `git:${clone}#{version}:docs/openapi.json` });
  let reports: readonly ChangelogReport[] = [];
  beforeAll(async () => {
    const all = await fetcher.versions();
    const pick = (version: string) => all.filter((entry) => entry.version === version);
    reports = await Promise.all(
      longest().map(([base, revision]) =>
        changelog(fetcher, [...pick(base), ...pick(revision)], { today: "2026-11-20" }),
      ),
    );
  });

  test("each fit in 200 lines of Markdown that leave nothing out", async () => {
    expect(reports).toHaveLength(10);
    for (const report of reports) {
      const text = await render(report, "markdown", { rules: diffRules, failOn: "never" });
      const [release] = report.releases;
      expect(text.split("\n").length, release?.version).toBeLessThanOrEqual(200);
      expect(changesCounted(text), release?.version).toBe(release?.changes.length);
    }
  });
});
