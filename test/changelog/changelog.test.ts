import { expect, test } from "vitest";
import { changelog } from "../../src/changelog/index.ts";
import { type Shelf, shelfFetcher } from "../support/fetcher.ts";

function api(version: string, ...paths: string[]): string {
  const get = { responses: { 200: { description: "ok" } } };
  return JSON.stringify({
    openapi: "3.1.0",
    info: { title: "Lighthouse", version },
    paths: Object.fromEntries(paths.map((path) => [path, { get }])),
  });
}

async function history(tags: Shelf["tags"] & object, options: Partial<Parameters<typeof changelog>[2]> = {}) {
  const fetcher = shelfFetcher({ tags });
  return changelog(fetcher, await fetcher.versions(), { today: "2026-11-20", ...options });
}

test("each version but the first is a release, newest first", async () => {
  const report = await history({
    "1.2.0": api("1.2.0", "/a", "/b"),
    "1.10.0": api("1.10.0", "/b"),
    "1.9.0": api("1.9.0", "/a", "/b"),
  });
  expect(
    report.releases.map(({ version, previous, summary }) => [previous, version, summary.breaking]),
  ).toEqual([
    ["1.9.0", "1.10.0", 1],
    ["1.2.0", "1.9.0", 0],
  ]);
  expect(report.releases[1]?.changes).toEqual([]);
});

test("a document that cannot be read is a finding, and the next is compared with the last that could", async () => {
  const report = await history({ "1.0.0": api("1.0.0", "/a"), "1.1.0": "<html>", "1.2.0": api("1.2.0") });
  expect(report.releases.map(({ version, previous }) => [previous, version])).toEqual([["1.0.0", "1.2.0"]]);
  expect(report.findings).toMatchObject([{ rule: "version-unreadable", actual: "1.1.0" }]);
});

test("a policy holds over the whole history", async () => {
  const tags = { "1.0.0": api("1.0.0", "/a", "/b"), "1.1.0": api("1.1.0", "/b"), "1.2.0": api("1.2.0") };
  const policy = { waivers: [{ rule: "operation-removed", where: "GET /a", reason: "agreed" }] };
  const report = await history(tags, { policy });
  expect(report.releases.map(({ summary }) => summary.breaking)).toEqual([1, 0]);
  expect(report.findings).toEqual([]);
});

test("it stops between two versions when asked to", async () => {
  const stopping = new AbortController();
  const seen: string[] = [];
  const work = history(
    { "1.0.0": api("1.0.0"), "1.1.0": api("1.1.0"), "1.2.0": api("1.2.0") },
    {
      signal: stopping.signal,
      progress: ({ what }) => {
        seen.push(what);
        stopping.abort();
      },
    },
  );
  await expect(work).rejects.toThrow();
  expect(seen).toEqual(["1.0.0"]);
});
