import { expect, test } from "vitest";
import { check } from "../../src/check/index.ts";
import { createFetcher } from "../../src/fetch/index.ts";
import type { ServiceDefinition } from "../../src/model/service.ts";
import { airfocus } from "../../src/services/airfocus.ts";
import { serve } from "../fetch/support/server.ts";
import { folderWith } from "../support/folder.ts";

function api(version: string, server: string, paths: object = {}): string {
  const servers = [{ url: server }];
  return JSON.stringify({ openapi: "3.1.0", info: { title: "Lighthouse", version }, servers, paths });
}

/** A region of the service: what it runs, and what its document says. */
function region(version: string, served = version, paths: object = {}) {
  return serve((request, response) => {
    if (request.url === "/version") response.end(JSON.stringify({ version }));
    else response.end(api(served, `http://${request.headers.host}`, paths));
  });
}

type Server = Awaited<ReturnType<typeof region>>;

async function nightly(eu: Server, us: { readonly url: string }) {
  const service: ServiceDefinition = {
    name: "lighthouse",
    title: "Lighthouse",
    documents: { live: `${eu.url}/live.json` },
    versionEndpoint: { url: `${eu.url}/version` },
    regions: [{ name: "us", live: `${us.url}/live.json`, versionEndpoint: `${us.url}/version` }],
    authentication: { type: "bearer", tokenEnv: "TOKEN" },
  };
  const cwd = folderWith({});
  const env = { TOKEN: "s3cr3t-t0ken-value" };
  const fetcher = createFetcher({
    service,
    env,
    cwd,
    cacheDir: "cache",
    network: { sleep: async () => undefined },
  });
  const report = await check({ fetcher, service, cwd, today: "2026-11-20" });
  await fetcher.close();
  const found = report.steps.flatMap(({ findings }) =>
    findings.map(({ rule, message }) => `${rule}: ${message}`),
  );
  return { report, found };
}

test("regions that agree are named together, and no login goes to them", async () => {
  const [eu, us] = [await region("1.1.0"), await region("1.1.0")];
  const { report, found } = await nightly(eu, us);
  expect(found).toEqual([]);
  expect(report.steps[0]?.message).toBe("running = live = us: 1.1.0");
  expect(eu.seen.every(({ headers }) => headers.authorization !== undefined)).toBe(true);
  expect(us.seen).toHaveLength(2);
  expect(us.seen.some(({ headers }) => headers.authorization !== undefined)).toBe(false);
});

test("a region that runs another version is a finding", async () => {
  const { found, report } = await nightly(await region("1.1.0"), await region("1.0.9"));
  expect(found).toEqual(["version-regions-differ: the region us runs 1.0.9, the service itself 1.1.0"]);
  expect(report.steps[0]?.message).toBe("running 1.1.0, live 1.1.0, us 1.0.9");
});

test("a region that serves the document of another version is one", async () => {
  const { found } = await nightly(await region("1.1.0"), await region("1.1.0", "1.0.9"));
  expect(found).toEqual([
    "version-regions-differ: the region us serves the document of 1.0.9, the service itself 1.1.0",
  ]);
});

test("a region whose document says something else under the same version is one", async () => {
  const paths = { "/lamps": { get: { responses: { 200: { description: "All lamps" } } } } };
  const { found } = await nightly(await region("1.1.0"), await region("1.1.0", "1.1.0", paths));
  expect(found).toEqual([
    "document-content-differs: the live document and the live document of the region us differ in content, though both are of 1.1.0",
  ]);
});

test("a region that is down is told, and what was found stays", async () => {
  const down = await serve((_, response) => response.writeHead(503).end());
  const { report } = await nightly(await region("1.1.0"), down);
  expect(report.steps[0]).toMatchObject({ status: "error" });
  expect(report.steps[0]?.message).toContain("it answers with status 503");
  expect(report.steps[1]).toMatchObject({ name: "document", status: "pass" });
});

test("airfocus has two", () => {
  const hosts = (airfocus.regions ?? []).map(({ live = "" }) => new URL(live).origin);
  expect([new URL(airfocus.documents.live ?? "").origin, ...hosts]).toEqual(airfocus.servers);
});
