import { describe, expect, test } from "vitest";
import type { ChangelogReport } from "../../src/model/report.ts";
import { NOTE_STYLES, render, renderPages, renderSite } from "../../src/report/index.ts";
import { bucketOf } from "../../src/report/view/release.ts";
import { catalogue, changelog } from "./fixtures/reports.ts";
import { poison } from "./hostile.ts";
import { changesCounted } from "./support/notes.ts";

const options = { rules: catalogue, failOn: "never" } as const;
const changes = changelog.releases.flatMap((release) => release.changes);

describe("release notes", () => {
  test.each(NOTE_STYLES)("in the style %s count every change, in folds or alone", async (style) => {
    const text = await render(changelog, "markdown", { ...options, style });
    expect(changesCounted(text)).toBe(changes.length);
  });

  test("stand under the headings that a style has", async () => {
    const grouped = await render(changelog, "markdown", options);
    expect(grouped).toMatch(/### ✖ What breaks[\s\S]*### ▲ What may break[\s\S]*### ● New and compatible/);
    const kept = await render(changelog, "markdown", { ...options, style: "keep-a-changelog" });
    expect(kept).toMatch(/### Added\n[\s\S]*### Removed\n/);
    expect(kept).toContain("**Breaking:**");
    expect(kept).not.toContain("What breaks");
    const conventional = await render(changelog, "markdown", { ...options, style: "conventional" });
    expect(conventional).toMatch(/### ⚠ BREAKING CHANGES\n[\s\S]*### Features\n/);
  });

  test("tell how to adapt where it follows from the change", async () => {
    expect(await render(changelog, "markdown", options)).toContain(
      "**What to do:** Pass over variants you do not know instead of failing.",
    );
  });

  test("have a permalink for every version, changed or not", async () => {
    const text = await render(changelog, "markdown", options);
    for (const { version } of changelog.releases) expect(text).toContain(`<a id="v${version}"></a>`);
  });
});

describe("on several pages", () => {
  const without = (count: number): ChangelogReport => ({
    ...changelog,
    releases: changelog.releases.slice(count),
  });
  const pages = async (report: ChangelogReport) =>
    new Map((await renderPages(report, options)).map(({ name, text }) => [name, text]));

  test("the versions of one major number share a page", async () => {
    expect([...(await pages(changelog)).keys()]).toEqual([
      "index.md",
      "v47.md",
      "v46.md",
      "v33.md",
      "feed.atom",
    ]);
    expect(["1.0.0-beta.47.144.0", "46.208.0", "v2.1", "2.0.0-rc.1", "main"].map(bucketOf)).toEqual([
      "v47",
      "v46",
      "v2",
      "v2",
      "other",
    ]);
  });

  test("the index leads to each page and to the feed", async () => {
    const [index = "", ...others] = [...(await pages(changelog)).entries()].map(([name, text], i) =>
      i === 0 ? text : name,
    );
    for (const name of others) expect(index).toContain(`](${name}`);
  });

  test("a new version adds its section and touches nothing else", async () => {
    for (let i = 1; i < changelog.releases.length; i++) {
      const [before, after] = [await pages(without(i)), await pages(without(i - 1))];
      const version = changelog.releases[i - 1]?.version ?? "";
      const page = `${bucketOf(version)}.md`;
      const touched = [...after].filter(([name, text]) => before.get(name) !== text).map(([name]) => name);
      expect(touched.filter((name) => name !== "index.md" && name !== "feed.atom")).toEqual([page]);
      const sections = (text = "") => text.split(/^(?=<a id=)/m).slice(1);
      const known = sections(before.get(page));
      // A version that changed nothing joins the line of those before it.
      const same = sections(after.get(page)).slice(-known.length);
      expect(same.slice(1)).toEqual(known.slice(1));
    }
  });

  test("the feed has one entry for each version that changed something, with ids that stay", async () => {
    const feed = (await pages(changelog)).get("feed.atom") ?? "";
    const changed = changelog.releases.filter((release) => release.changes.length > 0);
    expect(feed.split("<entry>").length - 1).toBe(changed.length);
    for (const { version } of changed) expect(feed).toContain(`${bucketOf(version)}.md#v${version}`);
    const idsOf = (text: string) =>
      [...text.matchAll(/<id>(urn:uuid:[0-9a-f-]{36})<\/id>/g)].map(([, id]) => id);
    expect(new Set(idsOf(feed)).size).toBe(changed.length + 1);
    const older = (await pages(without(2))).get("feed.atom") ?? "";
    expect(idsOf(feed)).toEqual(expect.arrayContaining(idsOf(older)));
  });

  test("the site is one page and a feed that links into it", async () => {
    const site = await renderSite(changelog, options);
    expect(site.map(({ name }) => name)).toEqual(["index.html", "feed.atom"]);
    expect(site[1]?.text).toContain("index.html#/version/1.0.0-beta.47.144.0");
    expect(site[0]?.text).toMatch(
      /<link rel="alternate" type="application\/atom\+xml"[^>]* href="feed.atom">/,
    );
    expect(site[0]?.text).toContain('<a href="feed.atom">');
    // A page alone has none beside it.
    expect(await render(changelog, "html", options)).not.toContain("feed.atom");
    expect(await renderSite(structuredClone(changelog), options)).toEqual(site);
  });
});

test("hostile names of versions and titles stay text in pages, anchors and the feed", async () => {
  const report = poison(changelog, [
    '"><script>alert(1)</script>',
    "[x](javascript:alert(1))",
    "1.0_a",
    "\u202e../../etc",
  ]);
  const files = await renderPages(report, options);
  for (const { name, text: whole } of files) {
    // Within a code span nothing is markup.
    const text = whole.replace(/(`+)(?!`).*?[^`]\1(?!`)/g, "");
    expect(whole).not.toContain("\u202e");
    expect(name).toMatch(/^[a-z0-9]+\.(?:md|atom)$/);
    if (!name.endsWith(".md")) continue;
    expect(text).not.toMatch(/(?<!\\)<script|[^\\]\]\(javascript:/);
    for (const [, anchor = ""] of text.matchAll(/<a id="([^"]*)">/g)) expect(anchor).toMatch(/^[\w.-]+$/);
    for (const [, target = ""] of text.matchAll(/[^\\]\]\(([^)]*)\)/g))
      expect(target).toMatch(/^[\w./#%-]+$/);
  }
  const feed = files.at(-1)?.text ?? "";
  const allowed = new Set([
    "feed",
    "id",
    "title",
    "updated",
    "author",
    "name",
    "generator",
    "entry",
    "link",
    "content",
  ]);
  for (const [, element = ""] of feed.matchAll(/<\/?([a-zA-Z]+)/g)) expect(allowed).toContain(element);
});
