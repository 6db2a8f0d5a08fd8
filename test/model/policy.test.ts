import { describe, expect, it } from "vitest";
import type { Change, Finding } from "../../src/model/finding.ts";
import { applyPolicy, type Policy } from "../../src/model/policy.ts";

const finding = (facts: Partial<Finding> = {}): Finding => ({
  id: "f1",
  rule: "response-body",
  severity: "breaking",
  message: "…",
  operation: "GET /pets",
  document: { pointer: "/components/schemas/Pet/type" },
  count: 1,
  examples: [],
  ...facts,
});

const change = (...operations: string[]): Change => ({
  id: "c1",
  rule: "enum-value-removed",
  message: "…",
  revision: { pointer: "/components/schemas/Pet" },
  effects: [
    {
      direction: "request",
      severity: "breaking",
      evidence: "rule",
      reaches: operations.map((operation) => ({ operation, in: "request", path: "$" })),
    },
  ],
});

const RULES = [{ id: "response-body" }, { id: "enum-value-removed" }];
const TODAY = "2026-11-22";

function run(policy: Policy, findings: readonly Finding[] = [], changes: readonly Change[] = []) {
  const ruling = applyPolicy(policy, TODAY);
  return {
    findings: ruling.findings(findings),
    changes: ruling.changes(changes),
    problems: ruling.problems(RULES).map(({ rule, message }) => `${rule}: ${message}`),
  };
}

describe("severities", () => {
  it("override what a rule says, or silence it", () => {
    const note = run(
      { severity: { "response-body": "note", "enum-value-removed": "dangerous" } },
      [finding()],
      [change()],
    );
    expect(note.findings[0]?.severity).toBe("note");
    expect(note.changes[0]?.effects[0]?.severity).toBe("dangerous");
    const off = run(
      { severity: { "response-body": "off", "enum-value-removed": "off" } },
      [finding()],
      [change()],
    );
    expect([off.findings, off.changes]).toEqual([[], []]);
  });

  it("leave every other rule as it is", () => {
    const policy = { severity: { other: "off" as const } };
    expect(run(policy, [finding()], [change()])).toMatchObject({
      findings: [finding()],
      changes: [change()],
    });
  });
});

describe("waivers", () => {
  const reason = "known";

  it.each([undefined, "f1", "GET /pets", "/components/schemas/Pet", "#/components/schemas/Pet/type"])(
    "cover a finding at %s",
    (where) => {
      const waiver = { rule: "response-body", reason, ...(where === undefined ? {} : { where }) };
      expect(run({ waivers: [waiver] }, [finding()])).toMatchObject({ findings: [], problems: [] });
    },
  );

  it.each(["f2", "GET /pet", "/components/schemas/Pe", "/components/schemas/Pet/type/x", ""])(
    "do not cover one elsewhere: %j",
    (where) => {
      const { findings, problems } = run({ waivers: [{ rule: "response-body", where, reason }] }, [
        finding(),
      ]);
      expect(findings).toHaveLength(1);
      expect(problems).toEqual([
        `waiver-unused: the waiver of response-body at ${where} waives nothing (its reason: known)`,
      ]);
    },
  );

  it("for one operation leave what a change does to the others", () => {
    const policy = { waivers: [{ rule: "enum-value-removed", where: "GET /pets", reason }] };
    expect(run(policy, [], [change("GET /pets")])).toMatchObject({ changes: [], problems: [] });
    const { changes, problems } = run(policy, [], [change("GET /pets", "GET /cats")]);
    expect(changes[0]?.effects[0]?.reaches.map(({ operation }) => operation)).toEqual(["GET /cats"]);
    expect(problems).toEqual([]);
    expect(run(policy, [], [change("GET /cats")])).toMatchObject({
      changes: [change("GET /cats")],
      problems: [expect.stringContaining("waiver-unused")],
    });
  });

  it("that cover the same thing are all of use", () => {
    const waivers = [
      { rule: "response-body", reason },
      { rule: "response-body", where: "GET /pets", reason },
    ];
    expect(run({ waivers }, [finding()])).toMatchObject({ findings: [], problems: [] });
  });

  it("take the id as reports show it", () => {
    const long = finding({ id: "3c09aa77e1f0" });
    const at = (where: string) =>
      run({ waivers: [{ rule: "response-body", where, reason }] }, [long]).findings;
    expect(at("3c09aa")).toEqual([]);
    expect(at("3c09ab")).toEqual([long]);
    expect(at("3c09")).toEqual([long]);
  });

  it("hold to the end of their last day, and are findings from then on", () => {
    const until = (day: string) =>
      run({ waivers: [{ rule: "response-body", reason, until: day }] }, [finding()]);
    expect(until(TODAY)).toMatchObject({ findings: [], problems: [] });
    expect(until("2026-11-21")).toMatchObject({
      findings: [finding()],
      problems: ["waiver-expired: the waiver of response-body expired on 2026-11-21 (its reason: known)"],
    });
  });

  it("are not called unused by a run that could not have needed them", () => {
    expect(run({ waivers: [{ rule: "of-another-command", reason }] }).problems).toEqual([]);
  });

  it("are judged by the policy like any other finding", () => {
    const waivers = [{ rule: "response-body", reason }];
    expect(run({ waivers, severity: { "waiver-unused": "off" } }).problems).toEqual([]);
    const [problem] = applyPolicy({ waivers, severity: { "waiver-unused": "breaking" } }, TODAY).problems(
      RULES,
    );
    expect(problem?.severity).toBe("breaking");
  });
});
