import { describe, expect, it, onTestFinished } from "vitest";
import { createFetcher, MissingError, RateLimitError } from "../../src/fetch/index.ts";
import { TOOL } from "../../src/model/tool.ts";
import { documentText } from "./support/documents.ts";
import { filesIn, messageOf, startFetching } from "./support/fetching.ts";
import { serve } from "./support/server.ts";

const text = documentText();
const NOW = Date.parse("2026-11-20T04:30:00Z");

describe("retries", () => {
  it("asks again after 500, with growing pauses, and goes on", async () => {
    const server = await serve((_, response, count) => response.writeHead(count < 2 ? 500 : 200).end(text));
    const { fetcher, waits } = await startFetching();
    expect((await fetcher.open(server.url)).title).toBe("Pets");
    expect(waits).toEqual([250, 1000]);
  });

  it.each([
    ["seconds", "7", 7000],
    ["a date", new Date(NOW + 9000).toUTCString(), 9000],
    ["a date that has passed", new Date(NOW - 9000).toUTCString(), 0],
  ])("waits as long as Retry-After says in %s, and says so", async (_, header, expected) => {
    const server = await serve((_request, response, count) =>
      count === 0 ? response.writeHead(429, { "retry-after": header }).end() : response.end(text),
    );
    const { fetcher, waits, lines } = await startFetching({ now: NOW });
    await fetcher.read(server.url);
    expect(waits).toEqual([expected]);
    expect(lines.join()).toBe(
      expected === 0 ? "" : `waiting ${expected / 1000} s for ${new URL(server.url).host}: it answers 429`,
    );
  });

  it("backs off by itself where a 429 does not say how long", async () => {
    const server = await serve((_, response, count) => response.writeHead(count === 0 ? 429 : 200).end(text));
    const { fetcher, waits } = await startFetching();
    await fetcher.read(server.url);
    expect(waits).toEqual([250]);
  });

  it("waits for the end of an exhausted window, as GitHub tells it", async () => {
    const headers = { "x-ratelimit-remaining": "0", "x-ratelimit-reset": String(NOW / 1000 + 30) };
    const server = await serve((_, response, count) =>
      count === 0 ? response.writeHead(403, headers).end() : response.end(text),
    );
    const { fetcher, waits } = await startFetching({ now: NOW });
    await fetcher.read(server.url);
    expect(waits).toEqual([31_000]);
  });

  it("knows the names that a service gives its limit, and still GitHub's", async () => {
    for (const name of ["x-quota", "x-ratelimit"]) {
      const headers = { [`${name}-remaining`]: "0", [`${name}-reset`]: String(NOW / 1000 + 5) };
      const server = await serve((_, response, count) =>
        count === 0 ? response.writeHead(403, headers).end() : response.end(text),
      );
      const service = {
        ...{ name: "pets", title: "Pets", documents: {} },
        rateLimit: { remaining: "x-quota-remaining", reset: "x-quota-reset" },
      };
      const { fetcher, waits } = await startFetching({ now: NOW, service });
      await fetcher.read(server.url);
      expect(waits).toEqual([6000]);
    }
  });

  it("does not wait an hour: it says how long it would be", async () => {
    const server = await serve((_, response) =>
      response.writeHead(429, { "retry-after": "3600" }).end("slow down"),
    );
    const { fetcher, waits } = await startFetching();
    const failed = fetcher.read(server.url);
    await expect(failed).rejects.toBeInstanceOf(RateLimitError);
    expect(await messageOf(failed)).toContain("it answers 429 and asks to wait 60 minutes: slow down");
    expect(waits).toEqual([]);
  });

  it("gives up on a 429 that never ends", async () => {
    const server = await serve((_, response) => response.writeHead(429).end());
    const { fetcher } = await startFetching();
    await expect(fetcher.read(server.url)).rejects.toBeInstanceOf(RateLimitError);
    expect(server.seen).toHaveLength(4);
  });

  it("does not ask again for what is not there", async () => {
    const server = await serve((_, response) => response.writeHead(404).end());
    const { fetcher } = await startFetching();
    await expect(fetcher.read(server.url)).rejects.toBeInstanceOf(MissingError);
    expect(server.seen).toHaveLength(1);
  });
});

describe("redirects", () => {
  it("does not take the login up again on the way back", async () => {
    const other = await serve((_, response) =>
      response.writeHead(302, { location: `${server.url}/back` }).end(),
    );
    const server = await serve((request, response) => {
      if (request.url === "/back") response.end(text);
      else response.writeHead(302, { location: other.url }).end();
    });
    const { fetcher } = await startFetching();
    await fetcher.read(server.url.replace("//", "//user:password@"));
    expect(server.seen.map(({ headers }) => headers.authorization)).toEqual([
      `Basic ${btoa("user:password")}`,
      undefined,
    ]);
  });

  it("drops the login on the way to another host, and keeps it on the way to the same", async () => {
    const other = await serve((_, response) => response.end(text));
    const server = await serve((request, response) => {
      const next = request.url === "/a" ? "/b" : `${other.url}/c`;
      response.writeHead(302, { location: next }).end();
    });
    const { fetcher } = await startFetching();
    await fetcher.read(`${server.url.replace("//", "//user:password@")}/a`);
    expect(server.seen.map(({ headers }) => headers.authorization)).toEqual([
      `Basic ${btoa("user:password")}`,
      `Basic ${btoa("user:password")}`,
    ]);
    expect(other.seen).toHaveLength(1);
    expect(JSON.stringify(other.seen[0]?.headers)).not.toContain(btoa("user:password"));
    expect(other.seen[0]?.headers.authorization).toBeUndefined();
  });
});

