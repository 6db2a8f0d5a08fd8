import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Exchange } from "../../../src/model/exchange.ts";
import type { Finding } from "../../../src/model/finding.ts";
import type { Json } from "../../../src/model/json.ts";
import { readRecordings } from "../../../src/validate/index.ts";
import { ElementScanner } from "../../../src/validate/readers/elements.ts";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "specwitness-recordings-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function put(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  return name;
}

async function read(...paths: string[]): Promise<{ exchanges: Exchange[]; problems: Finding[] }> {
  const problems: Finding[] = [];
  const exchanges: Exchange[] = [];
  const options = { cwd: folder, onProblem: (finding: Finding) => problems.push(finding) };
  for await (const exchange of readRecordings(paths, options)) exchanges.push(exchange);
  return { exchanges, problems };
}

const line = (url: string, more: object = {}) =>
  JSON.stringify({
    at: "2026-11-20T04:30:00Z",
    request: { method: "GET", url, headers: { Accept: ["a", "b"] } },
    response: { status: 200, headers: { "content-type": "text/plain" }, body: { text: "x" } },
    ...more,
  });

const entry = (url: string, response: object = {}, request: object = {}) => ({
  startedDateTime: "2026-11-20T04:30:00Z",
  request: {
    method: "GET",
    url,
    headers: [
      { name: "Accept", value: "a" },
      { name: ":path", value: "/" },
    ],
    ...request,
  },
  response: {
    status: 200,
    headers: [
      { name: "X", value: "1" },
      { name: "x", value: "2" },
    ],
    content: {},
    ...response,
  },
});
const har = (entries: readonly unknown[], indent?: number) =>
  JSON.stringify({ log: { version: "1.2", creator: { name: "test" }, entries } }, null, indent);

