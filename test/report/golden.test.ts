import { describe, expect, it } from "vitest";
import type { Report } from "../../src/model/report.ts";
import { type Format, render } from "../../src/report/index.ts";
import { catalogue, changelog, check, diff, validate } from "./fixtures/reports.ts";

const EXTENSION = {
  text: "txt",
  markdown: "md",
  sarif: "sarif",
  junit: "xml",
  github: "github.txt",
} as const;
const CASES = [diff, check, validate, changelog].flatMap((report: Report) =>
  (Object.keys(EXTENSION) as (keyof typeof EXTENSION)[]).map(
    (format) => [report.kind, format, report] as const,
  ),
);

describe("what a person sees", () => {
  it.each(CASES)("of a %s report as %s", async (kind, format, report) => {
    const text = await render(report, format satisfies Format, { rules: catalogue });
    await expect(text).toMatchFileSnapshot(`fixtures/golden/${kind}.${EXTENSION[format]}`);
  });
});
