import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Report } from "../../src/model/report.ts";
import { render } from "../../src/report/index.ts";
import { contentsOf } from "../../src/report/verdict.ts";
import { catalogue, changelog, check, compat, diff, nothing, validate } from "./fixtures/reports.ts";
import { hostileText, poison, SEED } from "./hostile.ts";
import { sarifProblems } from "./support/sarif-schema.ts";

interface Log {
  $schema: string;
  version: string;
  runs: {
    tool: {
      driver: {
        name: string;
        version: string;
        rules: { id: string; defaultConfiguration?: { level: string } }[];
      };
    };
    results: {
      ruleId: string;
      ruleIndex: number;
      level: string;
      message: { text: string };
      locations: {
        physicalLocation?: { artifactLocation: { uri: string }; region?: { startLine: number } };
        logicalLocations?: { fullyQualifiedName: string; name?: string; kind?: string }[];
      }[];
      partialFingerprints: Record<string, string>;
    }[];
  }[];
}

async function sarif(report: Report): Promise<Log> {
  return JSON.parse(await render(report, "sarif", { rules: catalogue })) as Log;
}

const LEVELS: Readonly<Record<string, string>> = {
  breaking: "error",
  dangerous: "warning",
  safe: "note",
  note: "note",
};

const fixtures = new URL("fixtures/", import.meta.url);
/** The golden files, those of real documents among them. */
const goldens = readdirSync(fixtures, { recursive: true, encoding: "utf8" }).filter((name) =>
  name.endsWith(".sarif"),
);

describe("SARIF 2.1.0", () => {
  it.each([diff, changelog, check, compat, validate, nothing])(
    "of a $kind report is what the format's own schema asks for",
    async (report) => {
      const log = await sarif(report);
      expect(sarifProblems(log)).toEqual([]);
      const rules = log.runs[0]?.tool.driver.rules ?? [];
      expect(new Set(rules.map((rule) => rule.id)).size).toBe(rules.length);
      for (const result of log.runs[0]?.results ?? []) {
        // What the schema cannot say.
        expect(rules[result.ruleIndex]?.id).toBe(result.ruleId);
        expect(result.message.text).not.toBe("");
        for (const { physicalLocation } of result.locations)
          expect(() => new URL(physicalLocation?.artifactLocation.uri ?? "", "file:///")).not.toThrow();
      }
    },
  );

  it("of real documents is so too", () => {
    expect(goldens.filter((name) => name.includes("airfocus"))).toHaveLength(3);
    for (const name of goldens) {
      const log = JSON.parse(readFileSync(new URL(name, fixtures), "utf8")) as Log;
      expect(sarifProblems(log), name).toEqual([]);
    }
  });

  it(`of hostile text is so too (seed ${SEED.seed})`, async () => {
    const texts = fc.array(hostileText, { minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(texts, async (given) => {
        for (const report of [diff, check, compat])
          expect(sarifProblems(await sarif(poison(report, given)))).toEqual([]);
      }),
      { ...SEED, numRuns: 20 },
    );
  });

  it("would be found out: the schema refuses what is no log", async () => {
    const log = await sarif(diff);
    const [run] = log.runs;
    const [result] = run?.results ?? [];
    const changed = (part: object) => ({ ...log, runs: [{ ...run, results: [{ ...result, ...part }] }] });
    expect(sarifProblems(changed({}))).toEqual([]);
    expect(sarifProblems(changed({ level: "fatal" }))).not.toEqual([]);
    expect(sarifProblems(changed({ message: {} }))).not.toEqual([]);
    expect(sarifProblems(changed({ place: "here" }))).not.toEqual([]);
    const uri = "has a space";
    expect(
      sarifProblems(changed({ locations: [{ physicalLocation: { artifactLocation: { uri } } }] })),
    ).not.toEqual([]);
  });

  it("has one result for each change and finding, with its level", async () => {
    for (const report of [diff, changelog, check]) {
      const results = (await sarif(report)).runs[0]?.results ?? [];
      const { changes, findings } = contentsOf(report);
      const ids = results.map((result) => result.partialFingerprints["specwitness/v1"]).sort();
      expect(ids).toEqual([...changes, ...findings].map(({ id }) => id).sort());
      for (const finding of findings) {
        const result = results.find((one) => one.partialFingerprints["specwitness/v1"] === finding.id);
        expect(result?.level).toBe(LEVELS[finding.severity]);
      }
    }
  });

  it("names the file, the line, the place in the document, and the operations", async () => {
    const results = (await sarif(diff)).runs[0]?.results ?? [];
    const location = results.find((one) => one.ruleId === "union-variant-added")?.locations[0];
    expect(location?.physicalLocation).toEqual({
      artifactLocation: { uri: "docs/openapi.json" },
      region: { startLine: 40215 },
    });
    expect(location?.logicalLocations?.[0]).toEqual({
      name: "oneOf",
      fullyQualifiedName: "#/components/schemas/RichTextInline/oneOf",
    });
    expect(location?.logicalLocations).toContainEqual({
      fullyQualifiedName: "POST /api/templates/apply/{templateId}",
      kind: "function",
    });
  });
});
