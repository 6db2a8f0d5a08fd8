import { describe, expect, it } from "vitest";
import type { Report } from "../../src/model/report.ts";
import { render } from "../../src/report/index.ts";
import { contentsOf } from "../../src/report/verdict.ts";
import { catalogue, changelog, check, compat, diff, nothing, validate } from "./fixtures/reports.ts";

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

describe("SARIF 2.1.0", () => {
  it.each([diff, changelog, check, compat, validate, nothing])(
    "of a $kind report has what the format demands",
    async (report) => {
      const log = await sarif(report);
      expect(log.version).toBe("2.1.0");
      expect(log.$schema).toMatch(/sarif-schema-2\.1\.0\.json$/);
      expect(log.runs).toHaveLength(1);
      const [run] = log.runs;
      if (run === undefined) return;
      const { rules } = run.tool.driver;
      expect(run.tool.driver.name).toBe("specwitness");
      expect(new Set(rules.map((rule) => rule.id)).size).toBe(rules.length);
      for (const result of run.results) {
        expect(rules[result.ruleIndex]?.id).toBe(result.ruleId);
        expect(["error", "warning", "note"]).toContain(result.level);
        expect(result.message.text).not.toBe("");
        expect(Object.keys(result.partialFingerprints)).toEqual(["specwitness/v1"]);
        for (const { physicalLocation, logicalLocations } of result.locations) {
          if (physicalLocation !== undefined) {
            expect(() => new URL(physicalLocation.artifactLocation.uri, "file:///")).not.toThrow();
            expect(physicalLocation.artifactLocation.uri).not.toMatch(/[\s\\]/);
            expect(physicalLocation.region?.startLine ?? 1).toBeGreaterThan(0);
          }
          for (const { fullyQualifiedName } of logicalLocations ?? [])
            expect(fullyQualifiedName).not.toBe("");
        }
      }
    },
  );

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
