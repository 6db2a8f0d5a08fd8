import { describe, expect, test } from "vitest";
import { type Document, loadDocument } from "../../src/model/document.ts";
import type { Exchange } from "../../src/model/exchange.ts";
import type { Json, JsonObject } from "../../src/model/json.ts";
import type { ServiceDefinition } from "../../src/model/service.ts";
import { makeSource } from "../../src/model/source.ts";
import { airfocus } from "../../src/services/airfocus.ts";
import { atlassianFocus } from "../../src/services/atlassian-focus.ts";
import { infinity } from "../../src/services/infinity.ts";
import { matchOperation, validate } from "../../src/validate/index.ts";

// Documents of our own, each with as much as its service's promises speak of.
function document(paths: Record<string, JsonObject>, more: JsonObject = {}): Document {
  const root = { openapi: "3.1.0", info: { title: "Own", version: "1" }, paths, ...more };
  return loadDocument(makeSource({ ref: "own.json", origin: "own.json", bytes: JSON.stringify(root) }));
}

interface Said {
  readonly status: number;
  readonly body?: Json;
  readonly headers?: Record<string, string>;
  readonly accept?: string;
}

function exchange(url: string, { status, body, headers = {}, accept = "application/json" }: Said): Exchange {
  const all = { "content-type": "application/json", "x-request-id": "r1", ...headers };
  return {
    recording: "own",
    index: 0,
    at: "2026-11-20T04:30:00Z",
    request: {
      method: "GET",
      url,
      headers: { accept: [accept], authorization: ["[redacted]"], "x-api-token": ["[redacted]"] },
    },
    response: {
      status,
      headers: Object.fromEntries(Object.entries(all).map(([name, value]) => [name, [value]])),
      ...(body === undefined ? {} : { body: { json: body } }),
    },
  };
}

async function rulesBroken(
  of: Document,
  service: ServiceDefinition,
  url: string,
  said: Said,
): Promise<string[]> {
  const { findings } = await validate(of, [exchange(url, said)], { service });
  return findings.map(({ rule }) => rule).sort();
}

const answer = (schema: JsonObject = {}): JsonObject => ({
  description: "-",
  content: { "application/json": { schema } },
});
const thing = answer({ type: "object" });

describe("Atlassian Focus", () => {
  const own = document({
    "/focus/v1/focus-areas/{id}": { get: { responses: { 200: thing, default: thing } } },
  });

  test.each([
    "https://example.atlassian.net/gateway/api/focus/v1/focus-areas/7",
    "https://api.atlassian.com/focus/cloud/0ab1-22/v1/focus-areas/7",
  ])("%s leads to the operation that the document writes with another beginning", (url) => {
    const match = matchOperation(own, { method: "GET", url }, atlassianFocus);
    expect(match?.operation.key).toBe("GET /focus/v1/focus-areas/{id}");
    expect(match?.pathParameters.get("id")).toBe("7");
    expect(match?.knownHost).toBe(true);
  });

  test("an error is a list of errors on every error status", async () => {
    const url = "https://example.atlassian.net/gateway/api/focus/v1/focus-areas/7";
    const good = { errors: [{ type: "FORMAT_INVALID", message: "Field [name] is invalid." }] };
    expect(await rulesBroken(own, atlassianFocus, url, { status: 400, body: good })).toEqual([]);
    for (const body of [{ message: "no" }, { errors: [{ message: "no" }] }, { errors: "no" }]) {
      expect(await rulesBroken(own, atlassianFocus, url, { status: 403, body })).toEqual(["error-shape"]);
    }
  });
});

