import { expect, test } from "vitest";
import { compat } from "../../src/compat/index.ts";
import { loadDocument } from "../../src/model/document.ts";
import type { Exchange } from "../../src/model/exchange.ts";
import { makeSource } from "../../src/model/source.ts";

function api(version: string, colors: readonly string[], more: object = {}) {
  const lamp = { type: "object", required: ["color"], properties: { color: { enum: colors } } };
  const body = { content: { "application/json": { schema: { $ref: "#/components/schemas/Lamp" } } } };
  const text = JSON.stringify({
    openapi: "3.1.0",
    info: { title: "Lighthouse", version },
    paths: {
      "/lamps": { post: { requestBody: body, responses: { 201: { description: "Lit" } } } },
      "/horns": { get: { responses: { 200: { description: "All horns" } } } },
      ...more,
    },
    components: { schemas: { Lamp: lamp } },
  });
  return loadDocument(makeSource({ ref: version, origin: version, bytes: text }));
}

function post(index: number, color: string, at: string): Exchange {
  return {
    recording: "client.ndjson",
    index,
    at,
    request: {
      method: "POST",
      url: "https://api.example/lamps",
      headers: { "content-type": ["application/json"] },
      body: { json: { color } },
    },
    response: { status: 201, headers: {} },
  };
}

async function* each(exchanges: readonly Exchange[]) {
  yield* exchanges;
}

const base = api("1.0.0", ["white", "green", "red"]);
const revision = api("2.0.0", ["white", "red"], { "/horns": {} });
const usage = [
  post(0, "white", "2026-11-18T00:00:00Z"),
  post(1, "green", "2026-11-19T00:00:00Z"),
  post(2, "green", "2026-11-17T00:00:00Z"),
  post(3, "blue", "2026-11-16T00:00:00Z"),
];

test("names the change that concerns the client, how often, and the very requests that will be refused", async () => {
  const report = await compat(base, revision, () => each(usage), { today: "2026-11-20" });
  expect(report.usage).toEqual({ exchanges: 4, operations: { seen: 1, total: 2 } });
  expect(report.changes).toMatchObject([
    {
      rule: "enum-value-removed",
      usage: { exchanges: 4, lastSeen: "2026-11-19T00:00:00Z", operations: ["POST /lamps"], touching: 2 },
    },
  ]);
  // Blue was never accepted, so its refusal is no news; the horns are not used.
  expect(report.findings).toMatchObject([
    { operation: "POST /lamps", count: 2, examples: [{ index: 1 }, { index: 2 }] },
  ]);
  expect(report.unaffected).toBe(1);
});

test("says nothing where nothing changes, whatever the traffic", async () => {
  const report = await compat(base, base, () => each(usage), { today: "2026-11-20" });
  expect([report.changes, report.findings, report.unaffected]).toEqual([[], [], 0]);
});

test("an operation that is gone concerns those who call it", async () => {
  const horn: Exchange = {
    recording: "client.ndjson",
    index: 0,
    request: { method: "GET", url: "https://api.example/horns", headers: {} },
    response: { status: 200, headers: {} },
  };
  const report = await compat(base, revision, () => each([horn]), { today: "2026-11-20" });
  expect(report.changes.map(({ rule }) => rule)).toEqual(["operation-removed"]);
  expect(report.findings).toHaveLength(1);
  expect(report.unaffected).toBe(1);
});
