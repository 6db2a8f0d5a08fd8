import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { diff, diffRules, summarize } from "../../src/diff/index.ts";
import { createFetcher } from "../../src/fetch/index.ts";
import type { DiffReport } from "../../src/model/report.ts";
import { documentFacts, reportHead } from "../../src/model/report-head.ts";
import { TOOL } from "../../src/model/tool.ts";
import { type Format, render } from "../../src/report/index.ts";
import { airfocusClone } from "../support/airfocus.ts";

const HARBOUR = fileURLToPath(new URL("../../demo/harbour/versions/{version}.json", import.meta.url));
const FORMATS = { text: "txt", markdown: "md", sarif: "sarif", junit: "xml", github: "github.txt" } as const;

async function compared(template: string, versions: readonly [string, string]): Promise<DiffReport> {
  const fetcher = createFetcher({ versionsTemplate: template });
  try {
    const [base, revision] = await Promise.all([fetcher.open(versions[0]), fetcher.open(versions[1])]);
    const { changes } = diff(base, revision);
    const facts = (document: typeof base) => ({ ...documentFacts(document), ref: document.version });
    return {
      ...reportHead("diff"),
      base: facts(base),
      revision: facts(revision),
      summary: summarize(changes),
      changes,
      findings: [],
    };
  } finally {
    await fetcher.close();
  }
}

const PAIRS: readonly (readonly [name: string, base: string, revision: string])[] = [
  ["harbour", "1.1.1", "1.2.0"],
  ["airfocus", "1.0.0-beta.33.31.6", "1.0.0-beta.33.31.7"],
  ["airfocus", "1.0.0-beta.47.132.0", "1.0.0-beta.47.140.0"],
  ["airfocus", "1.0.0-beta.47.140.0", "1.0.0-beta.47.144.0"],
];

// `npx vitest run test/report/real.test.ts -u` writes them anew.
describe("what a person sees of real documents", () => {
  test.each(PAIRS)("%s %s → %s", async (name, base, revision) => {
    const clone = name === "airfocus" ? airfocusClone() : undefined;
    if (name === "airfocus" && clone === undefined) return;
    const template = name === "airfocus" ? `git:${clone}#{version}:docs/openapi.json` : HARBOUR;
    const report = await compared(template, [base, revision]);
    for (const [format, extension] of Object.entries(FORMATS) as [Format, string][]) {
      const text = await render(report, format, { rules: diffRules });
      const settled = text.replaceAll(TOOL.version, "VERSION");
      await expect(settled).toMatchFileSnapshot(`fixtures/real/${name}-${revision}.${extension}`);
    }
  });
});
