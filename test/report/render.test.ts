import { describe, expect, it } from "vitest";
import { InputError, UsageError } from "../../src/model/errors.ts";
import type { ReportKind } from "../../src/model/report.ts";
import { FORMATS, type Format, render } from "../../src/report/index.ts";
import { catalogue, check, diff, nothing, REPORTS } from "./fixtures/reports.ts";

const KINDS = Object.keys(REPORTS) as ReportKind[];
const ALL: readonly Format[] = ["text", "json", "markdown", "html", "sarif", "junit", "github"];
const PAIRS = KINDS.flatMap((kind) => FORMATS[kind].map((format) => [kind, format] as const));

describe("render", () => {
  it.each(PAIRS)(
    "writes a %s report as %s: not empty, one newline at the end, twice the same",
    async (kind, format) => {
      const text = await render(REPORTS[kind], format, { rules: catalogue });
      expect(text.length).toBeGreaterThan(40);
      expect(text).toMatch(/[^\n]\n$/);
      expect(text.replace(/<script>.*<\/script>/s, "")).not.toMatch(
        /\bundefined\b|\[object Object\]|\bNaN\b|\{\{/,
      );
      expect(await render(structuredClone(REPORTS[kind]), format, { rules: catalogue })).toBe(text);
    },
  );

  it.each(KINDS)("refuses the formats that a %s report has not", async (kind) => {
    for (const format of ALL.filter((one) => !FORMATS[kind].includes(one))) {
      await expect(render(REPORTS[kind], format)).rejects.toThrow(UsageError);
    }
  });

  it("writes counts in plain words", async () => {
    for (const [kind, format] of PAIRS) expect(await render(REPORTS[kind], format)).not.toContain("(s)");
    expect(await render(nothing, "text")).toContain("0 changes");
    expect(await render(REPORTS.compat, "text")).toContain("1 change for you");
  });

  it("colours only when asked to, and says the same with colours", async () => {
    const plain = await render(check, "text", { color: false });
    const painted = await render(check, "text", { color: true });
    expect(plain).not.toContain("\u001b");
    expect(painted).toContain("\u001b[31m");
    // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are what is taken away
    expect(painted.replace(/\u001b\[\d+m/g, "")).toBe(plain);
  });

  it.each([40, 60, 80, 100, 160])("keeps to %i columns", async (width) => {
    for (const kind of KINDS) {
      const lines = (await render(REPORTS[kind], "text", { width })).split("\n");
      for (const line of lines) expect(line.length, line).toBeLessThanOrEqual(width);
    }
  });

  it("folds with a count, and unfolds with `all`", async () => {
    const folded = await render(diff, "text");
    expect(folded).toContain("5 schemas: property mode was removed");
    expect(folded).toContain("and 4 more");
    expect(folded).toContain("39 operations, among them");
    expect(folded).not.toContain("GET /api/resources/37");
    const all = await render(diff, "text", { all: true, width: 200 });
    expect(all).toContain("ItemSearchQueryFilterPhase: property mode was removed");
    expect(all).toContain("GET /api/resources/37");
    expect(all).toContain('{"description":{"blocks"');
  });

  it("tells what decides the exit code", async () => {
    expect(await render(diff, "text")).toContain("5 breaking changes (--fail-on breaking): exit 1.");
    expect(await render(nothing, "text")).toContain("Nothing breaking (--fail-on breaking): exit 0.");
    expect(await render(diff, "text", { failOn: "dangerous", consumer: "strict" })).toContain(
      "7 changes and 1 finding at or above dangerous (--fail-on dangerous, --consumer strict): exit 1.",
    );
    expect(await render(diff, "text", { failOn: "never" })).toContain("--fail-on never");
  });

  it("does not promise exit 0 where a step could not run", async () => {
    const text = await render(
      { ...check, steps: check.steps.filter((step) => step.status === "error") },
      "text",
    );
    expect(text).toContain("Could not be looked at: examples.");
    expect(text).not.toContain("exit 0");
  });
});

describe("a template of one's own", () => {
  it("is given the view, and escapes for its format", async () => {
    const template =
      "{{#each sections}}{{#each groups}}{{#each entries}}<{{severity}}> {{message}}\n{{/each}}{{/each}}{{/each}}";
    const hostile = {
      ...diff,
      changes: [{ ...diff.changes[0], message: "<b>|`" } as (typeof diff.changes)[number]],
    };
    expect(await render(hostile, "markdown", { template })).toContain("<dangerous> \\<b\\>\\|\\`");
    expect(await render(hostile, "html", { template })).toContain("&lt;b&gt;|&#96;");
    expect(await render(hostile, "text", { template })).toContain("<dangerous> <b>|`");
  });

  it("cannot write anything unescaped by accident", async () => {
    const hostile = { ...nothing, revision: { ...nothing.revision, title: "<script>" } };
    expect(await render(hostile, "html", { template: "{{{title}}}{{&title}}" })).toBe(
      "&lt;script&gt;&lt;script&gt;",
    );
  });

  it("may use the shipped partials", async () => {
    const text = await render(diff, "text", { template: "{{#each sections}}{{> section}}{{/each}}" });
    expect(text).toContain("RichTextInline can now be a skillMention");
  });

  it("is refused with one clear line where it is wrong, or goes with no template", async () => {
    await expect(render(diff, "text", { template: "{{#each}}" })).rejects.toThrow(InputError);
    await expect(render(diff, "text", { template: "{{> nowhere}}" })).rejects.toThrow(
      /cannot fill the report template/,
    );
    await expect(render(diff, "sarif", { template: "" })).rejects.toThrow(UsageError);
  });
});
