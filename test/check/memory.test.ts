import { describe, expect, test } from "vitest";
import { readMemory, remember } from "../../src/check/memory.ts";
import { withReproduction } from "../../src/check/reproduction.ts";
import type { CheckReport } from "../../src/model/report.ts";
import { render } from "../../src/report/index.ts";
import { check } from "../report/fixtures/reports.ts";
import { documentOf } from "../support/documents.ts";

const ids = (report: CheckReport) => report.memory?.firstSeen.map(({ id }) => id) ?? [];

function without(report: CheckReport, name: string, status: "pass" | "error"): CheckReport {
  return {
    ...report,
    steps: report.steps.map((step) => (step.name === name ? { ...step, status, findings: [] } : step)),
  };
}

describe("from one night to the next", () => {
  const first = remember(check, undefined, "2026-11-18");
  const failing = check.steps.find(({ status, findings }) => status === "fail" && findings.length > 0);
  const step = failing?.name ?? "";

  test("the first night remembers everything that is to be looked at", async () => {
    expect(ids(first.report).length).toBeGreaterThan(0);
    expect(first.report.memory?.previous).toBeUndefined();
    expect(await render(first.report, "text")).toContain("first seen  2026-11-18");
    expect(await render(first.report, "text")).not.toContain("Unchanged");
  });

  test("a night like the one before says so in one line, with the first dates", async () => {
    const second = remember(check, first.memory, "2026-11-19");
    const text = await render(second.report, "text");
    expect(text).toContain(`Unchanged since 2026-11-18: the same ${ids(first.report).length} things.`);
    expect(text).toContain("first seen  2026-11-18");
    expect(remember(check, second.memory, "2026-11-20").memory.seen).toEqual(second.memory.seen);
  });

  test("what is mended is told once, and what comes back is new", async () => {
    const mended = remember(without(check, step, "pass"), first.memory, "2026-11-19");
    expect(mended.report.memory?.gone).toHaveLength(failing?.findings.length ?? 0);
    expect(await render(mended.report, "markdown")).toContain("no longer found");
    const back = remember(check, mended.memory, "2026-11-20");
    expect(back.report.memory?.firstSeen.filter((one) => one.new).map(({ date }) => date)).toContain(
      "2026-11-20",
    );
    expect(await render(back.report, "text")).toMatch(/Since 2026-11-19: \d+ new, \d+ known, 0 gone\./);
  });

  test("what could not be looked at is neither gone nor forgotten", () => {
    const blind = remember(without(check, step, "error"), first.memory, "2026-11-19");
    expect(blind.report.memory?.gone).toEqual([]);
    const back = remember(check, blind.memory, "2026-11-20");
    expect(back.report.memory?.firstSeen.every(({ date }) => date === "2026-11-18")).toBe(true);
  });

  test("the file comes back as it was written, and another one is refused", () => {
    const text = JSON.stringify(first.memory);
    expect(readMemory(text, "state.json", check.service)).toEqual(first.memory);
    expect(() => readMemory(text, "state.json", "other")).toThrow("it is of the service");
    expect(() => readMemory("{}", "state.json", check.service)).toThrow("not one that this version");
    expect(() => readMemory("", "state.json", check.service)).toThrow("cannot use the state");
  });
});

describe("a reproduction", () => {
  const document = documentOf({
    servers: [{ url: "https://api.example/v1/" }],
    paths: { "/it's/{id}": { get: { responses: { "200": { description: "ok" } } } } },
  });
  const [finding] = check.steps
    .flatMap(({ findings }) => findings)
    .filter(({ status }) => status !== undefined);
  if (finding === undefined) throw new Error("the fixture is empty");
  const service = {
    name: "example",
    title: "Example",
    documents: {},
    authentication: { type: "bearer", tokenEnv: "EXAMPLE_TOKEN" },
  } as const;

  test("names the secret, quotes what the document says, and makes the text of an issue", async () => {
    const told = withReproduction(
      { ...finding, severity: "breaking", operation: "GET /it's/{id}" },
      document,
      service,
    );
    expect(told.reproduction).toBe(
      `curl -i 'https://api.example/v1/it'\\''s/{id}' -H "authorization: Bearer $EXAMPLE_TOKEN"`,
    );
    const report = {
      ...check,
      steps: [{ name: "traffic", status: "fail", message: "", findings: [told] }],
    } as const;
    for (const format of ["markdown", "html"] as const) {
      expect(await render(report, format)).toContain("Text for an issue");
    }
    expect(await render(report, "text", { width: 200 })).toContain("curl -i");
  });

  test("there is none of what no operation is known for", () => {
    expect(withReproduction({ ...finding, operation: "GET /other" }, document, service)).not.toHaveProperty(
      "reproduction",
    );
  });
});

test("a job summary is cut before GitHub refuses it, and says how much is left out", async () => {
  const [step] = check.steps.filter(({ findings }) => findings.length > 0);
  const [finding] = step?.findings ?? [];
  if (step === undefined || finding === undefined) throw new Error("the fixture is empty");
  const findings = Array.from({ length: 5000 }, (_, i) => ({
    ...finding,
    id: `${i}`.padStart(12, "0"),
    message: `${i} ${"is not as it should be ".repeat(20)}`,
  }));
  const report = { ...check, steps: [{ ...step, findings }] };
  const text = await render(report, "markdown");
  expect(Buffer.byteLength(text)).toBeLessThan(1024 * 1024);
  const left = Number(/\*\*([\d,]+) more entries left out/.exec(text)?.[1]?.replaceAll(",", ""));
  expect(text.split(/^- \*\*/m).length - 1 + left).toBe(5000);
  expect(Buffer.byteLength(await render(report, "markdown", { all: true }))).toBeGreaterThan(1024 * 1024);
});
