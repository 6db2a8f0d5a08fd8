import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { check } from "../../src/check/index.ts";
import { createFetcher } from "../../src/fetch/index.ts";
import { type Airfocus, startAirfocus } from "../support/airfocus.ts";
import { shared } from "../support/shared.ts";
import { fakeClock } from "./support/clock.ts";
import { startFetching, temporaryFolder } from "./support/fetching.ts";

const NOW = Date.parse("2026-11-20T04:30:00Z");
const MOVED = "1.0.0-beta.34.16.1";

describe.skipIf(shared("data", "airfocus.bundle") === undefined)("all versions of airfocus", () => {
  const clock = fakeClock(NOW);
  const moved = new Map<string, Uint8Array>();
  let airfocus: Airfocus;

  beforeAll(async () => {
    const limit = { requests: 60, windowSeconds: 60 };
    const started = await startAirfocus({ limit, now: clock.now, moved });
    if (started === undefined) throw new Error("the data has gone");
    airfocus = started;
  }, 60_000);
  afterAll(() => airfocus?.close());

  /** Reads every version; says what it cost. */
  async function readAll(cacheDir: string, offline = false) {
    const lines: string[] = [];
    const asked = airfocus.requests.length;
    const from = clock.now();
    const network = { now: clock.now, sleep: clock.sleep };
    const log = (line: string) => void lines.push(line);
    const events: string[] = [];
    const progress = (event: { done: number; total: number }) => {
      events.push(`${event.done}/${event.total}`);
    };
    const options = {
      progress,
      service: airfocus.service,
      env: { PATH: process.env.PATH },
      cacheDir,
      offline,
    };
    const fetcher = createFetcher({ ...options, network, log });
    const hashes = new Map<string, string>();
    try {
      for await (const source of fetcher.readVersions(await fetcher.versions())) {
        hashes.set(source.version ?? "", source.sha256);
      }
    } finally {
      await fetcher.close();
    }
    const statuses = airfocus.requests.slice(asked).map(({ status }) => status);
    return { hashes, statuses, lines, events, seconds: (clock.now() - from) / 1000 };
  }

  it("are fetched cold under a limit of 60 a minute, warm without a body, and offline without a request", async () => {
    const cacheDir = await temporaryFolder();

    const cold = await readAll(cacheDir);
    expect([...cold.hashes.keys()]).toEqual(airfocus.versions);
    expect(cold.hashes.size).toBe(317);
    expect(cold.events).toEqual(Array.from({ length: 317 }, (_, i) => `${i + 1}/317`));
    // 4 pages of tags and 317 documents: five full windows, and what is left in the sixth.
    expect(cold.statuses.filter((status) => status === 200)).toHaveLength(321);
    expect(cold.seconds).toBeGreaterThanOrEqual(5 * 60);
    expect(cold.seconds).toBeLessThan(8 * 61);
    expect(cold.lines.join("\n")).toContain("its rate limit is used up");
    // It is paced, not refused: only what was sent before the first answer could go too far.
    expect(cold.statuses.filter((status) => status === 429).length).toBeLessThan(20);

    const warm = await readAll(cacheDir);
    expect(warm.hashes).toEqual(cold.hashes);
    expect(new Set(warm.statuses.filter((status) => status !== 429))).toEqual(new Set([304]));

    const offline = await readAll(cacheDir, true);
    expect(offline.hashes).toEqual(cold.hashes);
    expect(offline.statuses).toEqual([]);
  }, 120_000);

  it("are what they were: a tag that was moved is a finding, with both hashes and the difference", async () => {
    const cacheDir = await temporaryFolder();
    const service = { ...airfocus.service, documents: { ...airfocus.service.documents } };
    Reflect.deleteProperty(service, "versionEndpoint");
    Reflect.deleteProperty(service.documents, "live");
    Reflect.deleteProperty(service.documents, "published");
    const network = { now: clock.now, sleep: clock.sleep };
    const look = async () => {
      const { fetcher } = await startFetching({ service, cacheDir, network });
      const versions = (await fetcher.versions()).filter(({ version }) => version === MOVED);
      const nightly = { ...fetcher, versions: async () => versions };
      const report = await check({ fetcher: nightly, service, today: "2026-11-20", only: ["versions"] });
      const source = await fetcher.read(MOVED);
      return { step: report.steps[0], source };
    };
    const first = await look();
    expect(first.step?.findings).toEqual([]);

    const document = JSON.parse(new TextDecoder().decode(first.source.bytes)) as {
      paths: Record<string, unknown>;
    };
    const [path = ""] = Object.keys(document.paths);
    delete document.paths[path];
    moved.set(MOVED, new TextEncoder().encode(JSON.stringify(document)));
    const second = await look();
    expect(second.source.sha256).not.toBe(first.source.sha256);
    expect(second.step?.findings).toEqual([
      expect.objectContaining({
        rule: "version-content-changed",
        expected: first.source.sha256,
        actual: second.source.sha256,
      }),
    ]);
    const removed = second.step?.changes?.filter(({ rule }) => rule === "operation-removed") ?? [];
    expect(removed.length).toBeGreaterThan(0);
    expect(
      removed.every(({ base }) => base?.pointer.startsWith(`/paths/${path.replaceAll("/", "~1")}`)),
    ).toBe(true);
  }, 60_000);

  it("may lack the one that runs: the nearest lower one stands in, and that is said", async () => {
    const untagged = "1.0.0-beta.47.150.0";
    const { api, service } = airfocus;
    const live = JSON.parse(String(api.document)) as { info: object };
    Object.assign(api, {
      version: untagged,
      document: JSON.stringify({ ...live, info: { ...live.info, version: untagged } }),
    });
    const network = { now: clock.now, sleep: clock.sleep };
    const { fetcher } = await startFetching({ service, network });
    const options = { fetcher, service, today: "2026-11-20" };
    const report = await check({ ...options, only: ["versions", "changes"] });
    expect(report.versions).toMatchObject({ running: untagged, live: untagged, tag: "1.0.0-beta.47.147.2" });
    expect(report.steps[0]?.findings.map(({ rule, message }) => `${rule}: ${message}`)).toEqual([
      `version-untagged: ${untagged} has no tag; the nearest lower tag is 1.0.0-beta.47.147.2, the newest`,
    ]);
    expect(report.steps[1]?.message).toBe("1.0.0-beta.47.147.2 → live: version number only");
  }, 60_000);

  it("are in the order of numbers, so that the latest is the latest", async () => {
    const { fetcher } = await startFetching({
      service: airfocus.service,
      network: { now: clock.now, sleep: clock.sleep },
    });
    const versions = (await fetcher.versions()).map(({ version }) => version);
    expect(versions.at(-1)).toBe("1.0.0-beta.47.147.2");
    // By text, 9 would come after 11.
    expect(versions.indexOf("1.0.0-beta.33.54.9")).toBeLessThan(versions.indexOf("1.0.0-beta.33.54.11"));
    expect([...versions].sort()).not.toEqual(versions);
    expect((await fetcher.read("latest")).version).toBe("1.0.0-beta.47.147.2");
  }, 60_000);
});
