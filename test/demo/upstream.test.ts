import { afterEach, expect, test } from "vitest";
import type { LiveApi } from "../../src/demo/live-api.ts";
import { startUpstream, type Upstream, type UpstreamOptions } from "../../src/demo/upstream.ts";
import type { VersionStore } from "../../src/demo/version-store.ts";

const CLOCK = 1_800_000_000_000;

function memory(...names: string[]): VersionStore {
  return {
    list: async () =>
      names.map((version) => ({ version, date: `2026-01-0${names.indexOf(version) + 1}T00:00:00Z` })),
    read: async (version) =>
      names.includes(version) ? new TextEncoder().encode(`{"v":"${version}"}`) : undefined,
  };
}

let upstream: Upstream | undefined;
afterEach(() => upstream?.close());

async function start(options: Partial<UpstreamOptions> = {}): Promise<string> {
  upstream = await startUpstream({
    versions: memory("1.9.0", "1.10.0", "v 2#3"),
    repository: "owner/repo",
    path: "docs/openapi.json",
    now: () => CLOCK,
    ...options,
  });
  return upstream.url;
}

const liveApi = (more: Partial<LiveApi> = {}): LiveApi => ({
  version: "3.1.4",
  document: '{"openapi":"3.1.0"}',
  ...more,
});

async function rest(url: string, headers: Record<string, string> = {}) {
  const response = await fetch(url, { headers });
  return { status: response.status, headers: response.headers, body: (await response.json()) as never };
}

test("raw files are served by tag in both of GitHub's forms, and nothing else is", async () => {
  const url = await start();
  for (const path of ["refs/tags/1.10.0", "1.10.0"]) {
    const response = await fetch(`${url}/owner/repo/${path}/docs/openapi.json`);
    expect(response.headers.get("content-type")).toBe("text/plain; charset=utf-8");
    expect(await response.text()).toBe('{"v":"1.10.0"}');
  }
  const odd = await fetch(`${url}/owner/repo/refs/tags/${encodeURIComponent("v 2#3")}/docs/openapi.json`);
  expect(await odd.text()).toBe('{"v":"v 2#3"}');
  for (const path of [
    "refs/tags/9.9.9/docs/openapi.json",
    "1.10.0/other.json",
    "%E0%A4%A/docs/openapi.json",
  ]) {
    const response = await fetch(`${url}/owner/repo/${path}`);
    expect([response.status, await response.text()]).toEqual([404, "404: Not Found"]);
  }
});

test("tags come page by page, by name backwards, with links that lead through all of them", async () => {
  const names = Array.from({ length: 7 }, (_, i) => `1.0.${i + 5}`);
  const url = await start({ versions: memory(...names) });
  const seen: string[] = [];
  let next: string | undefined = `${url}/repos/owner/repo/tags?per_page=3`;
  while (next !== undefined) {
    const page = await rest(next);
    seen.push(...(page.body as { name: string }[]).map((tag) => tag.name));
    const link = page.headers.get("link") ?? "";
    next = /<([^>]+)>; rel="next"/.exec(link)?.[1];
    if (seen.length === 3)
      expect(link).toContain(`<${url}/repos/owner/repo/tags?per_page=3&page=3>; rel="last"`);
  }
  expect(seen).toEqual(["1.0.9", "1.0.8", "1.0.7", "1.0.6", "1.0.5", "1.0.11", "1.0.10"]);
  const all = await rest(`${url}/repos/owner/repo/tags?per_page=1000`);
  expect(all.headers.get("link")).toBeNull();
});

test("a tag's commit has the date of the tag", async () => {
  const url = await start();
  const [first] = (await rest(`${url}/repos/owner/repo/tags`)).body as {
    name: string;
    commit: { url: string };
  }[];
  expect(first?.name).toBe("v 2#3");
  const commit = (await rest(first?.commit.url ?? "")).body as { commit: { committer: { date: string } } };
  expect(commit.commit.committer.date).toBe("2026-01-03T00:00:00Z");
});

test("who has the bytes already gets 304 without a body, and other bytes get another tag", async () => {
  const url = await start();
  for (const path of ["/owner/repo/1.9.0/docs/openapi.json", "/repos/owner/repo/tags"]) {
    const etag = (await fetch(url + path)).headers.get("etag") ?? "";
    expect(etag).toMatch(/^(?:W\/)?"[0-9a-f]{64}"$/);
    const again = await fetch(url + path, { headers: { "If-None-Match": etag } });
    expect([again.status, await again.text()]).toEqual([304, ""]);
    expect((await fetch(url + path, { headers: { "If-None-Match": '"other"' } })).status).toBe(200);
  }
  const [one, two] = await Promise.all(
    ["1.9.0", "1.10.0"].map((tag) => fetch(`${url}/owner/repo/${tag}/docs/openapi.json`)),
  );
  expect(one?.headers.get("etag")).not.toBe(two?.headers.get("etag"));
});

