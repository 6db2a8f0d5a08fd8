import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { render } from "../../src/report/index.ts";
import { changelog } from "../report/fixtures/reports.ts";
import { poison } from "../report/hostile.ts";
import { launch, picture, type Visit, violations, visit } from "./chromium.ts";
import { history } from "./history.ts";

let browser: Browser;
let html: string;
beforeAll(async () => {
  [browser, html] = await Promise.all([launch(), history()]);
}, 60_000);
afterAll(() => browser?.close());

async function opened(name: string, options: Parameters<typeof visit>[3] = {}): Promise<Visit> {
  return visit(browser, name, html, options);
}

/** Waits until the page with that title is drawn. */
async function arrive({ page }: Visit, title: string): Promise<void> {
  await page.locator(".page-title", { hasText: title }).waitFor({ timeout: 5_000 });
}

describe("the history in a real browser", () => {
  test("opens: a timeline, every version, no request, no error", async () => {
    const visited = await opened("history");
    const { page, trouble } = visited;
    expect(await page.locator(".timeline .bar").count()).toBeGreaterThan(3);
    expect(await page.locator(".versions li").count()).toBeGreaterThan(3);
    expect(await violations(page)).toEqual([]);
    await picture(page, "history");
    expect(trouble).toEqual([]);
    await page.context().close();
  });

  test("searches as one types, and goes from a schema to an operation and back", async () => {
    const visited = await opened("history-search");
    const { page, trouble } = visited;
    await page.fill("#find", "schema cargo");
    expect(await page.locator("#found [role=option]").count()).toBeGreaterThan(0);
    await picture(page, "history-search");
    expect(await violations(page)).toEqual([]);
    await page.locator("#found [role=option]", { hasText: "Cargo" }).first().click();
    await arrive(visited, "Schema Cargo");
    expect(await violations(page)).toEqual([]);
    await picture(page, "history-schema");
    await page.locator(".reaches a", { hasText: "POST /visits" }).first().click();
    await arrive(visited, "POST /visits");
    expect(await page.locator("article.entry").count()).toBeGreaterThan(0);
    expect(await violations(page)).toEqual([]);
    await picture(page, "history-operation");
    await page.locator("summary", { hasText: /^Uses \d+ schema/ }).click();
    await page.locator(".reaches a", { hasText: /^Cargo$/ }).click();
    await arrive(visited, "Schema Cargo");
    await page.goBack();
    await arrive(visited, "POST /visits");
    expect(trouble).toEqual([]);
    await page.context().close();
  });

  test("shows what changed between any two versions, as the union of the steps between", async () => {
    const visited = await opened("history-pair");
    const { page, trouble } = visited;
    const versions = await page.locator("#from option").allTextContents();
    await page.selectOption("#from", versions.at(-1) ?? "");
    await page.selectOption("#to", (await page.locator("#to option").first().textContent()) ?? "");
    await page.click("#pair button");
    await arrive(visited, versions.at(-1) ?? "");
    expect(await page.textContent(".union")).toContain("put together");
    const all = await page.locator("article.entry").count();
    await page.click("[data-filter=note]");
    await page.click("[data-filter=safe]");
    expect(await page.locator("article.entry").count()).toBeLessThan(all);
    expect(await violations(page)).toEqual([]);
    await picture(page, "history-pair");
    expect(trouble).toEqual([]);
    await page.context().close();
  });

  test("shows the whole message around a value, what changed in a text, and an operation's life", async () => {
    const visited = await opened("history-evidence", { hash: "#/version/1.1.0" });
    const { page, trouble } = visited;
    const figure = page.locator("figure", { hasText: "in a whole 201 response of POST /visits" });
    expect(await figure.locator("pre").first().textContent()).toMatch(/"ship": "",\s+"cargo": \[/);
    expect(await figure.locator("mark").first().textContent()).toContain('"liquid"');
    await picture(page, "history-evidence");
    await page.goto(`${page.url().split("#")[0]}#/operation/GET%20%2Fberths`);
    await arrive(visited, "GET /berths");
    expect(await page.locator(".life .turns").allTextContents()).toEqual(["added", "deprecated", "removed"]);
    await page.goto(`${page.url().split("#")[0]}#/operation/POST%20%2Fvisits`);
    await arrive(visited, "POST /visits");
    expect(await page.locator(".life .turns").first().textContent()).toBe("there from the start");
    expect(await page.locator(".life .turns").allTextContents()).toContainEqual(
      expect.stringContaining("breaks requests"),
    );
    expect(await violations(page)).toEqual([]);
    expect(trouble).toEqual([]);
    await page.context().close();
  });

  test("does all of it by keyboard alone", async () => {
    const visited = await opened("history-keyboard");
    const { page, trouble } = visited;
    await page.keyboard.press("Tab");
    expect(await page.evaluate("document.activeElement.textContent")).toBe("Skip to the content");
    await page.keyboard.press("/");
    await page.keyboard.type("operation visits");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("Enter");
    await arrive(visited, "/visits");
    expect(await page.evaluate("document.activeElement.className")).toBe("page-title");
    await page.keyboard.press("/");
    await page.keyboard.press("Escape");
    await page.goto(page.url().replace(/#.*/, "#/"));
    await page.focus(".timeline");
    await page.keyboard.press("Home");
    const first = await page.getAttribute(".timeline", "aria-valuetext");
    await page.keyboard.press("ArrowRight");
    expect(await page.getAttribute(".timeline", "aria-valuetext")).not.toBe(first);
    await page.keyboard.press("Home");
    await page.keyboard.press("Enter");
    await arrive(visited, first?.split(" ")[1]?.replace(":", "") ?? "");
    expect(trouble).toEqual([]);
    await page.context().close();
  });

  test("is as good in the dark, on a phone and on paper", async () => {
    const dark = await opened("history-dark", { dark: true });
    expect(await violations(dark.page)).toEqual([]);
    await picture(dark.page, "history-dark");
    await dark.page.context().close();
    const small = await opened("history-phone", { width: 390, dark: true });
    expect(await small.page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(390);
    await picture(small.page, "history-phone");
    await small.page.goto(`${small.page.url().split("#")[0]}#/version/2.1.0`);
    await small.page.emulateMedia({ media: "print" });
    expect(await small.page.isVisible("#tools")).toBe(false);
    const folded = small.page.locator("#view details:not([open])");
    const before = await folded.count();
    expect(before).toBeGreaterThan(0);
    await small.page.evaluate("dispatchEvent(new Event('beforeprint'))");
    expect(await folded.count()).toBe(0);
    expect(await small.page.locator("#view details .reaches li").count()).toBeGreaterThan(1);
    await small.page.evaluate("dispatchEvent(new Event('afterprint'))");
    expect(await folded.count()).toBe(before);
    await small.page.context().close();
  });

  test("says that a version is not there, and draws a history of nothing", async () => {
    const lost = await opened("history-lost", { hash: "#/version/0.0.0" });
    await arrive(lost, "Not found");
    await lost.page.context().close();
    const empty = await visit(browser, "history-empty", await render({ ...changelog, releases: [] }, "html"));
    expect(empty.trouble).toEqual([]);
    expect(await empty.page.textContent("h1")).toContain("airfocus API");
    await empty.page.context().close();
  });

  test("shows hostile text as text", async () => {
    const nasty = [
      '</script><img src=x onerror="alert(1)">',
      "<script>alert(2)</script>",
      "\u202e{{title}}",
      "__proto__",
    ];
    const html = await render(poison(changelog, nasty), "html");
    const { page, trouble } = await visit(browser, "history-hostile", html);
    page.on("dialog", (dialog) => expect.fail(dialog.message()));
    for (const hash of [
      "",
      "#/version/__proto__",
      "#/operation/%3Cscript%3E",
      `#/rule/${encodeURIComponent(nasty[1] ?? "")}`,
    ]) {
      await page.goto(`${page.url().split("#")[0]}${hash}`);
      expect(await page.locator("img, iframe, object, svg script").count()).toBe(0);
      expect(await page.locator("script").count()).toBe(2);
    }
    expect(trouble).toEqual([]);
    await page.context().close();
  });
});