describe("requests", () => {
  it("take a password as it is written, even where it is badly encoded", async () => {
    const server = await serve((_, response) => response.end(text));
    const { fetcher } = await startFetching();
    await fetcher.read(server.url.replace("//", "//me:50%zz@"));
    expect(server.seen[0]?.headers.authorization).toBe(`Basic ${btoa("me:50%zz")}`);
  });

  it("names the tool", async () => {
    const server = await serve((_, response) => response.end(text));
    const { fetcher } = await startFetching();
    await fetcher.read(server.url);
    expect(server.seen[0]?.headers["user-agent"]).toBe(`specwitness/${TOOL.version}`);
  });

  it("asks the proxy that the environment names, but for hosts it excepts", async () => {
    const target = await serve((_, response) => response.end(text));
    const proxy = await serve((_, response) => response.end(documentText("2.0.0", "From the proxy")));
    const env = { HTTP_PROXY: proxy.url.replace("//", "//user:password@") };
    const { fetcher, cacheDir } = await startFetching({ env });
    const { title } = await fetcher.open("http://example.invalid/openapi.json");
    expect(title).toBe("From the proxy");
    expect(proxy.seen.map(({ url }) => url)).toEqual(["http://example.invalid/openapi.json"]);
    expect(proxy.seen[0]?.headers["proxy-authorization"]).toBe(`Basic ${btoa("user:password")}`);
    for (const content of (await filesIn(cacheDir)).values())
      expect(content.toString()).not.toContain("password");

    const direct = await startFetching({ env: { ...env, NO_PROXY: "127.0.0.1" } });
    await direct.fetcher.read(target.url);
    expect(target.seen).toHaveLength(1);
  });

  it("opens a tunnel for https, and says when the proxy refuses it", async () => {
    const proxy = await serve((_, response) => response.end(), {
      connect: (socket) => socket.end("HTTP/1.1 403 Forbidden\r\n\r\n"),
    });
    const { fetcher } = await startFetching({ env: { HTTPS_PROXY: proxy.url } });
    const message = await messageOf(fetcher.read("https://example.invalid/a.json"));
    expect(message).toContain("the proxy answers with status 403");
  });

  it("does not wait for ever for a proxy that hangs up", async () => {
    const proxy = await serve((_, response) => response.end(), { connect: (socket) => socket.destroy() });
    const { fetcher } = await startFetching({
      env: { HTTPS_PROXY: proxy.url },
      network: { connectTimeout: 50, answerTimeout: 50 },
    });
    const message = await messageOf(fetcher.read("https://example.invalid/a.json"));
    expect(message).toContain("it did not answer in time");
  });

  it("sends no more than a few at once", async () => {
    let open = 0;
    let most = 0;
    const server = await serve((_, response) => {
      open++;
      most = Math.max(most, open);
      setTimeout(() => {
        open--;
        response.end(text);
      }, 5);
    });
    const warnings: string[] = [];
    const warn = (warning: Error) => warnings.push(warning.message);
    process.on("warning", warn);
    onTestFinished(() => void process.off("warning", warn));
    const { signal } = new AbortController();
    const { fetcher } = await startFetching({ signal, network: { concurrency: 12 } });
    await Promise.all(Array.from({ length: 40 }, (_, i) => fetcher.read(`${server.url}/${i}`)));
    expect(server.seen).toHaveLength(40);
    expect(most).toBeLessThanOrEqual(12);
    expect(warnings).toEqual([]);
  });

  it("stops in the middle of a body, and while it waits, when it is told to", async () => {
    const stopped = new Error("interrupted");
    const inBody = new AbortController();
    const slow = await serve((_, response) => {
      response.writeHead(200).write("{");
      setTimeout(() => inBody.abort(stopped), 20);
    });
    const reading = await startFetching({ signal: inBody.signal });
    await expect(reading.fetcher.read(slow.url)).rejects.toBe(stopped);
    expect((await filesIn(reading.cacheDir)).size).toBe(0);

    const inWait = new AbortController();
    const busy = await serve((_, response) => {
      response.writeHead(429, { "retry-after": "100" }).end();
      setTimeout(() => inWait.abort(stopped), 20);
    });
    const fetcher = createFetcher({ signal: inWait.signal, cacheDir: reading.cacheDir, env: {} });
    await expect(fetcher.read(busy.url)).rejects.toBe(stopped);
    await fetcher.close();
  });

  it("stops when it is told to", async () => {
    const controller = new AbortController();
    const server = await serve(() => controller.abort(new Error("interrupted")));
    const { fetcher } = await startFetching({ signal: controller.signal });
    await expect(fetcher.read(server.url)).rejects.toThrow("interrupted");
    expect(server.seen).toHaveLength(1);
  });
});
