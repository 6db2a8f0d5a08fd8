import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { validate } from "../../src/validate/index.ts";
import { shared } from "../support/shared.ts";
import { documentOfCase, exchangeOfCase, readCases, type TrafficCase } from "./traffic-cases.ts";

const file = shared("cases", "traffic", "cases.ndjson");
const disagreements = JSON.parse(
  readFileSync(new URL("./traffic-disagreements.json", import.meta.url), "utf8"),
) as Record<string, string>;

/** Does the case fit its document, as we see it? `undefined`: the case cannot be run. */
async function verdict(path: string, test: TrafficCase): Promise<{ fits: boolean; findings: string[] }> {
  const { findings } = await validate(documentOfCase(path, test), [exchangeOfCase(test)]);
  const violations = findings.filter(({ severity }) => severity === "breaking" || severity === "dangerous");
  return {
    fits: violations.length === 0,
    findings: findings.map(({ rule, message, severity }) => `${severity} ${rule}: ${message}`),
  };
}

describe.skipIf(file === undefined)("labelled traffic of other projects", () => {
  const path = file ?? "";
  const cases = file === undefined ? [] : readCases(file);

  it.each(cases.map((test) => [test.name, test] as const))("%s", async (name, test) => {
    const reason = disagreements[name];
    if (reason !== undefined) {
      const agrees = await verdict(path, test).then(
        ({ fits }) => fits === test.valid,
        () => false,
      );
      expect(agrees, `the reason is stale: ${reason}`).toBe(false);
      return;
    }
    const { fits, findings } = await verdict(path, test);
    expect({ fits, ...(fits === test.valid ? {} : { findings, why: test.why }) }).toEqual({
      fits: test.valid,
    });
  });

  it("are all run", () => expect(cases).toHaveLength(115));

  it("has no reason for a case that does not exist", () => {
    const names = new Set(cases.map(({ name }) => name));
    expect(Object.keys(disagreements).filter((name) => !names.has(name))).toEqual([]);
  });
});
