import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ReportKind } from "../../src/model/report.ts";
import { render } from "../../src/report/index.ts";
import { catalogue, REPORTS } from "../report/fixtures/reports.ts";
import { launch, picture, violations, visit } from "./chromium.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
}, 60_000);
afterAll(() => browser?.close());

const KINDS = (Object.keys(REPORTS) as ReportKind[]).filter((kind) => kind !== "changelog");

test.each(KINDS)("the page of a %s report opens alone, without a fault, in light and dark", async (kind) => {
  const html = await render(REPORTS[kind], "html", { rules: catalogue });
  for (const dark of [false, true]) {
    const { page, trouble } = await visit(browser, `${kind}${dark ? "-dark" : ""}`, html, { dark });
    expect(await violations(page)).toEqual([]);
    await picture(page, `${kind}${dark ? "-dark" : ""}`);
    expect(trouble).toEqual([]);
    await page.context().close();
  }
});

test("entries are found by what they say, and filtered by severity", async () => {
  const { page, trouble } = await visit(
    browser,
    "diff-search",
    await render(REPORTS.diff, "html", { rules: catalogue }),
  );
  const shown = () => page.locator("article.entry:visible").count();
  const all = await shown();
  await page.keyboard.press("/");
  await page.keyboard.type("skillMention");
  expect(await shown()).toBe(1);
  await page.keyboard.press("Escape");
  expect(await shown()).toBe(all);
  await page.click("[data-filter=note]");
  expect(await shown()).toBeLessThan(all);
  expect(trouble).toEqual([]);
  await page.context().close();
});
