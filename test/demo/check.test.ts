import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { check } from "../../src/check/index.ts";
import { type Harbour, startHarbour } from "../../src/demo/harbour.ts";
import { createFetcher } from "../../src/fetch/index.ts";
import type { CheckReport } from "../../src/model/report.ts";
import type { ServiceDefinition } from "../../src/model/service.ts";
import { airfocusClone, startAirfocus } from "../support/airfocus.ts";

let cacheDir = "";
beforeAll(async () => {
  cacheDir = await mkdtemp(join(tmpdir(), "specwitness-check-"));
});
afterAll(() => rm(cacheDir, { recursive: true, force: true }));

async function nightly(service: ServiceDefinition, recordings: readonly string[]): Promise<CheckReport> {
  const fetcher = createFetcher({ service, cacheDir, env: {} });
  try {
    return await check({ fetcher, service, recordings, today: "2026-11-20" });
  } finally {
    await fetcher.close();
  }
}

const told = (report: CheckReport) =>
  report.steps.flatMap(({ name, findings }) =>
    findings.map(({ rule, count }) => `${name}: ${count} × ${rule}`),
  );

describe("the nightly job on the harbour", () => {
  let harbour: Harbour;
  beforeAll(async () => {
    harbour = await startHarbour();
  });
  afterAll(() => harbour.close());

  test("finds the two faults that are there, and no third", async () => {
    const report = await nightly(harbour.service, harbour.recordings);
    expect(told(report)).toEqual([
      "versions: 1 × version-untagged",
      "traffic: 1 × discriminator-unknown-value",
    ]);
    expect(report.steps.map(({ name, status }) => `${name} ${status}`)).toEqual([
      "versions pass",
      "document pass",
      "changes pass",
      "traffic fail",
    ]);
    expect(report.versions).toEqual({
      running: "1.3.0",
      live: "1.3.0",
      published: "1.3.0",
      tag: "1.2.0",
      latest: "1.2.0",
    });
    const traffic = report.steps.find(({ name }) => name === "traffic");
    expect(traffic?.traffic).toMatchObject({ exchanges: 40, conforming: 39, violating: 1, unmatched: 0 });
    expect(traffic?.coverage?.operations).toEqual({ seen: 11, total: 11 });
    expect(traffic?.coverage?.variants).toEqual({ seen: 8, total: 8 });
    expect(traffic?.findings[0]).toMatchObject({
      operation: "GET /visits/{visitId}/events",
      instance: "/2/type",
      actual: "inspected",
      requestId: "hb-1120-023",
      examples: [{ index: 22 }],
    });
  });
});

describe.skipIf(airfocusClone() === undefined)("the nightly job on airfocus", () => {
  test("is silent where the running version is tagged and serves its document", async () => {
    const server = await startAirfocus();
    if (server === undefined) return;
    const report = await nightly(server.service, []).finally(() => server.close());
    expect(told(report)).toEqual([]);
    expect(report.steps.map(({ name, status }) => `${name} ${status}`)).toEqual([
      "versions pass",
      "document pass",
      "changes pass",
      "traffic skip",
    ]);
  });

  const [tagged, between] = ["1.0.0-beta.47.144.0", "1.0.0-beta.47.145.0"];

  test("says that the server serves the document of another version", async () => {
    const server = await startAirfocus({ running: between, live: tagged });
    if (server === undefined) return;
    const report = await nightly(server.service, []).finally(() => server.close());
    expect(told(report)).toEqual(["versions: 1 × version-running-differs"]);
  });

  test("says that the running version has no tag, and compares with the nearest lower one", async () => {
    const server = await startAirfocus({ running: between, live: tagged });
    if (server === undefined) return;
    server.api.document = String(server.api.document).replace(tagged, between);
    const report = await nightly(server.service, []).finally(() => server.close());
    expect(told(report)).toEqual(["versions: 1 × version-untagged"]);
    expect(report.versions).toMatchObject({ running: between, live: between, tag: tagged });
    expect(report.steps.find(({ name }) => name === "changes")?.changes).toEqual([]);
  });
});
