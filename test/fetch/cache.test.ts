import { chmod, mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { Cache } from "../../src/fetch/cache.ts";
import { defaultCacheFolder } from "../../src/fetch/cache-place.ts";
import { OfflineError } from "../../src/fetch/index.ts";
import { documentText } from "./support/documents.ts";
import { filesIn, messageOf, startFetching, temporaryFolder } from "./support/fetching.ts";
import { serve } from "./support/server.ts";

const one = documentText("1.0.0", "One");
const two = documentText("1.0.0", "Two");

/** Serves a text under an entity tag, and 304 to who has it. */
function serveTagged(text: () => string) {
  return serve((request, response) => {
    const etag = `"${text().length}-${text().includes("Two") ? 2 : 1}"`;
    const known = request.headers["if-none-match"] === etag;
    response.writeHead(known ? 304 : 200, { etag }).end(known ? undefined : text());
  });
}

describe("the cache of downloads", () => {
  it("asks again with what it has, and takes 304 for an answer", async () => {
    const server = await serveTagged(() => one);
    const { fetcher } = await startFetching();
    const first = await fetcher.read(`${server.url}/a.json`);
    const second = await fetcher.read(`${server.url}/a.json`);
    expect(server.seen.map(({ headers }) => headers["if-none-match"] !== undefined)).toEqual([false, true]);
    expect(second.sha256).toBe(first.sha256);
  });

  it("revalidates by date where there is no entity tag", async () => {
    const date = "Fri, 20 Nov 2026 04:30:00 GMT";
    const server = await serve((request, response) => {
      const known = request.headers["if-modified-since"] === date;
      response.writeHead(known ? 304 : 200, { "last-modified": date }).end(known ? undefined : one);
    });
    const { fetcher } = await startFetching();
    await fetcher.read(server.url);
    expect((await fetcher.open(server.url)).title).toBe("One");
    expect(server.seen[1]?.headers["if-modified-since"]).toBe(date);
  });

  it("serves offline what it has, without a request, and says clearly what it has not", async () => {
    const server = await serveTagged(() => one);
    const { fetcher, cacheDir } = await startFetching();
    await fetcher.read(`${server.url}/a.json`);
    const offline = await startFetching({ cacheDir, offline: true });
    expect((await offline.fetcher.open(`${server.url}/a.json`)).title).toBe("One");
    const failed = offline.fetcher.read(`${server.url}/b.json`);
    await expect(failed).rejects.toBeInstanceOf(OfflineError);
    expect(await messageOf(failed)).toContain("not in the cache, and --offline forbids");
    expect(server.seen).toHaveLength(1);
  });

  it("keeps both contents of a tag that moved, and says so", async () => {
    let text = one;
    const server = await serveTagged(() => text);
    const service = {
      name: "pets",
      title: "Pets",
      documents: {
        tagged: "github:octo/pets#{version}:openapi.json",
        github: { api: server.url, raw: server.url },
      },
    };
    const { fetcher, cacheDir, lines } = await startFetching({ service });
    expect((await fetcher.open("1.0.0")).title).toBe("One");
    expect(lines).toEqual([]);
    text = two;
    expect((await fetcher.open("1.0.0")).title).toBe("Two");
    expect(lines).toEqual([
      "tag 1.0.0 of octo/pets has other content than when it was last fetched; the earlier content is kept in the cache",
    ]);
    const contents = [...(await filesIn(join(cacheDir, "objects"))).values()].map(String);
    expect(contents.sort()).toEqual([one, two].sort());
    // And a third time it is no news.
    await fetcher.open("1.0.0");
    expect(lines).toHaveLength(1);
  });

  it("notices a damaged copy, and fetches it again", async () => {
    const server = await serveTagged(() => one);
    const { fetcher, cacheDir, lines } = await startFetching();
    await fetcher.read(server.url);
    const [object] = (await filesIn(join(cacheDir, "objects"))).keys();
    await writeFile(join(cacheDir, "objects", object ?? ""), one.slice(0, 30));
    expect((await fetcher.open(server.url)).title).toBe("One");
    expect(lines.join()).toContain("is damaged: fetching it again");
    expect(String((await filesIn(join(cacheDir, "objects"))).get(object ?? ""))).toBe(one);
  });

  it("survives nonsense in its folder", async () => {
    const server = await serveTagged(() => one);
    const { fetcher, cacheDir } = await startFetching();
    await fetcher.read(server.url);
    for (const name of await readdir(join(cacheDir, "addresses")))
      await writeFile(join(cacheDir, "addresses", name), '{"sha256":"../../../etc/passwd"}');
    expect((await fetcher.open(server.url)).title).toBe("One");
  });

  it("goes on without a folder it can write to, and says so once", async () => {
    const server = await serveTagged(() => one);
    const blocked = join(await temporaryFolder(), "cache");
    await writeFile(blocked, "a file where the folder should be");
    const { fetcher, lines } = await startFetching({ cacheDir: blocked });
    expect((await fetcher.open(`${server.url}/a`)).title).toBe("One");
    expect((await fetcher.open(`${server.url}/b`)).title).toBe("One");
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain("the cache cannot be written");
  });

  it("lets only its owner read what it keeps", async () => {
    const server = await serveTagged(() => one);
    const { fetcher, cacheDir } = await startFetching();
    await fetcher.read(server.url);
    await chmod(cacheDir, 0o700);
    const { statSync } = await import("node:fs");
    for (const name of (await filesIn(cacheDir)).keys())
      if (process.platform !== "win32") expect(statSync(join(cacheDir, name)).mode & 0o077).toBe(0);
  });
});

describe("Cache", () => {
  it("stays whole when many write the same at once", async () => {
    const folder = await temporaryFolder();
    const lines: string[] = [];
    const bodies = ["a", "b", "c"].map((text) => new TextEncoder().encode(text.repeat(100_000)));
    const writers = Array.from({ length: 30 }, (_, i) =>
      new Cache(folder, (line) => lines.push(line)).put("https://example.com/x", {
        url: "https://example.com/x",
        headers: {},
        fixed: true,
        body: bodies[i % 3] ?? new Uint8Array(),
      }),
    );
    await Promise.all(writers);
    const cached = await new Cache(folder, (line) => lines.push(line)).get("https://example.com/x");
    expect(cached?.body.length).toBe(100_000);
    expect(lines).toEqual([]);
    expect([...(await filesIn(folder)).keys()].filter((name) => name.endsWith(".tmp"))).toEqual([]);
  });

  it("leaves nothing behind when writing fails", async () => {
    const folder = await temporaryFolder();
    // The place of the entry is taken by a folder, so that the last step fails.
    const cache = new Cache(folder, () => undefined);
    const facts = {
      url: "https://example.com/x",
      headers: {},
      fixed: true,
      body: new TextEncoder().encode("x"),
    };
    await cache.put("https://example.com/x", facts);
    const [entry = ""] = await readdir(join(folder, "addresses"));
    const { rm } = await import("node:fs/promises");
    await rm(join(folder, "addresses", entry));
    await mkdir(join(folder, "addresses", entry, "taken"), { recursive: true });
    await cache.put("https://example.com/x", facts);
    expect([...(await filesIn(folder)).keys()].filter((name) => name.endsWith(".tmp"))).toEqual([]);
  });
});

describe("defaultCacheFolder", () => {
  it.each<[NodeJS.Platform, NodeJS.ProcessEnv, string]>([
    ["linux", { HOME: "/home/me" }, "/home/me/.cache/specwitness"],
    ["linux", { HOME: "/home/me", XDG_CACHE_HOME: "/c" }, "/c/specwitness"],
    ["linux", { HOME: "/home/me", XDG_CACHE_HOME: "relative" }, "/home/me/.cache/specwitness"],
    ["darwin", { HOME: "/Users/me" }, "/Users/me/Library/Caches/specwitness"],
  ])("follows %s with %j", (platform, env, folder) => {
    expect(defaultCacheFolder(env, platform)).toBe(folder);
  });
});
