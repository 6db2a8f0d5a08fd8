import { readdirSync, readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import type { ReportKind } from "../../src/model/report.ts";
import { render } from "../../src/report/index.ts";
import { catalogue, diff, nothing, REPORTS } from "./fixtures/reports.ts";

const folder = new URL("../../schemas/", import.meta.url);
const ajv = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true, strictRequired: false });
for (const name of readdirSync(folder)) {
  ajv.addSchema(JSON.parse(readFileSync(new URL(name, folder), "utf8")) as object, name);
}

function problems(name: string, value: unknown): string[] {
  const accepts = ajv.getSchema(`${name}.schema.json`);
  if (accepts === undefined) throw new Error(`there is no schema ${name}`);
  accepts(value);
  return (accepts.errors ?? []).map((error) => `${error.instancePath} ${error.message}`);
}

describe("the schemas", () => {
  it.each(Object.keys(REPORTS) as ReportKind[])("accept the JSON of a %s report", async (kind) => {
    const value: unknown = JSON.parse(await render(REPORTS[kind], "json", { rules: catalogue }));
    expect(problems(kind, value)).toEqual([]);
    expect(value).toEqual(JSON.parse(JSON.stringify(REPORTS[kind])));
  });

  it("refuse what is no report", () => {
    const { base: _, ...without } = diff;
    expect(problems("diff", without)).not.toEqual([]);
    expect(problems("diff", { ...nothing, extra: 1 })).not.toEqual([]);
    expect(problems("diff", { ...nothing, formatVersion: 2 })).not.toEqual([]);
    expect(problems("diff", { ...diff, changes: [{ ...diff.changes[0], effects: [{}] }] })).not.toEqual([]);
    expect(problems("check", diff)).not.toEqual([]);
  });

  it("accept a recorded exchange and refuse a broken one", () => {
    const request = {
      method: "GET",
      url: "https://api.example/team",
      headers: { accept: ["application/json"] },
    };
    const response = { status: 200, headers: {}, body: { text: "{}" } };
    expect(problems("exchange", { at: "2026-11-20T04:30:00Z", request, response })).toEqual([]);
    expect(problems("exchange", { request })).toEqual([]);
    expect(problems("exchange", { request, response: { ...response, body: { json: null } } })).toEqual([]);
    expect(problems("exchange", { request, response: { ...response, body: {} } })).not.toEqual([]);
    expect(problems("exchange", { request: { ...request, headers: { accept: "x" } } })).not.toEqual([]);
  });

  it("accept a configuration and refuse a misspelt one", () => {
    const configuration = {
      service: "harbour",
      services: {
        harbour: {
          title: "Harbour",
          documents: { tagged: "git:#{version}:api.yaml", live: "https://harbour.example/openapi.json" },
          versionEndpoint: { url: "https://harbour.example/version" },
          authentication: { type: "bearer", tokenEnv: "HARBOUR_TOKEN" },
        },
        airfocus: { rateLimit: null },
      },
      policy: {
        severity: { "property-removed": "dangerous", "description-changed": "off" },
        waivers: [
          { rule: "property-removed", where: "3c09aa", reason: "nobody reads it", until: "2026-12-31" },
        ],
      },
      reports: [{ format: "sarif", file: "findings.sarif" }],
    };
    expect(problems("config", configuration)).toEqual([]);
    expect(problems("config", { servise: "harbour" })).not.toEqual([]);
    expect(problems("config", { policy: { waivers: [{ rule: "x" }] } })).not.toEqual([]);
    expect(problems("config", { policy: { severity: { x: "fatal" } } })).not.toEqual([]);
  });
});