describe("infinity.swiss", () => {
  const own = document({ "/contacts/{id}": { get: { responses: { 200: thing, default: thing } } } });
  const url = "https://api.infinity.swiss/v1/contacts/5";
  const broken = (said: Said) => rulesBroken(own, infinity, url, said);

  test("the code tells the cause, so that it must fit the status", async () => {
    expect(await broken({ status: 429, body: { code: "general/too-many-requests" } })).toEqual([]);
    expect(
      await broken({ status: 400, body: { code: "general/missing-fields", invalidFields: ["firstName"] } }),
    ).toEqual([]);
    expect(await broken({ status: 404, body: { code: "contacts/unknown" } })).toEqual([]);
    expect(await broken({ status: 500, body: { code: "general/unauthorised" } })).toEqual([
      "error-code-status",
    ]);
  });

  test("an error without a code, or with fields that are no list, is none of theirs", async () => {
    expect(await broken({ status: 400, body: { error: "no" } })).toEqual(["error-shape"]);
    const body = { code: "general/missing-fields", invalidFields: "firstName" };
    expect(await broken({ status: 400, body })).toEqual(["error-shape"]);
  });
});

describe("airfocus", () => {
  const rich = { type: "object", properties: { description: { $ref: "#/components/schemas/RichText" } } };
  const markdown = "application/vnd.airfocus.markdown+json";
  const errorSchema = {
    type: "object",
    required: ["code", "message", "data"],
    properties: { code: { type: "string" }, message: { type: "string" }, data: { type: "object" } },
  };
  const item = {
    get: {
      responses: {
        200: {
          description: "-",
          content: { "application/json": { schema: rich }, [markdown]: { schema: rich } },
        },
        default: answer(errorSchema),
      },
    },
  };
  const own = document(
    { "/api/items/{id}": item },
    {
      components: {
        schemas: {
          RichText: { type: "object", required: ["blocks"], properties: { blocks: { type: "array" } } },
        },
      },
    },
  );
  const url = "https://app.airfocus.com/api/items/5";
  const broken = (said: Said, at = url) => rulesBroken(own, airfocus, at, said);

  test("a Markdown answer holds the text and a flag where the document wants blocks", async () => {
    const asMarkdown = { accept: markdown, headers: { "content-type": markdown } };
    const description = { markdown: "Some **bold** text", richText: true };
    expect(await broken({ status: 200, body: { description }, ...asMarkdown })).toEqual([]);
    expect(await broken({ status: 200, body: { description } })).not.toEqual([]);
    expect(await broken({ status: 200, body: { description: { blocks: [] } } })).toEqual([]);
    expect(await broken({ status: 200, body: { description: { blocks: [] } }, ...asMarkdown })).not.toEqual(
      [],
    );
  });

  test("a missing data is the document against the pages, and no more than a note", async () => {
    const said = { status: 400, body: { code: "bad_request", message: "no" } };
    const { findings } = await validate(own, [exchange(url, said)], { service: airfocus });
    expect(findings.map(({ severity }) => severity)).toEqual(["note"]);
  });

  test("404 is for paths that are not there, 400 for things that are not there", async () => {
    const body = { code: "not_found", message: "no", data: {} };
    expect(await broken({ status: 400, body })).toEqual([]);
    expect(await broken({ status: 404, body })).toEqual(["status-of-unknown-path"]);
    expect(await broken({ status: 400, body }, "https://app.airfocus.com/api/nowhere/5")).toContain(
      "status-of-unknown-resource",
    );
  });

  test("each promise beyond the document is a rule of its own", async () => {
    const error = (message: string) => ({ code: "unknown_error", message, data: {} });
    expect(await broken({ status: 500, body: error("SELECT name FROM users WHERE id = 5") })).toEqual([
      "error-detail-leaked",
    ]);
    expect(await broken({ status: 500, body: error("Server error") })).toEqual([]);
    const limits = {
      "x-ratelimit-limit": "600",
      "x-ratelimit-remaining": "601",
      "x-ratelimit-reset": "1795149060",
    };
    expect(await broken({ status: 200, body: {}, headers: limits })).toEqual(["rate-limit-headers"]);
    expect(await broken({ status: 401, body: { ...error("no"), code: "forbidden" } })).toEqual([
      "error-code-status",
    ]);
  });
});
