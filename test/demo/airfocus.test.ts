import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { airfocus } from "../../src/services/airfocus.ts";
import { type Airfocus, airfocusClone, startAirfocus } from "../support/airfocus.ts";

describe.skipIf(airfocusClone() === undefined)("airfocus on loopback", () => {
  let server: Airfocus;
  beforeAll(async () => {
    server = (await startAirfocus({
      running: "1.0.0-beta.47.145.0",
      live: "1.0.0-beta.47.144.0",
    })) as Airfocus;
  });
  afterAll(() => server?.close());

  test("has the 317 tags on four pages", async () => {
    const pages = [1, 2, 3, 4].map(async (page) => {
      const url = `${server.url}/repos/airfocusio/airfocus-api/tags?per_page=100&page=${page}`;
      return ((await (await fetch(url)).json()) as unknown[]).length;
    });
    expect(await Promise.all(pages)).toEqual([100, 100, 100, 17]);
  });

  test("serves a tag, and the live document is that tag with other servers", async () => {
    const base = server.service.documents.github?.raw;
    const raw = await fetch(
      `${base}/airfocusio/airfocus-api/refs/tags/1.0.0-beta.47.144.0/docs/openapi.json`,
    );
    const tagged = (await raw.json()) as { info: { version: string } };
    expect(tagged.info.version).toBe("1.0.0-beta.47.144.0");
    const live = await (await fetch(server.service.documents.live ?? "")).json();
    expect(live).toEqual({ ...tagged, servers: [{ url: server.url }] });
    expect(live).not.toEqual(tagged);
  });

  test("runs the version it is told to", async () => {
    const response = await fetch(server.service.versionEndpoint?.url ?? "");
    expect(await response.json()).toEqual({ version: "1.0.0-beta.47.145.0" });
    expect(response.headers.get("x-ratelimit-limit")).toBe("600");
  });

  test("is the shipped definition with other addresses and nothing else", () => {
    const { documents, versionEndpoint, ...rest } = server.service;
    const { documents: shippedDocuments, versionEndpoint: shippedEndpoint, ...others } = airfocus;
    // One region is played.
    const { regions: _, ...shippedRest } = others;
    expect(rest).toEqual(shippedRest);
    expect(documents.tagged).toBe(shippedDocuments.tagged);
    expect(versionEndpoint?.pointer).toBe(shippedEndpoint?.pointer);
    expect(JSON.stringify(server.override)).not.toMatch(/https:/);
  });
});
