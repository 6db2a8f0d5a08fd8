import { describe, expect, test } from "vitest";
import { type CheckOptions, check } from "../../src/check/index.ts";
import { mergeLock, type ServiceLock } from "../../src/check/lock.ts";
import type { ServiceDefinition } from "../../src/model/service.ts";
import { makeSource, type Source } from "../../src/model/source.ts";
import { type Shelf, shelfFetcher } from "../support/fetcher.ts";

const service: ServiceDefinition = {
  name: "lighthouse",
  title: "Lighthouse",
  documents: { tagged: "specs/{version}.json", live: "live" },
  versionEndpoint: { url: "https://api.example/version" },
};

function api(version: string, more: object = {}): string {
  const paths = { "/lamps": { get: { responses: { 200: { description: "All lamps" } } } } };
  return JSON.stringify({ openapi: "3.1.0", info: { title: "Lighthouse", version }, paths, ...more });
}

const hash = (text: string) => makeSource({ ref: "", origin: "", bytes: text }).sha256;
const without = api("1.1.0", { paths: {} });
const shelf: Shelf = {
  tags: { "1.0.0": api("1.0.0"), "1.1.0": api("1.1.0") },
  live: api("1.1.0"),
  running: "1.1.0",
};

/** Checks with a lock, and says what was found and what a new lock would remember. */
async function nightly(seenBefore: ServiceLock | undefined, now: Shelf, kept = new Map<string, Source>()) {
  let seen: ServiceLock | undefined;
  const fetcher = shelfFetcher(now, kept);
  const options: CheckOptions = {
    ...{ fetcher, service, today: "2026-11-20" },
    seen: (lock) => {
      seen = lock;
    },
    ...(seenBefore && { lock: seenBefore }),
  };
  const report = await check(options);
  const found = report.steps.flatMap(({ findings }) =>
    findings.map(({ rule, message }) => `${rule}: ${message}`),
  );
  return { found, report, seen: seen ?? { versions: {} } };
}

describe("what was accepted", () => {
  test("is remembered by version, and finds nothing while nothing changes", async () => {
    const { seen, found } = await nightly(undefined, shelf);
    expect(found).toEqual([]);
    expect(seen).toEqual({
      baseline: "1.1.0",
      versions: { "1.1.0": { tagged: hash(api("1.1.0")), live: expect.stringMatching(/^[0-9a-f]{64}$/) } },
    });
    expect((await nightly(seen, shelf)).found).toEqual([]);
    // A server that names itself elsewhere says nothing else.
    const live = api("1.1.0", { servers: [{ url: "https://other.example" }] });
    expect((await nightly(seen, { ...shelf, live })).found).toEqual([]);
  });

  test("finds a tag that was moved, with both hashes and the difference", async () => {
    const kept = new Map<string, Source>();
    const { seen } = await nightly(undefined, shelf, kept);
    const moved = { ...shelf, tags: { ...shelf.tags, "1.1.0": without }, live: without };
    const { found, report } = await nightly(seen, moved, kept);
    const [before, now] = [hash(api("1.1.0")), hash(without)];
    expect(found).toContain(
      `version-content-changed: the document of 1.1.0 was sha256:${before.slice(0, 12)} and is now sha256:${now.slice(0, 12)}: 1 change`,
    );
    const versions = report.steps.find(({ name }) => name === "versions");
    expect(versions?.changes?.map(({ rule }) => rule)).toEqual(["operation-removed"]);
    expect(versions?.status).toBe("fail");
    expect(versions?.findings).toContainEqual(
      expect.objectContaining({ rule: "version-content-changed", expected: before, actual: now }),
    );
  });

  test("says where the earlier content is not there any more", async () => {
    const { seen } = await nightly(undefined, shelf);
    const moved = { ...shelf, tags: { "1.1.0": without }, live: without };
    const { found } = await nightly(seen, moved);
    expect(found.join()).toContain("the earlier content is not kept here");
  });

  test("finds a live document that was edited under its version, though nothing is tagged", async () => {
    const untagged: Shelf = { live: api("1.1.0"), running: "1.1.0" };
    const kept = new Map<string, Source>();
    const { seen } = await nightly(undefined, untagged, kept);
    const { found } = await nightly(seen, { ...untagged, live: without }, kept);
    expect(found.filter((each) => each.startsWith("version-content-changed"))).toEqual([
      expect.stringMatching(
        /^version-content-changed: what the live document of 1\.1\.0 says was sha256:\w{12} and is now sha256:\w{12}: 1 change$/,
      ),
    ]);
  });

  test("finds a server that went back, and none that went on", async () => {
    const { seen } = await nightly(undefined, shelf);
    const back = await nightly(seen, { ...shelf, live: api("1.0.0"), running: "1.0.0" });
    expect(back.found).toEqual([
      "version-went-back: the server runs 1.0.0; the version accepted before is 1.1.0",
    ]);
    const tags = { ...shelf.tags, "1.10.0": api("1.10.0") };
    const on = await nightly(seen, { tags, live: api("1.10.0"), running: "1.10.0" });
    expect(on.found).toEqual([]);
  });

  test("silences a tag that once moved, where only the cache remembers more", async () => {
    const { seen } = await nightly(undefined, shelf);
    const fetcher = shelfFetcher(shelf);
    const moved = async (version: string) => {
      const document = await fetcher.openVersion(version);
      return Object.assign(Object.create(document), {
        source: { ...document.source, earlier: [hash(without)] },
      }) as typeof document;
    };
    const options = { fetcher: { ...fetcher, openVersion: moved }, service, today: "2026-11-20" };
    const rules = async (lock?: ServiceLock) =>
      (await check({ ...options, ...(lock && { lock }) })).steps.flatMap(({ findings }) =>
        findings.map(({ rule }) => rule),
      );
    expect(await rules()).toEqual(["version-content-changed"]);
    expect(await rules(seen)).toEqual([]);
  });
});

test("a lock keeps what was not seen this time, in the order of versions", () => {
  const a = "a".repeat(64);
  const b = "b".repeat(64);
  const old: ServiceLock = { baseline: "1.9.0", versions: { "1.10.0": { tagged: a }, "1.9.0": { live: a } } };
  const merged = mergeLock(old, { versions: { "1.9.0": { tagged: b }, "1.2.0": { tagged: b } } });
  expect(JSON.stringify(merged)).toBe(
    JSON.stringify({
      baseline: "1.9.0",
      versions: { "1.2.0": { tagged: b }, "1.9.0": { live: a, tagged: b }, "1.10.0": { tagged: a } },
    }),
  );
});
