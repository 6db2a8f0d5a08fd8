import { cpSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { run } from "../../src/cli/main.ts";
import { folderWith } from "../support/folder.ts";
import { captureIo } from "../support/io.ts";

const VERSIONS = fileURLToPath(new URL("../../demo/harbour/versions", import.meta.url));

function folder(files: Readonly<Record<string, string>> = {}): string {
  const cwd = folderWith(files);
  cpSync(VERSIONS, join(cwd, "specs"), { recursive: true });
  return cwd;
}

async function specwitness(cwd: string, ...args: string[]) {
  const { io, stdout, stderr } = captureIo({ cwd });
  return { exit: await run(args, io), stdout: stdout(), stderr: stderr() };
}

const changelog = (cwd: string, ...args: string[]) =>
  specwitness(cwd, "changelog", ...args, "--versions", "specs/{version}.json");

test("pages are written once, and again only where they say something new", async () => {
  const cwd = folder();
  const first = await changelog(cwd, "..1.1.1", "--pages", "notes");
  expect(first).toMatchObject({ exit: 0, stdout: "" });
  expect(readdirSync(join(cwd, "notes")).sort()).toEqual(["feed.atom", "index.md", "v1.md"]);
  const before = statSync(join(cwd, "notes/v1.md")).mtimeMs;
  const again = await changelog(cwd, "..1.1.1", "--pages", "notes");
  expect(again.stderr).toBe("3 as they were\n");
  expect(statSync(join(cwd, "notes/v1.md")).mtimeMs).toBe(before);
  const more = await changelog(cwd, "..1.2.0", "--pages", "notes");
  expect(more.stderr).toContain("wrote notes/index.md, notes/v1.md, notes/feed.atom");
  expect(readFileSync(join(cwd, "notes/v1.md"), "utf8")).toContain("## 1.2.0");
});

test("a folder gets the site, a file the page alone", async () => {
  const cwd = folder();
  await changelog(cwd, "--format", "html", "-o", "site/");
  expect(readdirSync(join(cwd, "site")).sort()).toEqual(["feed.atom", "index.html"]);
  await changelog(cwd, "-o", "history.html");
  // The site's page leads to its feed as well.
  const [link, anchor] = [/^<link .*href="feed\.atom">\n/m, ' · <a href="feed.atom">Feed</a>'];
  const site = readFileSync(join(cwd, "site/index.html"), "utf8");
  expect(site).toMatch(link);
  expect(readFileSync(join(cwd, "history.html"), "utf8")).toBe(site.replace(link, "").replace(anchor, ""));
});

test("a style is a choice, and pages take no template", async () => {
  const cwd = folder({ "own.hbs": "{{title}}" });
  const kept = await changelog(cwd, "--style", "keep-a-changelog", "--format", "markdown");
  expect(kept.stdout).toContain("### Added");
  expect(await changelog(cwd, "--style", "loud")).toMatchObject({ exit: 2, stdout: "" });
  expect(await changelog(cwd, "--pages", "notes", "--template", "own.hbs")).toMatchObject({ exit: 2 });
});

test("the state tells the next night what is known", async () => {
  const cwd = folder({
    "specwitness.config.json": JSON.stringify({
      service: "harbour",
      services: {
        harbour: { title: "Harbour", documents: { tagged: "specs/{version}.json", live: "live.json" } },
      },
    }),
  });
  cpSync(join(VERSIONS, "1.2.0.json"), join(cwd, "live.json"));
  const live = readFileSync(join(cwd, "live.json"), "utf8").replace(
    '"version": "1.2.0"',
    '"version": "1.3.0"',
  );
  writeFileSync(join(cwd, "live.json"), live);
  const first = await specwitness(cwd, "check", "--state", "night.json");
  expect(first.stdout).toContain("version-untagged");
  expect(JSON.parse(readFileSync(join(cwd, "night.json"), "utf8"))).toMatchObject({
    service: "harbour",
    date: "2026-11-20",
  });
  const second = await specwitness(cwd, "check", "--state", "night.json");
  expect(second.stdout).toContain("Unchanged since 2026-11-20: the same 1 thing.");
  writeFileSync(join(cwd, "night.json"), "[]");
  expect(await specwitness(cwd, "check", "--state", "night.json")).toMatchObject({ exit: 3, stdout: "" });
});
