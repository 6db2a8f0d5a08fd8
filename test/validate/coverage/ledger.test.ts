import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Document } from "../../../src/model/document.ts";
import type { Exchange } from "../../../src/model/exchange.ts";
import type { JsonObject } from "../../../src/model/json.ts";
import { type CoverageLedger, ledgerText, readLedger, validate } from "../../../src/validate/index.ts";
import { documentOf } from "../../support/documents.ts";
import { exchange } from "../exchanges.ts";

const operationsOf = ({ operations }: Document) => operations.map(({ key }) => key);
const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const json = (schema: JsonObject) => ({ description: "OK", content: { "application/json": { schema } } });
const boat = (names: readonly string[]) => ({
  type: "object",
  required: ["name"],
  properties: Object.fromEntries(names.map((name) => [name, { type: ["string", "null"] }])),
});
const members = {
  paths: {
    "/boats": {
      get: {
        responses: {
          "200": {
            description: "OK",
            content: {
              "application/json": { schema: { type: "array", items: ref("Thing") } },
              "text/csv": { schema: { type: "string" } },
            },
          },
        },
      },
      post: {
        requestBody: { content: { "application/json": { schema: ref("Thing") } } },
        responses: { "201": json({ anyOf: [ref("Boat"), { type: "null" }] }), "4XX": { description: "no" } },
      },
    },
  },
  components: {
    schemas: {
      Boat: boat(["name", "flag", "owner"]),
      Crane: { type: "object", properties: { reach: { enum: ["near", "far", null] } } },
      Thing: { oneOf: [ref("Boat"), ref("Crane")] },
    },
  },
};
const document = documentOf(members);

const recorded = fc.constantFrom<Exchange>(
  exchange("GET /boats", 200, { json: [{ name: "Ada", flag: null }] }),
  exchange("GET /boats", 200, { json: [{ name: "Ada", flag: "dk", owner: "O" }, { reach: "far" }] }),
  exchange("GET /boats", 200, { body: { text: "name" }, headers: { "content-type": "text/csv" } }),
  exchange("POST /boats", 201, { json: null }, { json: { reach: null } }),
  exchange("POST /boats", 201, { json: { name: "Bo" } }, { json: { name: null } }),
  exchange("POST /boats", 409),
);
const night = (name: string, exchanges: readonly Exchange[]) =>
  exchanges.map((each, index) => ({ ...each, recording: name, index }));

async function run(exchanges: readonly Exchange[], before?: CoverageLedger, on = document) {
  return validate(on, exchanges, { coverage: before === undefined ? {} : { before } });
}

const accepts = new Ajv2020({ strict: true }).compile(
  JSON.parse(
    readFileSync(new URL("../../../schemas/coverage.schema.json", import.meta.url), "utf8"),
  ) as object,
);

