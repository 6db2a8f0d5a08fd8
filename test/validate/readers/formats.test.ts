import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import type { Exchange } from "../../../src/model/exchange.ts";
import type { Finding } from "../../../src/model/finding.ts";
import { readRecordings } from "../../../src/validate/index.ts";
import { folderWith } from "../../support/folder.ts";

async function read(cwd: string, name = "recording.json"): Promise<[Exchange[], string[]]> {
  const problems: string[] = [];
  const exchanges: Exchange[] = [];
  const onProblem = ({ message }: Finding) => problems.push(message);
  for await (const exchange of readRecordings([name], { cwd, onProblem })) exchanges.push(exchange);
  return [exchanges, problems];
}

const readJson = (value: unknown, indent?: number) =>
  read(folderWith({ "recording.json": JSON.stringify(value, null, indent) }));

const textOf = (exchange: Exchange | undefined): string => {
  const body = exchange?.response?.body;
  if (body === undefined) return "";
  if ("base64" in body) return Buffer.from(body.base64, "base64").toString();
  return "text" in body ? body.text : JSON.stringify(body);
};

describe.each([undefined, 2])("recordings of other tools (indent %s)", (indent) => {
  it("are read from Postman collections with saved responses, folders and variables", async () => {
    const saved = {
      name: "found",
      originalRequest: {
        method: "POST",
        header: [
          { key: "Accept", value: "{{type}}" },
          { key: "X-Off", value: "1", disabled: true },
        ],
        url: { raw: "{{base}}/pets/:id?q={{type}}", variable: [{ key: "id", value: "7" }] },
        body: { mode: "raw", raw: '{"a":1}' },
      },
      status: "OK",
      code: 200,
      _postman_previewlanguage: "json",
      header: [{ key: "Content-Type", value: "application/json" }],
      body: "[]",
    };
    const plain = { request: "https://api.example/x", response: [{ code: 204 }, { name: "no code" }] };
    const collection = {
      info: {
        name: "Pets",
        schema: "https://schema.getpostman.com/json/collection/v2.1.0/collection.json",
      },
      item: [{ name: "folder", item: [{ name: "search", request: {}, response: [saved] }] }, plain],
      variable: [
        { key: "base", value: "https://api.example/v1" },
        { key: "type", value: "application/json" },
      ],
    };
    for (const value of [collection, { collection }]) {
      const [exchanges, problems] = await readJson(value, indent);
      expect(exchanges).toEqual([
        {
          recording: "recording.json",
          index: 0,
          request: {
            method: "POST",
            url: "https://api.example/v1/pets/7?q=application/json",
            headers: { accept: ["application/json"] },
            body: { text: '{"a":1}' },
          },
          response: { status: 200, headers: { "content-type": ["application/json"] }, body: { text: "[]" } },
        },
        {
          recording: "recording.json",
          index: 1,
          request: { method: "GET", url: "https://api.example/x", headers: {} },
          response: { status: 204, headers: {} },
        },
      ]);
      expect(problems).toEqual(['recording.json, a response saved under "": it has no code; passed over']);
    }
  });

  it("are read from newman's report", async () => {
    const request = {
      url: {
        protocol: "https",
        host: ["api", "example"],
        port: "8443",
        path: ["pets", ""],
        query: [
          { key: "a", value: "1" },
          { key: "b", value: null },
        ],
        variable: [],
      },
      header: [{ key: "Accept", value: "*/*", system: true }],
      method: "PUT",
      body: { mode: "urlencoded", urlencoded: [{ key: "x", value: "a b" }] },
    };
    const response = {
      status: "OK",
      code: 200,
      header: [{ key: "Content-Type", value: "application/json" }],
      stream: { type: "Buffer", data: [...Buffer.from('{"é":1}')] },
    };
    const report = {
      collection: { info: { name: "Pets" }, item: [{ name: "a", response: [{ code: 500 }] }] },
      run: {
        stats: { requests: { total: 3 } },
        executions: [
          { item: { name: "a" }, request, response },
          { request },
          { request, response: {} },
          { id: 1 },
        ],
      },
    };
    const [exchanges, problems] = await readJson(report, indent);
    expect(exchanges.map(({ request: { method, url } }) => `${method} ${url}`)).toEqual(
      Array(2).fill("PUT https://api.example:8443/pets/?a=1&b"),
    );
    expect(exchanges[0]?.request.body).toEqual({ text: "x=a+b" });
    expect([textOf(exchanges[0]), exchanges[1]?.response]).toEqual(['{"é":1}', undefined]);
    expect(problems).toEqual([
      "recording.json, execution 2: its response has no code; passed over",
      "recording.json, execution 3: it has no request; passed over",
    ]);
  });

  it("are read from Polly, compressed as they came", async () => {
    const zipped = gzipSync('{"id":1}').toString("base64");
    const content = { mimeType: "application/json", encoding: "base64" };
    const headers = [{ name: "content-encoding", value: "gzip" }];
    const request = { method: "GET", url: "https://api.example/pets", headers: [] };
    const entries = [
      {
        _id: "1",
        request,
        response: { status: 200, headers, content: { ...content, text: JSON.stringify([zipped]) } },
      },
      { _id: "2", request, response: { status: 200, headers, content: { ...content, text: zipped } } },
      {
        _id: "3",
        request,
        response: { status: 200, headers, content: { ...content, text: btoa('{"id":1}') } },
      },
    ];
    const [exchanges] = await readJson(
      { log: { _recordingName: "pets", creator: { name: "Polly.JS", version: "6.0.6" }, entries } },
      indent,
    );
    expect(exchanges.map(textOf)).toEqual(Array(3).fill('{"id":1}'));
  });

  it("are read from nock's recorder", async () => {
    const definition = { scope: "https://api.example:443", method: "GET", path: "/pets?x=1", body: "" };
    const definitions = [
      {
        ...definition,
        status: 200,
        response: { id: 1 },
        rawHeaders: ["Content-Type", "application/json", "X-A", "1", "X-A", "2"],
      },
      {
        ...definition,
        method: "post",
        body: { a: 1 },
        reqheaders: { Accept: "*/*" },
        status: 201,
        response: "plain",
        rawHeaders: {},
      },
      {
        ...definition,
        status: 200,
        response: [brotliCompressSync('"zipped"').toString("hex")],
        rawHeaders: ["Content-Encoding", "br"],
      },
      { ...definition, status: 200, response: "00ff", responseIsBinary: true },
      { scope: "https://api.example" },
    ];
    const [exchanges, problems] = await readJson(definitions, indent);
    expect(exchanges[0]).toMatchObject({
      request: { method: "GET", url: "https://api.example:443/pets?x=1" },
      response: {
        status: 200,
        headers: { "content-type": ["application/json"], "x-a": ["1", "2"] },
        body: { json: { id: 1 } },
      },
    });
    expect(exchanges[1]).toMatchObject({
      request: { method: "POST", headers: { accept: ["*/*"] }, body: { json: { a: 1 } } },
      response: { status: 201, body: { text: "plain" } },
    });
    expect(textOf(exchanges[2])).toBe('"zipped"');
    expect(exchanges[3]?.response?.body).toEqual({ base64: "AP8=" });
    expect(problems).toEqual(["recording.json, element 4: it has no path; passed over"]);
  });
});

it("reads what undici's SnapshotAgent writes of real traffic", async () => {
  let calls = 0;
  const server = createServer((_, response) => {
    response.setHeader("content-type", "application/json").setHeader("content-encoding", "gzip");
    response.end(gzipSync(JSON.stringify({ call: ++calls })));
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/pets`;
  const cwd = folderWith({});
  const { SnapshotAgent } = await import("undici");
  const agent = new SnapshotAgent({ mode: "record", snapshotPath: join(cwd, "recording.json") });
  try {
    for (const _ of [1, 2]) {
      const { body } = await agent.request({ origin: new URL(url).origin, path: "/pets", method: "GET" });
      await body.dump();
    }
    await agent.saveSnapshots();
  } finally {
    await agent.close();
    server.close();
  }
  const [exchanges, problems] = await read(cwd);
  expect(problems).toEqual([]);
  expect(exchanges.map((each) => [each.index, each.request.method, each.request.url, textOf(each)])).toEqual([
    [0, "GET", url, '{"call":1}'],
    [1, "GET", url, '{"call":2}'],
  ]);
});
