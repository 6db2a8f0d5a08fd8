import { existsSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { FORMATS } from "../../src/report/formats.ts";
import { render } from "../../src/report/index.ts";
import { catalogue, diff, REPORTS } from "./fixtures/reports.ts";

const BUILT = new URL("../../dist/lib/index.js", import.meta.url);
const isBuilt = existsSync(BUILT);
if (!isBuilt) process.stderr.write("test/report/compiled: skipped, no dist (npm run build)\n");

/** As users have it: with templates that are compiled, and without the compiler. */
async function built(): Promise<typeof render> {
  return ((await import(BUILT.href)) as { render: typeof render }).render;
}

describe.skipIf(!isBuilt)("templates that are compiled ahead", () => {
  const cases = Object.values(REPORTS).flatMap((report) =>
    FORMATS[report.kind].map((format) => [report.kind, format, report] as const),
  );

  it.each(cases)("write a %s report as %s to the same bytes", async (_kind, format, report) => {
    const options = { rules: catalogue, color: true, width: 72 };
    expect(await (await built())(report, format, options)).toBe(await render(report, format, options));
  });

  it("may be included by a template of one's own", async () => {
    const template = "{{#each sections}}{{> section}}{{/each}}";
    for (const format of ["text", "markdown", "html"] as const) {
      const text = await (await built())(diff, format, { template });
      expect(text).toBe(await render(diff, format, { template }));
      expect(text).toContain("Policy");
    }
  });

  it("know what is wrong with one's own as well", async () => {
    const wrong = ["{{#each}}", "{{> nowhere}}", "{{nothing 1}}"];
    for (const template of wrong) {
      const reason = await render(diff, "text", { template }).catch((error: Error) => error.message);
      await expect((await built())(diff, "text", { template })).rejects.toThrow(reason as string);
    }
  });
});