describe("newline-delimited JSON", () => {
  it("is read line by line, headers in lower case", async () => {
    const { exchanges, problems } = await read(put("a.ndjson", `${line("/1")}\n\n${line("/2")}\n`));
    expect(problems).toEqual([]);
    expect(exchanges).toEqual([
      {
        recording: "a.ndjson",
        index: 0,
        at: "2026-11-20T04:30:00Z",
        request: { method: "GET", url: "/1", headers: { accept: ["a", "b"] } },
        response: { status: 200, headers: { "content-type": ["text/plain"] }, body: { text: "x" } },
      },
      expect.objectContaining({ index: 1, request: expect.objectContaining({ url: "/2" }) }),
    ]);
  });

  it("passes over what is broken, says where, and goes on", async () => {
    const lines = [
      line("/1"),
      "{oops",
      "[]",
      '{"request":{"method":"GET"}}',
      line("/2"),
      `${line("/3").slice(0, 50)}`,
    ];
    const { exchanges, problems } = await read(put("broken.ndjson", lines.join("\n")));
    expect(exchanges.map(({ request, index }) => [request.url, index])).toEqual([
      ["/1", 0],
      ["/2", 4],
    ]);
    expect(problems.map(({ message }) => message)).toEqual([
      expect.stringMatching(/^broken\.ndjson, line 2: it is not JSON .*; passed over$/),
      "broken.ndjson, line 3: it is not an object; passed over",
      "broken.ndjson, line 4: it has no request.url; passed over",
      "broken.ndjson, line 6: it ends in the middle of an exchange; passed over",
    ]);
    expect(problems[0]).toMatchObject({
      rule: "recording-unreadable",
      severity: "dangerous",
      count: 1,
      examples: [{ recording: "broken.ndjson", index: 1 }],
    });
  });

  it("never repeats the text it could not read", async () => {
    const { problems } = await read(put("secret.ndjson", `${line("/1")}\n{"authorization": s3cr3t}\n`));
    expect(problems).toHaveLength(1);
    expect(JSON.stringify(problems)).not.toContain("s3cr3t");
  });

  it("reads every body, whatever pieces the file comes in", async () => {
    const bodies = fc.array(fc.oneof(fc.string(), fc.json()), { minLength: 1, maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(bodies, async (texts) => {
        const lines = texts.map((text) => line("/x", { response: { status: 200, body: { text } } }));
        const { exchanges, problems } = await read(put("law.ndjson", `${lines.join("\n")}\n`));
        expect(problems).toEqual([]);
        expect(exchanges.map(({ response }) => response?.body)).toEqual(texts.map((text) => ({ text })));
      }),
      { seed: 20_260_820, numRuns: 50 },
    );
  });

  it("keeps its memory flat over a long file", async () => {
    const text = `${line("/x", { response: { status: 200, body: { text: "y".repeat(40_000) } } })}\n`;
    put("long.ndjson", text.repeat(1500));
    let count = 0;
    const before = process.memoryUsage().heapUsed;
    let least = Number.POSITIVE_INFINITY;
    for await (const exchange of readRecordings(["long.ndjson"], { cwd: folder })) {
      count += exchange.response === undefined ? 0 : 1;
      // The lowest point after most of the file was read: what is above it is only waiting to be collected.
      if (count > 1000 && count % 10 === 0) least = Math.min(least, process.memoryUsage().heapUsed);
    }
    expect(count).toBe(1500);
    // By then, 40 MB of text have gone by.
    expect(least - before).toBeLessThan(25 * 1024 * 1024);
  });
});

describe("HTTP archives", () => {
  it.each([undefined, 2])("are read (indent %s)", async (indent) => {
    const entries = [
      entry("/1", { content: { text: "aGk=", encoding: "base64" } }),
      entry("/2", { content: { text: "hi" } }, { method: "POST", postData: { mimeType: "a/b", text: "x" } }),
      entry("/3", { content: { size: 10 } }),
      entry("/4", { status: 0 }),
      entry(
        "/5",
        { content: { size: 0 } },
        {
          postData: { mimeType: "application/x-www-form-urlencoded", params: [{ name: "a b", value: "&" }] },
        },
      ),
    ];
    const { exchanges, problems } = await read(put(`a${indent ?? ""}.har`, har(entries, indent)));
    expect(problems).toEqual([]);
    expect(exchanges.map(({ response }) => response?.body)).toEqual([
      { base64: "aGk=" },
      { text: "hi" },
      { omitted: "the archive holds no text for it" },
      undefined,
      undefined,
    ]);
    expect(exchanges[1]?.request.body).toEqual({ text: "x" });
    expect(exchanges[3]?.response).toBeUndefined();
    expect(exchanges[4]?.request.body).toEqual({ text: "a%20b=%26" });
    expect(exchanges[0]?.response?.headers).toEqual({ x: ["1", "2"] });
    expect(exchanges[0]?.request.headers).toEqual({ accept: ["a"] });
  });

  it("pass over entries that are none", async () => {
    const { exchanges, problems } = await read(
      put("bad.har", har([entry("/1"), null, { request: {} }, entry("/2")])),
    );
    expect(exchanges.map(({ index }) => index)).toEqual([0, 3]);
    expect(problems.map(({ message }) => message)).toEqual([
      "bad.har, entry 1: it is not an object; passed over",
      "bad.har, entry 2: it has no request with method and url; passed over",
    ]);
  });
});

describe("archives with something broken in them", () => {
  it("are read up to where they were cut off", async () => {
    const whole = har([entry("/1"), entry("/2"), entry("/3")], 2);
    const { exchanges, problems } = await read(put("torn.har", whole.slice(0, whole.indexOf('"/3"') + 9)));
    expect(exchanges.map(({ request }) => request.url)).toEqual(["/1", "/2"]);
    expect(problems.map(({ message }) => message)).toEqual([
      "torn.har, behind entry 1: the file ends before the list of exchanges does; passed over",
    ]);
  });

  it("are read behind an entry that is no JSON, or no UTF-8", async () => {
    const whole = har(["/1", "/2", "/3", "/4"].map((url) => entry(url)));
    const broken = whole.replace('"url":"/2"', '"url":oops').replace('"/3"', '"/\u00ff"');
    const { exchanges, problems } = await read(put("broken.har", Buffer.from(broken, "latin1")));
    expect(exchanges.map(({ request, index }) => [request.url, index])).toEqual([
      ["/1", 0],
      ["/4", 3],
    ]);
    expect(problems.map(({ message }) => message)).toEqual([
      expect.stringMatching(/^broken\.har, entry 1: it is not JSON \(.*\); passed over$/),
      "broken.har, entry 2: it is not UTF-8; passed over",
    ]);
  });

  it("find their entries behind anything else, whatever pieces the file comes in", () => {
    const odd = { a: [["]", { entries: [1] }], '"', "\\"], log: { entries: "no" } };
    const whole = Buffer.from(
      JSON.stringify({ other: odd, log: { pages: [odd], entries: [odd, [], "}]", 1.5, [{}, "é"]], x: odd } }),
    );
    const expected = [odd, [], "}]", 1.5, [{}, "é"]];
    for (let size = 1; size <= whole.length; size++) {
      const scanner = new ElementScanner(["log/entries", "run/executions"], 1000);
      const found: unknown[] = [];
      for (let at = 0; at < whole.length && !scanner.done; at += size) {
        for (const { path, bytes } of scanner.push(whole.subarray(at, at + size))) {
          expect(path).toBe("log/entries");
          found.push(JSON.parse(String(bytes)));
        }
      }
      expect(found, `pieces of ${size}`).toEqual(expected);
      expect(scanner.end()).toEqual({ end: "complete" });
    }
  });

  it("keep their memory flat, and pass over an element that is too long", () => {
    const scanner = new ElementScanner([""], 10);
    const text = Buffer.from('[1,"a very long element",{"b":2}]');
    const found = [...scanner.push(text)].map(({ bytes }) => bytes?.toString());
    expect(found).toEqual(["1", undefined, '{"b":2}']);
  });
});

describe("files", () => {
  it("are told apart by content, gzipped or not, whatever their names", async () => {
    put("one/a.har", gzipSync(har([entry("/har")])));
    put("one/deep/b.ndjson", gzipSync(`${line("/nd")}\n`));
    put("one/c.ndjson", har([entry("/har-in-disguise")], 2));
    put("one/readme.txt", "not read");
    put("one/settings.json", '{"request": "none of ours"}');
    put("one/z.json", JSON.stringify([{ scope: "https://a", path: "/nock", method: "GET" }]));
    const { exchanges } = await read("one");
    expect(exchanges.map(({ recording, request }) => [recording, request.url])).toEqual([
      ["one/a.har", "/har"],
      ["one/c.ndjson", "/har-in-disguise"],
      ["one/deep/b.ndjson", "/nd"],
      ["one/z.json", "https://a/nock"],
    ]);
  });

  it("are found by globs, and read once", async () => {
    put("two/a.ndjson", line("/a"));
    put("two/b.ndjson", line("/b"));
    const { exchanges } = await read("two/b.ndjson", "two/*.ndjson");
    expect(exchanges.map(({ request }) => request.url)).toEqual(["/b", "/a"]);
  });

  it("may be empty, and may be cut off while compressed", async () => {
    expect(await read(put("empty.ndjson", ""))).toEqual({ exchanges: [], problems: [] });
    const whole = gzipSync(Array.from({ length: 5000 }, (_, i) => line(`/${i}/${Math.sin(i)}`)).join("\n"));
    const { exchanges, problems } = await read(put("cut.ndjson.gz", whole.subarray(0, whole.length / 2)));
    expect(exchanges.length).toBeGreaterThan(100);
    expect(problems.at(-1)?.message).toBe(
      "cut.ndjson.gz, the end: its compressed data is cut off; passed over",
    );
  });

  it.each([
    ["missing.har", undefined, /cannot read the recording missing\.har: there is no such file/],
    ["none/*.har", undefined, /cannot read recordings from none\/\*\.har: no file matches it/],
    ["page.har", "<html>", /cannot read the recording page\.har: it is no JSON \(it begins "<html>"\)/],
    ["other.json", '{\n "openapi": "3.1.0"\n}', /it is JSON, but holds no list of exchanges/],
    [
      "torn.har",
      har([entry("/1")], 2).slice(0, 50),
      /torn\.har: it is not JSON \(.*\), and no recording of a known kind/,
    ],
  ])("that are no recording end in one clear line: %s", async (name, content, message) => {
    if (content !== undefined) put(name, content);
    await expect(read(name)).rejects.toThrow(message);
    await expect(read(name)).rejects.toMatchObject({ exitCode: 3 });
  });

  it("may hold one exchange that somebody has formatted", async () => {
    const { exchanges } = await read(
      put("pretty.json", JSON.stringify(JSON.parse(line("/p")) as Json, null, 2)),
    );
    expect(exchanges.map(({ request }) => request.url)).toEqual(["/p"]);
  });
});
