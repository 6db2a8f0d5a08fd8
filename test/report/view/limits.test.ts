import { describe, expect, it } from "vitest";
import type { Change } from "../../../src/model/finding.ts";
import { render } from "../../../src/report/index.ts";
import { capped, counted, named } from "../../../src/report/wording.ts";
import { operationAdded, variantAdded } from "../fixtures/changes.ts";
import { compat, diff, summary } from "../fixtures/reports.ts";

function withChanges(changes: readonly Change[]) {
  return { ...diff, changes, summary: summary(changes) };
}

describe("what is too much to read", () => {
  const many = Array.from({ length: 60 }, (_, i) => ({
    ...operationAdded,
    id: `${(i + 16).toString(16)}0000000000`,
    message: `GET /api/${i} was added as number ${i}`,
  }));

  it("is counted, and there with `all`", async () => {
    const text = await render(withChanges(many), "text");
    expect(text).toContain("and 20 more safe (--all shows them)");
    expect(text).not.toContain("number 59");
    expect(await render(withChanges(many), "text", { all: true })).toContain("number 59");
    expect(await render(withChanges(many), "markdown")).toContain("number 59");
  });

  it("is cut in a value, with how much is missing", async () => {
    const long = { ...operationAdded, before: { description: "x".repeat(5000) } };
    const text = await render(withChanges([long]), "text");
    expect(text).toMatch(/was +\{"description":"x+/);
    expect(text.replace(/\s+/g, " ")).toContain("more characters)");
    expect(text.length).toBeLessThan(2000);
  });

  it("is said of several changes that a client uses", async () => {
    const used = compat.changes.flatMap((change) => [
      { ...change, id: "aaaa", foldKey: "one", usage: { ...change.usage, exchanges: 7 } },
      { ...change, id: "bbbb", foldKey: "one" },
    ]);
    const text = await render({ ...compat, changes: used, findings: [] }, "text");
    expect(text).toContain("in 312 recorded exchanges");
  });
});

describe("ids", () => {
  it("are cut where they are still different", async () => {
    const alike = ["9f2c41d07a3e", "9f2c41d07a3f"].map((id, i) => ({
      ...variantAdded,
      id,
      message: `${i} a ${i}`,
    }));
    const text = await render(withChanges(alike), "text", { width: 120 });
    expect(text).toContain("9f2c41d07a3e");
    expect(text).toContain("9f2c41d07a3f");
    expect(await render(withChanges(alike.slice(0, 1)), "text")).toMatch(/ 9f2c41$/m);
  });
});

describe("words", () => {
  it("go with their number", () => {
    expect([0, 1, 2, 1204].map((n) => counted(n, "change"))).toEqual([
      "0 changes",
      "1 change",
      "2 changes",
      "1,204 changes",
    ]);
    expect(named(["a", "b"], 2)).toBe("a, b");
    expect(named(["a", "b", "c"], 2)).toBe("a, b and 1 more");
    expect(capped("abcdef", 6)).toBe("abcdef");
    expect(capped("abcdefg", 6)).toBe("abcdef… (1 more character)");
    expect(capped("ab👩cd", 3)).toBe("ab… (4 more characters)");
  });
});
