import { beforeAll, describe, expect, test } from "vitest";
import { changelog } from "../../src/changelog/index.ts";
import { diff, diffRules } from "../../src/diff/index.ts";
import { UNHEARD } from "../../src/diff/lifting.ts";
import { createFetcher } from "../../src/fetch/index.ts";
import type { Document } from "../../src/model/document.ts";
import type { ChangelogReport } from "../../src/model/report.ts";
import { render, renderPages } from "../../src/report/index.ts";
import { airfocus } from "../../src/services/airfocus.ts";
import { unlikeEvidence, unmirrored } from "../diff/mirror.ts";
import { changesCounted, sectionsOf } from "../report/support/notes.ts";
import { airfocusClone, airfocusDocument } from "../support/airfocus.ts";
import { airfocusPairs } from "../support/airfocus-pairs.ts";

const pairs = airfocusPairs();
const rendering = { rules: diffRules, failOn: "never" } as const;
const options = {
  today: "2026-11-20",
  ...(airfocus.requirements === undefined ? {} : { requirements: airfocus.requirements }),
};

describe.skipIf(pairs === undefined)("the history of airfocus, 317 versions", () => {
  const clone = airfocusClone() ?? "";
  const fetcher = createFetcher({ versionsTemplate: `git:${clone}#{version}:docs/openapi.json` });
  /** The ten steps on which the published changelog spends the most lines. */
  const longest = [...(pairs ?? [])].sort((left, right) => right.lines - left.lines).slice(0, 10);
  let report: ChangelogReport;
  let notes: string;
  beforeAll(async () => {
    report = await changelog(fetcher, await fetcher.versions(), options);
    notes = await render(report, "markdown", rendering);
  }, 900_000);

  test("has few more entries than edits in each of its steps, and none where only the number changed", () => {
    expect(report.findings).toEqual([]);
    expect(report.releases).toHaveLength(316);
    const releases = new Map(report.releases.map((release) => [release.version, release]));
    const wrong = (pairs ?? []).flatMap(({ base, revision, changed, edits }) => {
      const release = releases.get(revision);
      const count = release?.changes.length ?? 0;
      return release?.previous === base && count > 0 === changed && count <= 1.5 * edits
        ? []
        : [`${base} → ${revision}: ${count} entries for ${edits} edits`];
    });
    expect(wrong).toEqual([]);
    expect(report.releases.filter(({ changes }) => changes.length > 0)).toHaveLength(126);
  });

  test("shows every break in a whole message, but where its documents allow none", () => {
    const open: string[] = [];
    const impossible = new Map<string, number>();
    const seen = { shown: 0, undecided: 0 };
    for (const { version, changes } of report.releases) {
      for (const { message, effects } of changes) {
        for (const { direction, evidence, witness, reason } of effects) {
          if (evidence === "rule" || evidence === "proof") continue;
          if (evidence === "undecided") seen.undecided++;
          if (witness?.body !== undefined && reason === undefined) seen.shown++;
          else if (reason === UNHEARD) impossible.set(version, (impossible.get(version) ?? 0) + 1);
          else open.push(`${version}: ${message} (${direction}: ${reason})`);
        }
      }
    }
    const all = seen.shown + open.length + [...impossible.values()].reduce((sum, count) => sum + count, 0);
    expect(open).toEqual([]);
    expect(seen.shown / all).toBeGreaterThan(0.97);
    expect(seen.undecided / all).toBeLessThan(0.02);
    // A `oneOf` of variants without tags that all fit the same values: FieldServerEndpointsReconfigureFieldRequest.settings,
    // WorkspaceSearchQueryFilter before it had a discriminator, AiActorType.
    expect([...impossible]).toEqual([
      ["1.0.0-beta.46.187.0", 1],
      ["1.0.0-beta.37.50.2", 1],
      ["1.0.0-beta.33.62.1", 8],
      ["1.0.0-beta.33.50.8", 4],
    ]);
  });

  test("is mirrored when it runs backwards", async () => {
    const releases = new Map(report.releases.map((release) => [release.version, release]));
    const wrong: string[] = [];
    let last: Document | undefined;
    for (const { base, revision } of (pairs ?? []).filter(({ changed }) => changed)) {
      const before = last?.version === base ? last : await airfocusDocument(base);
      last = await airfocusDocument(revision);
      const forth = releases.get(revision)?.changes ?? [];
      const { changes: back, disputed } = diff(last, before, options);
      if (disputed > 0) wrong.push(`${revision}: Ajv disputes ${disputed} witnesses of the way back`);
      const faults = [...unmirrored(forth, back), ...unlikeEvidence(forth, back)];
      wrong.push(...faults.map((fault) => `${revision}: ${fault}`));
    }
    expect(wrong).toEqual([]);
  }, 900_000);

  test("is told in under 400 KB of release notes, in which nothing is missing", async () => {
    expect(Buffer.byteLength(notes)).toBeLessThan(400_000);
    const sections = sectionsOf(notes);
    const changed = report.releases.filter(({ changes }) => changes.length > 0);
    expect([...sections.keys()]).toEqual(changed.map(({ version }) => version));
    for (const { version, changes } of changed) {
      const section = sections.get(version) ?? "";
      expect(changesCounted(section), version).toBe(changes.length);
      for (const line of section.split("\n")) expect(line.length, version).toBeLessThan(2000);
    }
    for (const { version } of report.releases) expect(notes).toContain(`<a id="v${version}"></a>`);
    const pages = await renderPages(report, rendering);
    const told = pages.map(({ text }) => changesCounted(text)).reduce((sum, count) => sum + count, 0);
    expect(told).toBe(changed.reduce((sum, { changes }) => sum + changes.length, 0));
  });

  test("tells each of the ten longest steps in 200 lines", () => {
    const sections = sectionsOf(notes);
    expect(longest).toHaveLength(10);
    expect(longest[0]?.lines).toBe(12_081);
    for (const { revision } of longest)
      expect(sections.get(revision)?.split("\n").length, revision).toBeLessThanOrEqual(200);
  });

  test("is a page of under 3 MB", async () => {
    expect(Buffer.byteLength(await render(report, "html", rendering))).toBeLessThan(3_000_000);
  });

  test("comes out the same a second time, and each step alone as among the others", async () => {
    expect(await render(report, "markdown", rendering)).toBe(notes);
    const entries = await fetcher.versions();
    for (const { base, revision } of longest.slice(0, 4).reverse()) {
      const two = entries.filter(({ version }) => version === base || version === revision);
      const [alone] = (await changelog(fetcher, two, options)).releases;
      expect(alone).toEqual(report.releases.find(({ version }) => version === revision));
    }
  });
});
