import { describe, expect, it } from "vitest";
import { render } from "../../src/report/index.ts";
import { changelog, check, diff, nothing } from "./fixtures/reports.ts";

const count = (xml: string, element: string) => xml.split(`<${element}`).length - 1;

describe("JUnit", () => {
  it.each([check, diff, nothing])("counts what is there in a $kind report", async (report) => {
    const xml = await render(report, "junit");
    const [, tests, failures, errors, skipped] =
      /<testsuites [^>]*tests="(\d+)" failures="(\d+)" errors="(\d+)" skipped="(\d+)"/.exec(xml) ?? [];
    expect(Number(tests)).toBe(count(xml, "testcase"));
    expect(Number(failures)).toBe(count(xml, "failure"));
    expect(Number(errors)).toBe(count(xml, "error "));
    expect(Number(skipped)).toBe(count(xml, "skipped "));
    expect(count(xml, "testcase")).toBeGreaterThan(0);
  });

  it("fails what is at or above the severity that fails the run", async () => {
    expect(count(await render(check, "junit"), "failure")).toBe(1);
    expect(count(await render(check, "junit", { failOn: "dangerous" }), "failure")).toBe(4);
    expect(count(await render(check, "junit", { failOn: "never" }), "failure")).toBe(0);
  });

  it.each([check, diff, nothing, changelog])(
    "has the structure CI servers read, in a $kind report",
    async (report) => {
      const xml = await render(report, "junit");
      const open: string[] = [];
      for (const [, end, name = "", attributes = "", empty] of xml.matchAll(
        /<(\/?)([a-z-]+)((?: [a-z]+="[^"<]*")*)(\/?)>/g,
      )) {
        if (end === "/") {
          expect(open.pop()).toBe(name);
          continue;
        }
        const {
          inside,
          required,
          optional = [],
        } = STRUCTURE[name] ?? expect.fail(`<${name}> is no element of JUnit`);
        expect(open.at(-1)).toBe(inside);
        const names = Array.from(attributes.matchAll(/ ([a-z]+)=/g), ([, attribute = ""]) => attribute);
        expect(names).toEqual(expect.arrayContaining([...required]));
        expect(names.filter((one) => !required.includes(one) && !optional.includes(one))).toEqual([]);
        if (empty !== "/") open.push(name);
      }
      expect(open).toEqual([]);
    },
  );
});

interface Element {
  readonly inside: string | undefined;
  readonly required: readonly string[];
  readonly optional?: readonly string[];
}

const COUNTS = ["name", "tests", "failures", "errors", "skipped"];
/** As the schemas of Jenkins and of Apache Ant have it in common. */
const STRUCTURE: Readonly<Record<string, Element>> = {
  testsuites: { inside: undefined, required: COUNTS },
  testsuite: { inside: "testsuites", required: COUNTS },
  testcase: { inside: "testsuite", required: ["classname", "name"] },
  failure: { inside: "testcase", required: ["type", "message"] },
  error: { inside: "testcase", required: ["type", "message"] },
  skipped: { inside: "testcase", required: ["message"] },
  "system-out": { inside: "testcase", required: [] },
};
