import { describe, expect, it } from "vitest";
import { render } from "../../src/report/index.ts";
import { check, diff, nothing } from "./fixtures/reports.ts";

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
});
