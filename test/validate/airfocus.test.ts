import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { COVERAGE_KINDS } from "../../src/model/coverage.ts";
import { type Document, loadDocument } from "../../src/model/document.ts";
import type { Json, JsonObject } from "../../src/model/json.ts";
import { makeSource } from "../../src/model/source.ts";
import { airfocus } from "../../src/services/airfocus.ts";
import { findExamples } from "../../src/validate/examples.ts";
import { checkDocument, validate } from "../../src/validate/index.ts";
import { SchemaEngine } from "../../src/validate/schema/engine.ts";
import { airfocusClone } from "../support/airfocus.ts";
import { exchange, findingsIn } from "./exchanges.ts";

const clone = airfocusClone();
const NEWEST = "1.0.0-beta.47.147.2";

const documents = new Map<string, Document>();

function tagged(tag: string): Document {
  const document = documents.get(tag) ?? read(tag);
  documents.set(tag, document);
  return document;
}

function read(tag: string): Document {
  const bytes = execFileSync("git", ["-C", clone ?? "", "show", `${tag}:docs/openapi.json`], {
    maxBuffer: 1 << 26,
  });
  return loadDocument(makeSource({ ref: tag, origin: tag, bytes, version: tag }));
}

const SEARCH =
  "POST https://app.airfocus.com/api/workspaces/8e7e5b8c-3d42-4a10-9a4e-111111111111/items/search";
const HEADERS = { authorization: "[redacted]" };
const OK = { json: { items: [], totalItems: 0 }, headers: { "x-request-id": "7be1" } };
const search = (filter: Json) => exchange(SEARCH, 200, OK, { json: { filter }, headers: HEADERS });
const nested = (leaf: JsonObject): JsonObject => ({
  type: "and",
  inner: [{ type: "or", inner: [{ type: "not", inner: leaf }] }],
});

describe.skipIf(clone === undefined)("the airfocus document", () => {
  it("compiles for all of its 657 response bodies", () => {
    const document = tagged(NEWEST);
    const engine = new SchemaEngine(document.schemas, "response");
    const bodies = document.operations
      .flatMap(({ responses }) => responses.flatMap(({ content }) => content))
      .flatMap(({ schema }) => (schema === undefined ? [] : [schema]));
    // A fraction fits none of them but the one that says nothing: a schema that was not compiled would be silent.
    const silent = bodies.filter((schema) => engine.check(schema, 1.5).length === 0);
    expect(bodies).toHaveLength(657);
    expect(engine.problems).toEqual([]);
    expect(silent.map((schema) => document.schemas.target(document.schemas.at(schema)).raw)).toEqual([{}]);
  });

  it("has one finding for a wrong tag three levels down in a union of 36 variants", async () => {
    const document = tagged(NEWEST);
    const findings = await findingsIn(document, search(nested({ type: "name" })));
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatchObject({
      rule: "discriminator-unknown-value",
      severity: "breaking",
      instance: "/filter/inner/0/inner/0/inner/type",
      actual: "name",
      document: { pointer: "/components/schemas/ItemSearchQueryFilter/discriminator" },
    });
    expect(findings[0]?.message).toBe(
      'filter.inner[0].inner[0].inner.type is "name"; the document knows "name:equal", "name:contain", "alias:contain" and 33 more',
    );
  });

  it("has two findings for two wrong tags, and none for right ones", async () => {
    const document = tagged(NEWEST);
    const right = { type: "name:contain", text: "a", caseSensitive: false };
    const both = { type: "and", inner: [nested({ type: "x" }), { type: "y" }] };
    expect(await findingsIn(document, search(nested(right)))).toEqual([]);
    expect((await findingsIn(document, search(both))).map(({ instance }) => instance)).toEqual([
      "/filter/inner/0/inner/0/inner/0/inner/type",
      "/filter/inner/1/type",
    ]);
  });

  it("blames only the variant that is named", async () => {
    const findings = await findingsIn(tagged(NEWEST), search(nested({ type: "name:contain", text: 5 })));
    expect(findings.map(({ instance, message }) => [instance, message])).toEqual([
      ["/filter/inner/0/inner/0/inner/text", "filter.inner[0].inner[0].inner.text is 5, must be a string"],
      [
        "/filter/inner/0/inner/0/inner/caseSensitive",
        "filter.inner[0].inner[0].inner.caseSensitive is missing",
      ],
    ]);
  });

  it("has 37 examples of 56 at 46.211.1 that break their own schema, and none of 57 at the newest version", async () => {
    const components = (tag: string) =>
      [...findExamples(tagged(tag))].filter(({ pointer }) => pointer.startsWith("/components/"));
    const found = async (tag: string) =>
      (await checkDocument(tagged(tag))).map(({ rule, document }) => [
        rule,
        document?.pointer?.split("/")[1],
      ]);
    const old = "1.0.0-beta.46.211.1";
    expect(components(old)).toHaveLength(56);
    expect(await found(old)).toEqual(Array(37).fill(["example-invalid", "components"]));
    expect(components(NEWEST)).toHaveLength(57);
    expect(await found(NEWEST)).toEqual([]);
  });

  it("keeps the promises that only its pages make", async () => {
    const document = tagged(NEWEST);
    const call = "GET https://app.airfocus.com/api/team";
    const request = { headers: HEADERS };
    const error = { code: "forbidden", message: "no" };
    const limited = {
      "x-request-id": "1",
      "x-ratelimit-limit": "600",
      "x-ratelimit-remaining": "601",
    };
    const findings = await findingsIn(
      document,
      [
        exchange(call, 403, { json: error, headers: limited }, request),
        exchange(
          call,
          404,
          { json: { code: "not_found", message: "" }, headers: { "x-request-id": "1" } },
          request,
        ),
        exchange(call, 401, { json: { error: "no token" } }, request),
      ],
      airfocus,
    );
    expect(
      findings.map(({ rule, severity, status, instance }) => [rule, severity, status, instance]),
    ).toEqual([
      ["error-shape", "breaking", 401, ""],
      ["response-body", "breaking", 401, ""],
      ["status-undocumented", "breaking", 404, undefined],
      ["promised-header-missing", "dangerous", 401, undefined],
      ["rate-limit-headers", "dangerous", 403, undefined],
      ["rate-limit-headers", "dangerous", 403, undefined],
      ["status-of-unknown-path", "dangerous", 404, undefined],
      ["property-undocumented", "safe", 401, "/error"],
      ["error-property-missing", "note", 401, "/data"],
      ["error-property-missing", "note", 403, "/data"],
    ]);
    expect(findings.find(({ status }) => status === 403)?.requestId).toBe("1");
  });

  it("counts what was seen of it", async () => {
    const document = tagged(NEWEST);
    const name = { type: "name:contain", text: "a", caseSensitive: false };
    const { coverage, summary } = await validate(document, [search(name), search(nested(name))], {});
    expect(summary).toMatchObject({ exchanges: 2, conforming: 2, violating: 0, unmatched: 0 });
    expect(coverage.operations).toEqual({ seen: 1, total: 144 });
    expect(coverage.responses.seen).toBe(1);
    expect(coverage.variants.seen).toBe(4);
    const unseen = COVERAGE_KINDS.map((kind) => coverage[kind].total - coverage[kind].seen);
    expect(coverage.missing).toHaveLength(unseen.reduce((sum, count) => sum + count, 0));
  });
});