describe("coverage over several runs", () => {
  it("is that of one run over everything, whoever saw what, and in whatever order", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(recorded), fc.array(recorded), async (first, second) => {
        const monday = await run(night("monday", first));
        const tuesday = await run(night("tuesday", second), monday.ledger);
        const both = await run([...night("monday", first), ...night("tuesday", second)]);
        const { since, ...added } = tuesday.coverage;
        expect(added).toEqual(both.coverage);
        expect({ ...tuesday.ledger, runs: 1 }).toEqual(both.ledger);
        expect(since?.gone).toEqual([]);
        expect(new Set([...(since?.new ?? []), ...added.missing])).toEqual(new Set(monday.coverage.missing));
        const read = readLedger(ledgerText(tuesday.ledger), "seen.json", operationsOf(document));
        expect(read).toEqual(tuesday.ledger);
        expect(accepts(read), JSON.stringify(accepts.errors)).toBe(true);
      }),
      { seed: 20_261_122, numRuns: 25 },
    );
  });

  it("counts every kind, and says who saw a thing first and last", async () => {
    const all = fc.sample(recorded, { numRuns: 200, seed: 1 });
    const { coverage } = await run(night("week", all));
    expect(coverage).toMatchObject({
      operations: { seen: 2, total: 2 },
      responses: { seen: 3, total: 3 },
      mediaTypes: { seen: 2, total: 2 },
      variants: { seen: 2, total: 2 },
      enumValues: { seen: 2, total: 3 },
      properties: { seen: 3, total: 3 },
      // name, flag and owner, and the boat of an answer.
      nullables: { seen: 7, total: 8 },
      missing: [
        '#/components/schemas/Crane/properties/reach/enum "near"',
        "#/components/schemas/Boat/properties/owner null",
      ],
    });
    const get = exchange("GET /boats", 200, { json: [] });
    const monday = await run([...night("mon.har", [get]), ...night("late.har", [get])]);
    const { ledger } = await run(night("tue.har", [get]), monday.ledger);
    expect(monday.ledger.operations.seen).toEqual([
      {
        what: "GET /boats",
        first: { version: "1", recording: "mon.har" },
        last: { version: "1", recording: "late.har" },
      },
    ]);
    expect(ledger.operations.seen[0]).toMatchObject({
      first: { recording: "mon.har" },
      last: { recording: "tue.har" },
    });
  });

  it("drops what the document no longer has, and says so; a variant that moves stays what it is", async () => {
    const before = await run(
      night("old", [exchange("GET /boats", 200, { json: [{ reach: "far" }, { name: "Ada" }] })]),
    );
    const { Boat, Crane, Thing } = members.components.schemas;
    const { get } = members.paths["/boats"];
    const moved = documentOf({
      info: { title: "Test", version: "2" },
      paths: { "/boats": { get } },
      components: {
        schemas: {
          Boat: boat(["name", "flag", "crew"]),
          Crane,
          Buoy: Boat,
          Thing: { oneOf: [ref("Buoy"), ...Thing.oneOf] },
        },
      },
    });
    const { coverage, ledger } = await run([], before.ledger, moved);
    expect(coverage.since?.new).toEqual([]);
    expect(coverage.since?.gone).toContain("POST /boats");
    expect(coverage.since?.gone).toContain("#/components/schemas/Boat/properties/owner");
    expect(coverage.since?.gone).not.toContain("#/components/schemas/Thing/oneOf Crane");
    expect(ledger.variants.seen.map(({ what, last }) => [what, last.version])).toEqual([
      ["#/components/schemas/Thing/oneOf Boat", "1"],
      ["#/components/schemas/Thing/oneOf Crane", "1"],
    ]);
    expect(coverage.missing).toContain("#/components/schemas/Boat/properties/crew");
    expect(ledger).toMatchObject({ version: "2", runs: 2 });
  });

  it.each([
    ["{", "it is not JSON. Name a file that is not there yet to begin anew"],
    ["[]", "it is not one that this version of specwitness wrote"],
    ['{"kind":"coverage","formatVersion":2}', "it is not one that this version"],
  ])("does not add to %s", (text, why) => {
    expect(() => readLedger(text, "seen.json", operationsOf(document))).toThrow(why);
  });

  it("does not add the coverage of one API to that of another", async () => {
    const { ledger } = await run([]);
    const other = documentOf({ paths: { "/cars": { get: { responses: {} } } } });
    expect(() => readLedger(ledgerText(ledger), "seen.json", operationsOf(other))).toThrow(
      'cannot add to the coverage seen.json: it is of "Test", with no operation that this document has',
    );
  });

  it.each([
    [
      { of: "all" as const, percent: 100 },
      /^2[0-9]% of what the document describes was seen \(\d+ of \d+\); 100% is asked for$/,
    ],
    [
      { of: "responses" as const, percent: 33.4 },
      /^33% of the responses was seen \(1 of 3\); 33.4% is asked for$/,
    ],
    [{ of: "operations" as const, percent: 50 }, undefined],
  ])("is held against what is asked for: %j", async (minimum, message) => {
    const get = exchange("GET /boats", 200, { json: [{ name: "Ada" }] });
    const { findings } = await validate(document, [get], { coverage: { minimum: [minimum] } });
    if (message === undefined)
      expect(findings.map(({ rule }) => rule)).not.toContain("coverage-below-minimum");
    else
      expect(findings).toContainEqual(
        expect.objectContaining({ rule: "coverage-below-minimum", message: expect.stringMatching(message) }),
      );
  });
});
