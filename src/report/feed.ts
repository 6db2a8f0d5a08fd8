import { createHash } from "node:crypto";
import { severityOf } from "../model/finding.ts";
import type { ChangelogReport, Release } from "../model/report.ts";
import { escapeXml } from "./escape/xml.ts";
import { countSeverities, tallyOf } from "./verdict.ts";
import { counted } from "./wording.ts";

/** A feed tells what is new, not the whole history. */
const NEWEST = 50;
/** Sentences of one release. */
const SENTENCES = 8;

/** A release without a date of its own still needs one (RFC 4287, section 4.2.15). */
const NO_DATE = "1970-01-01T00:00:00Z";

/**
 * The newest releases that changed something, as an Atom feed (RFC 4287). Ids depend on the title and the version alone.
 * @param linkOf where a release is read, relative to the feed.
 */
export function renderFeed(report: ChangelogReport, linkOf: (release: Release) => string): string {
  const releases = report.releases.filter(({ changes }) => changes.length > 0).slice(0, NEWEST);
  const updated = releases.map(updatedOf).sort().at(-1) ?? NO_DATE;
  const name = `${report.title} changes`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<feed xmlns="http://www.w3.org/2005/Atom">',
    `  <id>${idOf(report.title)}</id>`,
    `  <title>${escapeXml(name)}</title>`,
    `  <updated>${updated}</updated>`,
    `  <author><name>${escapeXml(report.title || "unknown")}</name></author>`,
    `  <generator>${escapeXml(report.tool.name)}</generator>`,
    ...releases.map((release) => entry(report.title, release, linkOf(release))),
    "</feed>",
    "",
  ].join("\n");
}

function entry(title: string, release: Release, link: string): string {
  const { changes, version } = release;
  const tally = tallyOf(countSeverities(changes, []), counted(changes.length, "change"));
  const told = changes.filter((change) => severityOf(change) !== "note").slice(0, SENTENCES);
  const rest = changes.length - told.length;
  const lines = [
    tally,
    ...told.map((change) => `${severityOf(change)}: ${change.message}`),
    ...(rest > 0 ? [`and ${counted(rest, "more change", "more changes")}`] : []),
  ];
  return [
    "  <entry>",
    `    <id>${idOf(title, version)}</id>`,
    `    <title>${escapeXml(version)}</title>`,
    `    <updated>${updatedOf(release)}</updated>`,
    `    <link rel="alternate" href="${escapeXml(link)}"/>`,
    `    <content type="text">${lines.map(escapeXml).join("\n")}</content>`,
    "  </entry>",
  ].join("\n");
}

function updatedOf({ date }: Release): string {
  const time = date === undefined ? Number.NaN : Date.parse(date);
  return Number.isNaN(time) ? NO_DATE : new Date(time).toISOString();
}

/** A UUID of version 8 (RFC 9562, section 5.8) made of a SHA-256. */
function idOf(...parts: readonly string[]): string {
  const hex = createHash("sha256").update(JSON.stringify(parts)).digest("hex");
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 3) | 8).toString(16);
  return `urn:uuid:${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
