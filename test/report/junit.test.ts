import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { render } from "../../src/report/index.ts";
import { changelog, check, compat, diff, nothing, validate } from "./fixtures/reports.ts";
import { hostileText, poison, SEED } from "./hostile.ts";
import { junitProblems } from "./support/junit-schema.ts";
import { type Element, readXml } from "./support/xml.ts";

const fixtures = new URL("fixtures/", import.meta.url);
const goldens = readdirSync(fixtures, { recursive: true, encoding: "utf8" }).filter((name) =>
  name.endsWith(".xml"),
);

function all(root: Element, name: string): Element[] {
  return root.children.flatMap((child) => [...(child.name === name ? [child] : []), ...all(child, name)]);
}

const count = (xml: string, name: string) => all(readXml(xml), name).length;

describe("JUnit", () => {
  it.each([diff, changelog, check, compat, validate, nothing])(
    "of a $kind report is as the schema of Jenkins has it, and counts what is there",
    async (report) => {
      const root = readXml(await render(report, "junit"));
      expect(junitProblems(root)).toEqual([]);
      const counted = { tests: "testcase", failures: "failure", errors: "error", skipped: "skipped" };
      for (const one of [root, ...root.children]) {
        for (const [attribute, name] of Object.entries(counted)) {
          const stated = one.attributes.get(attribute);
          if (stated !== undefined) expect(Number(stated)).toBe(all(one, name).length);
        }
      }
      expect(all(root, "testcase")).not.toEqual([]);
    },
  );

  it("of real documents is so too", () => {
    expect(goldens.filter((name) => name.includes("airfocus"))).toHaveLength(3);
    for (const name of goldens)
      expect(junitProblems(readXml(readFileSync(new URL(name, fixtures), "utf8"))), name).toEqual([]);
  });

  it(`of hostile text is so too (seed ${SEED.seed})`, async () => {
    const texts = fc.array(hostileText, { minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(texts, async (given) => {
        for (const report of [diff, check, compat])
          expect(junitProblems(readXml(await render(poison(report, given), "junit")))).toEqual([]);
      }),
      { ...SEED, numRuns: 20 },
    );
  });

  it.each([
    ['<testsuites skipped="1"></testsuites>', "<testsuites> has skipped"],
    ['<testsuites><testsuite name="a" tests="0" failures="0"/></testsuites>', "<testsuite> lacks errors"],
    ["<testsuites><failure/></testsuites>", "<failure> in <testsuites>"],
    ["<testsuite/>", "the root is <testsuite>"],
  ])("would be found out: %s", (xml, problem) => {
    expect(junitProblems(readXml(xml))).toContain(problem);
  });

  it.each(["<a>&amp</a>", "<a>&nbsp;</a>", "<a><b></a>", '<a b="<"/>', "<a/><b/>", "<a>\u0001</a>", "text"])(
    "would be found out, for it is no XML: %j",
    (xml) => {
      expect(() => readXml(xml)).toThrow();
    },
  );

  it("fails what is at or above the severity that fails the run", async () => {
    expect(count(await render(check, "junit"), "failure")).toBe(1);
    expect(count(await render(check, "junit", { failOn: "dangerous" }), "failure")).toBe(4);
    expect(count(await render(check, "junit", { failOn: "never" }), "failure")).toBe(0);
  });

  it("hands text over as it is", async () => {
    const message = `Pet<"a" & 'b'> ]]> \u{1f41f}`;
    const [change] = diff.changes;
    if (change === undefined) throw new Error("a change");
    const xml = await render({ ...diff, changes: [{ ...change, message }], findings: [] }, "junit");
    expect(all(readXml(xml), "testcase").map(({ attributes }) => attributes.get("name"))).toEqual([message]);
  });
});
