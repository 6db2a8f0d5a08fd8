import { describe, expect, it } from "vitest";
import { fakeClock } from "./support/clock.ts";
import { documentText } from "./support/documents.ts";
import { startFetching } from "./support/fetching.ts";
import { serve } from "./support/server.ts";

const NOW = Date.parse("2026-11-20T04:30:00Z");

/** A server that allows `limit` requests in each window of a minute, by its own clock, and tells so. */
function limited(limit: number, now: () => number, names = "x-ratelimit") {
  let used = 0;
  let ends = 0;
  return serve((_, response) => {
    const seconds = Math.floor(now() / 1000);
    if (seconds >= ends) {
      used = 0;
      ends = seconds + 60;
    }
    used++;
    const headers = { [`${names}-remaining`]: Math.max(0, limit - used), [`${names}-reset`]: ends };
    if (used > limit) response.writeHead(429, headers).end();
    else response.writeHead(200, headers).end(documentText());
  });
}

describe("requests to a server with a rate limit", () => {
  it("wait for the next window before the server has to refuse one", async () => {
    const clock = fakeClock(NOW);
    const server = await limited(5, clock.now);
    const { fetcher, lines } = await startFetching({ network: clock });
    for (let i = 0; i < 12; i++) await fetcher.read(`${server.url}/${i}.json`);
    expect(server.seen).toHaveLength(12);
    expect(clock.waits).toEqual([61_000, 61_000]);
    const line = `waiting 61 s for ${new URL(server.url).host}: its rate limit is used up`;
    expect(lines).toEqual([line, line]);
  });

  it("that run at once count those underway", async () => {
    const clock = fakeClock(NOW);
    const server = await limited(10, clock.now);
    const { fetcher } = await startFetching({ network: clock });
    await Promise.all(Array.from({ length: 40 }, (_, i) => fetcher.read(`${server.url}/${i}.json`)));
    // Nobody knows of the limit before the first answer; after that none is refused.
    expect(server.seen.length).toBeLessThanOrEqual(40 + 8);
    expect(clock.now() - NOW).toBeLessThan(5 * 61_000);
  });

  it("take the names that the service gives its limit", async () => {
    const clock = fakeClock(NOW);
    const server = await limited(2, clock.now, "x-quota");
    const rateLimit = { remaining: "x-quota-remaining", reset: "x-quota-reset" };
    const service = { name: "pets", title: "Pets", documents: {}, rateLimit };
    const { fetcher } = await startFetching({ service, network: clock });
    for (let i = 0; i < 4; i++) await fetcher.read(`${server.url}/${i}.json`);
    expect(server.seen).toHaveLength(4);
  });

  it("do not wait for another server's window, nor for hours", async () => {
    const clock = fakeClock(NOW);
    const full = await serve((_, response) => {
      const headers = { "x-ratelimit-remaining": "0", "x-ratelimit-reset": String(NOW / 1000 + 3600) };
      response.writeHead(200, headers).end(documentText());
    });
    const other = await limited(5, clock.now);
    const { fetcher } = await startFetching({ network: clock });
    for (const url of [full.url, full.url, other.url]) await fetcher.read(url);
    expect(clock.waits).toEqual([]);
  });
});