test("GitHub's limit counts down, refuses at its end, and leaves files alone", async () => {
  const url = await start({ hourlyLimit: 2 });
  const tags = `${url}/repos/owner/repo/tags`;
  const left = [];
  for (let i = 0; i < 3; i++) {
    const { status, headers } = await rest(tags);
    left.push([status, headers.get("x-ratelimit-limit"), headers.get("x-ratelimit-remaining")]);
    expect(headers.get("x-ratelimit-reset")).toBe(String(CLOCK / 1000 + 3600));
  }
  expect(left).toEqual([
    [200, "2", "1"],
    [200, "2", "0"],
    [403, "2", "0"],
  ]);
  expect((await fetch(`${url}/owner/repo/1.9.0/docs/openapi.json`)).status).toBe(200);
  expect((await rest(tags, { Authorization: "Bearer t" })).headers.get("x-ratelimit-remaining")).toBe("4999");
});

test("an unknown repository is answered as GitHub answers", async () => {
  const url = await start();
  expect(await rest(`${url}/repos/owner/other/tags`)).toMatchObject({
    status: 404,
    body: { message: "Not Found", documentation_url: "https://docs.github.com/rest", status: "404" },
  });
  expect((await rest(`${url}/repos/owner/other/tags`, { "If-None-Match": "*" })).status).toBe(404);
});

test("the live API says its version and serves its document, and may move on", async () => {
  const live = liveApi();
  const url = await start({ live });
  expect((await rest(`${url}/api/version`)).body).toEqual({ version: "3.1.4" });
  expect((await rest(`${url}/api/docs/openapi.json`)).body).toEqual({ openapi: "3.1.0" });
  live.version = "3.2.0";
  live.document = '{"openapi":"3.1.1"}';
  expect((await rest(`${url}/api/version`)).body).toEqual({ version: "3.2.0" });
  expect((await rest(`${url}/openapi.json`)).body).toEqual({ openapi: "3.1.1" });
});

test("routes answer by method and template; other paths and methods have error bodies", async () => {
  const routes = [
    { method: "GET", path: "/api/berths/{id}", answer: { status: 200, body: "a berth" } },
    {
      method: "POST",
      path: "/api/berths",
      answer: (asked: { body: string }) => ({ status: 201, body: asked.body }),
    },
  ];
  const url = await start({ live: liveApi({ routes }) });
  expect(await (await fetch(`${url}/api/berths/A1?x=1`)).text()).toBe("a berth");
  const posted = await fetch(`${url}/api/berths`, { method: "POST", body: "hello" });
  expect([posted.status, await posted.text()]).toEqual([201, "hello"]);
  expect(await rest(`${url}/api/berths/A1/more`)).toMatchObject({ status: 404, body: { code: "not_found" } });
  const wrong = await rest(`${url}/api/berths`);
  expect([wrong.status, wrong.headers.get("allow"), (wrong.body as { code: string }).code]).toEqual([
    405,
    "POST",
    "method_not_allowed",
  ]);
});

test("request ids are counted and the limit counts down to a 429 that says when to come back", async () => {
  let now = CLOCK;
  const live = liveApi({ rateLimit: { requests: 2, windowSeconds: 60 }, requestIdPrefix: "id" });
  const url = await start({ live, now: () => now });
  const seen = [];
  for (let i = 0; i < 4; i++) {
    if (i === 3) now += 60_000;
    const { status, headers } = await rest(`${url}/api/version`);
    seen.push([
      status,
      ...["x-request-id", "x-ratelimit-remaining", "retry-after"].map((name) => headers.get(name)),
    ]);
  }
  expect(seen).toEqual([
    [200, "id-00001", "1", null],
    [200, "id-00002", "0", null],
    [429, "id-00003", "0", "60"],
    [200, "id-00004", "1", null],
  ]);
});

test("what was asked is kept, in order", async () => {
  const url = await start({ live: liveApi() });
  await fetch(`${url}/api/version?a=b`, { headers: { Authorization: "Bearer t" } });
  await fetch(`${url}/nowhere`, { method: "PUT", body: "x" });
  expect(upstream?.requests.map(({ method, path, status, body }) => [method, path, status, body])).toEqual([
    ["GET", "/api/version?a=b", 200, ""],
    ["PUT", "/nowhere", 404, "x"],
  ]);
  expect(upstream?.requests[0]?.headers.authorization).toBe("Bearer t");
});

test("a store that fails is a 500 that tells nothing, and the server lives on", async () => {
  const versions: VersionStore = {
    list: () => Promise.reject(new Error("secret path")),
    read: async () => undefined,
  };
  const url = await start({ versions });
  const failed = await rest(`${url}/repos/owner/repo/tags`);
  expect(failed.status).toBe(500);
  expect(JSON.stringify(failed.body)).not.toContain("secret");
  expect((await fetch(`${url}/owner/repo/1/docs/openapi.json`)).status).toBe(404);
});

test("closing ends connections that are still open", async () => {
  const url = await start();
  const { Agent, request } = await import("undici");
  const agent = new Agent({ keepAliveTimeout: 60_000 });
  await (await request(`${url}/owner/repo/1.9.0/docs/openapi.json`, { dispatcher: agent })).body.text();
  await upstream?.close();
  await upstream?.close();
  await expect(request(url, { dispatcher: agent })).rejects.toThrow(/ECONNREFUSED|other side closed/);
  await agent.close();
});
