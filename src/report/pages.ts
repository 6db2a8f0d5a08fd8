import type { ChangelogReport, Release } from "../model/report.ts";
import { renderFeed } from "./feed.ts";
import type { RenderOptions } from "./options.ts";
import { fillShipped } from "./render.ts";
import type { TemplateFormat } from "./templates.ts";
import { contentsOf } from "./verdict.ts";
import { historyView } from "./view/history.ts";
import { notesView } from "./view/notes.ts";
import { pagesView } from "./view/pages.ts";
import { anchorOf, bucketOf } from "./view/release.ts";
import { createScope, limitsFor, type Scope } from "./view/scope.ts";

/** The feed's name, beside the pages that it links into. */
const FEED = "feed.atom";

/** One file of several, named within their folder. */
export interface PageFile {
  readonly name: string;
  readonly text: string;
}

/**
 * Release notes as Markdown, a page for each bucket of versions (`v47.md`) with `index.md` and `feed.atom` beside them.
 * A page depends on its own versions alone: a new version adds its section to one page, and a line to the others never.
 */
export async function renderPages(report: ChangelogReport, options: RenderOptions = {}): Promise<PageFile[]> {
  const scope = scopeOf(report, "markdown", { ...options, failOn: "never" });
  const buckets = new Map<string, Release[]>();
  for (const release of report.releases) {
    const name = bucketOf(release.version);
    buckets.set(name, [...(buckets.get(name) ?? []), release]);
  }
  const pages = [...buckets].map(async ([name, releases]) => {
    const view = notesView({ ...report, releases, findings: [] }, scope, options.style ?? "grouped");
    // No count of a page that grows; the index has them.
    const page = { ...view, subtitle: name, tally: "", intro: [], closing: [] };
    return { name: `${name}.md`, text: await fillShipped(page, "markdown", options) };
  });
  return [
    {
      name: "index.md",
      text: await fillShipped(pagesView(report, buckets, scope, FEED), "markdown", options),
    },
    ...(await Promise.all(pages)),
    {
      name: FEED,
      text: renderFeed(report, ({ version }) => `${bucketOf(version)}.md#${anchorOf(version)}`),
    },
  ];
}

/** The history as a site: one page that needs nothing else, and a feed. */
export async function renderSite(report: ChangelogReport, options: RenderOptions = {}): Promise<PageFile[]> {
  const view = historyView(report, scopeOf(report, "html", options), FEED);
  return [
    { name: "index.html", text: await fillShipped(view, "html", options) },
    {
      name: FEED,
      text: renderFeed(report, ({ version }) => `index.html#/version/${encodeURIComponent(version)}`),
    },
  ];
}

function scopeOf(report: ChangelogReport, format: TemplateFormat, options: RenderOptions): Scope {
  const { changes, findings } = contentsOf(report);
  const ids = [...changes, ...findings].map(({ id }) => id);
  return createScope(limitsFor(format, "changelog", options.all ?? false), ids, options, {});
}
