import { readdir, readFile } from "node:fs/promises";
import { Ajv2020 } from "ajv/dist/2020.js";
import formats from "ajv-formats";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Harbour, startHarbour } from "../../src/demo/harbour.ts";
import { loadDocument } from "../../src/model/document.ts";
import type { Exchange } from "../../src/model/exchange.ts";
import { isObject, type Json, type JsonObject } from "../../src/model/json.ts";
import { join as pointerTo, resolve } from "../../src/model/pointer.ts";
import { makeSource } from "../../src/model/source.ts";
import { jsonOf, judge } from "./judge.ts";

const folder = new URL("../../demo/harbour/", import.meta.url);
const text = (name: string) => readFile(new URL(name, folder), "utf8");
const documentOf = async (name: string) => JSON.parse(await text(name)) as JsonObject;
const VERSIONS = ["versions/1.0.0.json", "versions/1.1.0.json", "versions/1.1.1.json", "versions/1.2.0.json"];
const DOCUMENTS = [...VERSIONS, "live.json"];
const UNKNOWN_EVENT = 22;

async function exchanges(name: string): Promise<Exchange[]> {
  const lines = (await text(`recordings/${name}.ndjson`)).trimEnd().split("\n");
  return lines.map((line, index) => ({
    recording: name,
    index,
    ...(JSON.parse(line) as Omit<Exchange, "recording" | "index">),
  }));
}

describe("the documents", () => {
  test.each(DOCUMENTS)("%s is a document that loads, and its examples fit", async (name) => {
    const root = await documentOf(name);
    const document = loadDocument(makeSource({ ref: name, origin: name, bytes: await text(name) }));
    expect(document.operations.length).toBe(name.includes("1.0.0") ? 10 : 11);
    expect(document.version).toBe(
      name === "live.json" ? "1.3.0" : name.slice("versions/".length, -".json".length),
    );
    const ajv = new Ajv2020({ strict: false });
    formats.default(ajv);
    ajv.addSchema(root, "document:");
    let examples = 0;
    const visit = (value: Json, pointer: string) => {
      if (Array.isArray(value)) for (const [i, item] of value.entries()) visit(item, `${pointer}/${i}`);
      if (!isObject(value)) return;
      const own = Array.isArray(value.examples) ? value.examples : [];
      const shown = value.schema !== undefined && value.example !== undefined ? [value.example] : [];
      const schema = shown.length > 0 ? `${pointer}/schema` : pointer;
      for (const example of [...own, ...shown]) {
        examples += 1;
        const fits = ajv.validate({ $ref: `document:#${encodeURI(schema)}` }, example);
        expect(fits, `${pointer}: ${ajv.errorsText()}`).toBe(true);
      }
      for (const [key, member] of Object.entries(value)) {
        if (key !== "examples" && key !== "example") visit(member, pointerTo(pointer as "", key));
      }
    };
    visit(root, "");
    expect(examples).toBeGreaterThan(10);
  });

  test("the third differs from the second in its number alone", async () => {
    const [second = "", third = ""] = await Promise.all([
      text("versions/1.1.0.json"),
      text("versions/1.1.1.json"),
    ]);
    expect(third).toBe(second.replace('"version": "1.1.0"', '"version": "1.1.1"'));
    expect(third).not.toBe(second);
  });

  test("every tagged version has a date, and no other has one", async () => {
    const dates = JSON.parse(await text("dates.json")) as Record<string, string>;
    const files = (await readdir(new URL("versions/", folder))).map((name) => name.replace(/\.json$/, ""));
    expect(Object.keys(dates).sort()).toEqual(files.sort());
  });
});

