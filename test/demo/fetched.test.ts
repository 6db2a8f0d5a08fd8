import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startHarbour } from "../../src/demo/harbour.ts";
import { createFetcher } from "../../src/fetch/index.ts";
import type { ServiceDefinition } from "../../src/model/service.ts";
import { airfocusClone, startAirfocus } from "../support/airfocus.ts";

// The servers are only as good as what asks them: the room that fetches, with nothing replaced but addresses.
let cacheDir = "";
beforeAll(async () => {
  cacheDir = await mkdtemp(join(tmpdir(), "specwitness-fetched-"));
});
afterAll(() => rm(cacheDir, { recursive: true, force: true }));

const fetcherFor = (service: ServiceDefinition) =>
  createFetcher({ service, cacheDir, env: { AIRFOCUS_TOKEN: "t" } });

test("the harbour: its versions, a document, the live one, and a running version without a tag", async () => {
  const harbour = await startHarbour();
  const fetcher = fetcherFor(harbour.service);
  try {
    const versions = await fetcher.versions();
    expect(versions.map(({ version }) => version)).toEqual(["1.0.0", "1.1.0", "1.1.1", "1.2.0"]);
    expect((await fetcher.open("latest")).version).toBe("1.2.0");
    expect((await fetcher.open("previous")).infoVersion).toBe("1.1.1");
    expect((await fetcher.open("live")).infoVersion).toBe("1.3.0");
    expect(await fetcher.running()).toMatchObject({
      version: "1.3.0",
      requestId: expect.stringMatching(/^hb-/),
    });
    await expect(fetcher.read("running")).rejects.toThrow(/1\.3\.0.*nearest is 1\.2\.0/);
  } finally {
    await fetcher.close();
    await harbour.close();
  }
});

describe.skipIf(airfocusClone() === undefined)("airfocus", () => {
  test("the shipped definition with other addresses lists, reads, and says what runs", async () => {
    const server = await startAirfocus({ live: "1.0.0-beta.47.144.0" });
    if (server === undefined) return;
    const fetcher = fetcherFor(server.service);
    try {
      const versions = await fetcher.versions();
      expect(versions.map(({ version }) => version)).toEqual(server.versions);
      expect((await fetcher.open("1.0.0-beta.33.54.11")).infoVersion).toBe("1.0.0-beta.33.54.11");
      expect((await fetcher.open("running")).version).toBe(server.versions.at(-1));
      expect((await fetcher.open("live")).infoVersion).toBe("1.0.0-beta.47.144.0");
      const withToken = server.requests.filter(({ headers }) => headers.authorization !== undefined);
      expect(withToken.filter(({ path }) => !path.startsWith("/api/"))).toEqual([]);
    } finally {
      await fetcher.close();
      await server.close();
    }
  });
});
