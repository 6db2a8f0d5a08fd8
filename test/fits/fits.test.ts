import { describe, expect, it } from "vitest";
import { fitVersions } from "../../src/fits/index.ts";
import { loadDocument } from "../../src/model/document.ts";
import type { Exchange } from "../../src/model/exchange.ts";
import type { Json, JsonObject } from "../../src/model/json.ts";
import { makeSource } from "../../src/model/source.ts";
import { validate } from "../../src/validate/index.ts";
import { shelfFetcher } from "../support/fetcher.ts";
import { exchange } from "../validate/exchanges.ts";

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const lamp = (properties: JsonObject, required = ["id"]): JsonObject => ({
  type: "object",
  required,
  additionalProperties: false,
  properties: { id: { type: "integer" }, ...properties },
});

/** Versions of an API, each as what it says of a lamp; `more` is merged into the document. */
function tag(version: string, schema: JsonObject, more: JsonObject = {}): string {
  const content = { "application/json": { schema: ref("Lamp") } };
  return JSON.stringify({
    openapi: "3.1.0",
    info: { title: "Lighthouse", version },
    paths: {
      "/lamps/{id}": {
        get: { responses: { "200": { description: "One", content } } },
        put: { requestBody: { content }, responses: { "204": { description: "Kept" } } },
      },
    },
    components: { schemas: { Lamp: schema } },
    ...more,
  });
}

const color = (...values: string[]) => ({ color: { enum: values } });
const TAGS: Record<string, string> = {
  "1.0.0": tag("1.0.0", lamp({ ...color("white", "red"), range: { type: "number" } })),
  "1.0.1": tag("1.0.1", lamp({ ...color("white", "red"), range: { type: "number" } })),
  "1.1.0": tag("1.1.0", lamp(color("white", "red"))),
  "1.2.0": tag("1.2.0", lamp(color("white", "red", "blue"))),
  "1.3.0": tag("1.3.0", lamp(color("white", "red", "blue")), { tags: [{ name: "new" }] }),
  "2.0.0": tag("2.0.0", lamp(color("white", "blue"), ["id", "color"])),
};

const answered = (json: Json, url = "/lamps/1") => exchange(`GET ${url}`, 200, { json });
const night = (...exchanges: Exchange[]) =>
  exchanges.map((each, index) => ({ ...each, recording: "night", index }));

async function* replayed(exchanges: readonly Exchange[]): AsyncGenerator<Exchange> {
  yield* exchanges;
}

const again = (exchanges: readonly Exchange[]): AsyncIterable<Exchange> => ({
  [Symbol.asyncIterator]: () => replayed(exchanges),
});

const open = (version: string) =>
  loadDocument(makeSource({ ref: version, origin: version, version, bytes: TAGS[version] ?? "" }));

async function fitted(exchanges: readonly Exchange[], against = "2.0.0", tags = TAGS) {
  const fetcher = shelfFetcher({ tags });
  const { findings } = await validate(open(against), exchanges);
  const result = await fitVersions(fetcher, await fetcher.versions(), again(exchanges), findings, {});
  const histories = findings.map(({ id, rule }) => ({ rule, ...result.histories.get(id) }));
  return { ...result, told: histories };
}