describe("the recordings", () => {
  test.each(["live.json", "versions/1.2.0.json"])(
    "a night fits %s but for one event of an unknown type",
    async (name) => {
      const document = await documentOf(name);
      const judgement = judge(document);
      const night = await exchanges("nightly");
      expect(night).toHaveLength(40);
      const faulty = night.filter((exchange) => judgement(exchange).length > 0);
      expect(faulty.map((exchange) => exchange.index)).toEqual([UNKNOWN_EVENT]);
      expect(judgement(faulty[0] as Exchange)).toContain("/2 must match exactly one schema in oneOf");
      const events = jsonOf(faulty[0]?.response) as JsonObject[];
      const known = resolve(document, "/components/schemas/VisitEvent/discriminator/mapping") as JsonObject;
      expect(events.map((event) => Object.hasOwn(known, String(event.type)))).toEqual([true, true, false]);
    },
  );

  test("the judge of these tests notices a fault in each place", async () => {
    const [judgement, night] = [judge(await documentOf("live.json")), await exchanges("nightly")];
    const spoiled = (index: number, from: string | RegExp, to: string) =>
      judgement(JSON.parse(JSON.stringify(night[index]).replace(from, to)) as Exchange);
    expect(spoiled(3, "/berths/A01", "/berths/A1")).toEqual(['berthId must match pattern "^[A-Z][0-9]{2}$"']);
    expect(spoiled(11, "limit=2", "limit=200")).toEqual(["limit must be <= 100"]);
    expect(spoiled(13, "announced,confirmed", "announced,lost")[0]).toMatch(/^state must be equal to one of/);
    expect(spoiled(37, "?date=2026-11-20", "")).toEqual(["date is missing"]);
    expect(spoiled(29, '"agent":"desk@fjordagents.example",', "")).toEqual([
      "request  must have required property 'agent'",
    ]);
    expect(spoiled(6, '"code":"not_found",', "")).toEqual([" must have required property 'code'"]);
  });

  test("a night keeps what the service promises beyond its document", async () => {
    const night = await exchanges("nightly");
    const ids = night.map(({ response }) => response?.headers["x-request-id"]?.[0]);
    expect(new Set(ids).size).toBe(40);
    night.forEach(({ at = "", request, response }, i) => {
      const header = (name: string) => Number(response?.headers[`x-ratelimit-${name}`]?.[0]);
      expect([header("limit"), header("remaining")]).toEqual([120, 119 - i]);
      expect(header("reset") * 1000).toBeGreaterThan(Date.parse(at));
      expect(request.headers.authorization ?? ["[redacted]"]).toEqual(["[redacted]"]);
    });
  });

  test("a night reads what 1.3.0 added, each variant of cargo, and each known event", async () => {
    const night = await text("recordings/nightly.ndjson");
    for (const word of ["shorePowerKilowatts", "containers", "bulk", "vehicles", "liquid"])
      expect(night).toContain(word);
    for (const type of ["announced", "moored", "cargoHandled", "departed"])
      expect(night).toContain(`"type":"${type}"`);
  });

  test("the client fits its own version, and 1.2.0 refuses what it sends and reads of the shipyard only", async () => {
    const client = await exchanges("client");
    const faulty = (judgement: (exchange: Exchange) => string[]) =>
      client.filter((exchange) => judgement(exchange).length > 0).map((exchange) => exchange.index);
    expect(faulty(judge(await documentOf("versions/1.1.1.json")))).toEqual([]);
    const shipyard = client.filter((exchange) => JSON.stringify(exchange).includes('"repair"'));
    expect(shipyard).toHaveLength(3);
    expect(faulty(judge(await documentOf("versions/1.2.0.json")))).toEqual(
      shipyard.map((exchange) => exchange.index),
    );
  });
});

describe("the running harbour", () => {
  let harbour: Harbour;
  beforeAll(async () => {
    harbour = await startHarbour();
  });
  afterAll(() => harbour.close());
  const get = async (url: string) => (await (await fetch(url)).json()) as never;

  test("runs one version further than the newest tag", async () => {
    const { versionEndpoint, documents } = harbour.service;
    expect(await get(versionEndpoint?.url ?? "")).toEqual({ version: "1.3.0" });
    const tags = (await get(`${documents.github?.api}/repos/harbour/harbour-api/tags`)) as { name: string }[];
    expect(tags.map((tag) => tag.name)).toEqual(["1.2.0", "1.1.1", "1.1.0", "1.0.0"]);
    const untagged = await fetch(
      `${documents.github?.raw}/harbour/harbour-api/refs/tags/1.3.0/docs/openapi.json`,
    );
    expect(untagged.status).toBe(404);
  });

  test("serves its document, which is the bundled one but for its servers, in both places", async () => {
    const bundled = await documentOf("live.json");
    for (const url of [harbour.service.documents.live, harbour.service.documents.published]) {
      expect(await get(url ?? "")).toEqual({ ...bundled, servers: [{ url: `${harbour.url}/api` }] });
    }
  });

  test("serves each tagged document byte for byte", async () => {
    for (const name of VERSIONS) {
      const tag = name.slice("versions/".length, -".json".length);
      const response = await fetch(`${harbour.url}/harbour/harbour-api/refs/tags/${tag}/docs/openapi.json`);
      expect(await response.text()).toBe(await text(name));
    }
  });

  test("answers all that was asked last night as it did then", async () => {
    const seen = new Set<string>();
    for (const { request, response } of await exchanges("nightly")) {
      const body = jsonOf(request);
      const key = JSON.stringify([request.method, request.url, body]);
      if (seen.has(key)) continue;
      seen.add(key);
      const answer = await fetch(request.url.replace("https://harbour.example", harbour.url), {
        method: request.method,
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await answer.text();
      const json = text === "" ? undefined : (JSON.parse(text) as Json);
      expect([key, answer.status, json]).toEqual([key, response?.status, jsonOf(response)]);
      expect(answer.headers.get("x-request-id")).toMatch(/^hb-\d{5}$/);
    }
    expect(seen.size).toBe(40);
  });

  test("answers another body as it answered the first, and knows no other path or method", async () => {
    const ask = async (method: string, path: string) =>
      (await fetch(`${harbour.url}/api${path}`, { method, ...(method === "POST" && { body: "{not json" }) }))
        .status;
    expect(await ask("POST", "/visits")).toBe(201);
    expect(await ask("GET", "/berths?state=closed")).toBe(200);
    expect(await ask("GET", "/ships")).toBe(404);
    expect(await ask("PUT", "/visits")).toBe(405);
  });

  test("its definition is plain data", () => {
    expect(JSON.parse(JSON.stringify(harbour.service))).toStrictEqual(harbour.service);
  });
});
