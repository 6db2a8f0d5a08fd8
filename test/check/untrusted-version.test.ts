import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { check } from "../../src/check/index.ts";
import { createFetcher } from "../../src/fetch/index.ts";
import type { ServiceDefinition } from "../../src/model/service.ts";
import { serve } from "../fetch/support/server.ts";
import { folderWith } from "../support/folder.ts";

function documentOf(version: string): string {
  return JSON.stringify({ openapi: "3.1.0", info: { title: "Lighthouse", version }, paths: {} });
}

test.each([
  "/etc/hostname",
  "secret.json",
  "./secret.json",
  "../secret.json",
  "-",
  "live",
  "git:.#HEAD:secret.json",
])("a server that calls its version %s makes nobody read that", async (version) => {
  const folder = folderWith({ "specs/1.0.0.json": documentOf("1.0.0") });
  writeFileSync(join(folder, "secret.json"), documentOf("7.7.7"));
  await expectNothingRead(version, folder);
});

test("a server that calls its version a URL makes nobody ask there", async () => {
  const inner = await serve((_, response) => response.end(documentOf("7.7.7")));
  const folder = folderWith({ "specs/1.0.0.json": documentOf("1.0.0") });
  await expectNothingRead(`${inner.url}/secret.json`, folder);
  expect(inner.seen).toEqual([]);
});

async function expectNothingRead(version: string, folder: string): Promise<void> {
  const server = await serve((request, response) =>
    response.end(request.url === "/version" ? '"1.0.0"' : documentOf(version)),
  );
  const service: ServiceDefinition = {
    name: "lighthouse",
    title: "Lighthouse",
    documents: { tagged: "specs/{version}.json", live: `${server.url}/live.json` },
    versionEndpoint: { url: `${server.url}/version` },
  };
  const asked: string[] = [];
  const fetcher = createFetcher({
    service,
    cwd: folder,
    cacheDir: join(folder, "cache"),
    env: { PATH: process.env.PATH },
    stdin: async () => {
      asked.push("standard input");
      return Buffer.from(documentOf("7.7.7"));
    },
  });
  const report = await check({ fetcher, service, cwd: folder, today: "2026-11-20" });
  await fetcher.close();
  expect(asked).toEqual([]);
  expect(report.versions).not.toHaveProperty("tag", version);
  expect(JSON.stringify(report)).not.toContain("7.7.7");
  const rules = report.steps.flatMap(({ findings }) => findings.map(({ rule }) => rule));
  expect(rules).toContain("version-running-differs");
}