describe("which versions some recordings fit", () => {
  it("is told in stretches of versions that judge them alike", async () => {
    const { fits } = await fitted(night(answered({ id: 1, color: "red" }), answered({ id: 2 })));
    expect(fits).toMatchObject({ from: "1.0.0", to: "2.0.0", versions: 6 });
    expect(fits.stretches).toMatchObject([
      { from: "1.0.0", to: "1.3.0", versions: 5, fits: true, conforming: 2, because: [] },
      { from: "2.0.0", to: "2.0.0", versions: 1, fits: false, violating: 2, findings: 2 },
    ]);
  });

  it("is for each version what holding them against it alone says", async () => {
    const exchanges = night(
      answered({ id: 1, color: "red", range: 5 }),
      answered({ id: 1, color: "blue" }),
      answered({ id: "one" }),
      answered({ id: 1 }, "/horns"),
      exchange("PUT /lamps/4", 204, {}, { json: { id: 4, color: "red" } }),
    );
    const { fits } = await fitted(exchanges);
    const alone = await Promise.all(
      Object.keys(TAGS).map(async (version) => (await validate(open(version), exchanges)).summary),
    );
    const told = fits.stretches.flatMap((stretch) => Array.from({ length: stretch.versions }, () => stretch));
    expect(
      told.map(({ conforming, violating, unmatched }) => ({ conforming, violating, unmatched })),
    ).toEqual(alone.map(({ conforming, violating, unmatched }) => ({ conforming, violating, unmatched })));
  });

  it("does not depend on what a service promises beside its documents", async () => {
    const fetcher = shelfFetcher({ tags: TAGS });
    const service = {
      name: "lamps",
      title: "Lamps",
      documents: {},
      responseHeaders: [{ name: "x-request-id", source: "pages" }],
    };
    const exchanges = night(answered({ id: 1, color: "white" }));
    const { findings } = await validate(open("2.0.0"), exchanges, { service });
    expect(findings).toMatchObject([{ rule: "promised-header-missing" }]);
    const result = await fitVersions(fetcher, await fetcher.versions(), again(exchanges), findings, {
      service,
    });
    expect(result.fits.stretches).toMatchObject([{ versions: 6, fits: true }]);
    expect(result.histories.size).toBe(0);
  });

  it("leaves out a version that cannot be read, and says so", async () => {
    const { fits, problems } = await fitted(night(answered({ id: 1, color: "white" })), "2.0.0", {
      ...TAGS,
      "1.2.5": "no document",
    });
    expect(fits.versions).toBe(6);
    expect(problems).toMatchObject([{ rule: "version-unreadable" }]);
  });
});

describe("the history of a finding", () => {
  const historyOf = async (json: Json, against = "2.0.0") => {
    return (await fitted(night(answered(json)), against)).told;
  };
  const whole = { from: "1.0.0", to: "2.0.0" };

  it("names the last version that accepted it, and the change that no longer does", async () => {
    expect(await historyOf({ id: 1, color: "red" })).toMatchObject([
      {
        ...whole,
        rule: "enum-unknown-value",
        accepted: [{ from: "1.0.0", to: "1.3.0" }],
        change: { version: "2.0.0", rule: "enum-value-removed" },
      },
    ]);
    expect(await historyOf({ id: 1, color: "white", range: 2 })).toMatchObject([
      { accepted: [{ from: "1.0.0", to: "1.0.1" }], change: { version: "1.1.0", rule: "property-removed" } },
    ]);
    expect(await historyOf({ id: 1 })).toMatchObject([
      {
        accepted: [{ from: "1.0.0", to: "1.3.0" }],
        change: { version: "2.0.0", rule: "property-became-required" },
      },
    ]);
  });

  it("names the first version that accepts it, and the change that does", async () => {
    expect(await historyOf({ id: 1, color: "blue" }, "1.0.0")).toMatchObject([
      { accepted: [{ from: "1.2.0", to: "2.0.0" }], change: { version: "1.2.0", rule: "enum-value-added" } },
    ]);
  });

  it("says of what no version accepts that none does", async () => {
    expect(await historyOf({ id: "one", color: "white" })).toEqual([
      { ...whole, rule: "response-body", accepted: [] },
    ]);
  });

  it("is not told of a place that another version does not look at", async () => {
    const tags = {
      ...TAGS,
      "1.1.0": tag("1.1.0", { type: "string" }),
      "1.2.0": tag("1.2.0", {}, { paths: {} }),
    };
    const { told } = await fitted(night(answered({ id: 1, color: "red" })), "2.0.0", tags);
    expect(told[0]?.accepted).toEqual([
      { from: "1.0.0", to: "1.0.1" },
      { from: "1.3.0", to: "1.3.0" },
    ]);
  });

  it("follows an operation whose path variables are called otherwise", async () => {
    const renamed = (TAGS["1.3.0"] ?? "").replace("/lamps/{id}", "/lamps/{lampId}");
    const { told } = await fitted(night(answered({ id: 1, color: "red" })), "2.0.0", {
      ...TAGS,
      "1.3.0": renamed,
    });
    expect(told[0]).toMatchObject({
      accepted: [{ from: "1.0.0", to: "1.3.0" }],
      change: { version: "2.0.0", rule: "enum-value-removed" },
    });
  });
});
