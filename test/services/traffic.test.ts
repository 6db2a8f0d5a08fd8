import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { run } from "../../src/cli/main.ts";
import type { Finding } from "../../src/model/finding.ts";
import type { ServiceDefinition } from "../../src/model/service.ts";
import { services } from "../../src/services/index.ts";
import { folderWith } from "../support/folder.ts";
import { captureIo } from "../support/io.ts";

const MARKDOWN = "application/vnd.airfocus.markdown+json";
const content = (schema: object) => ({
  description: "any",
  content: { "application/json": { schema }, [MARKDOWN]: { schema } },
});

/** One exchange as a recorder writes it: `[status, body, headers, path]`. */
type Answer = readonly [status: number, body?: unknown, headers?: Record<string, string>, path?: string];

interface Case {
  readonly service: string;
  readonly server: string;
  /** The path in the document, and behind the server. */
  readonly path: string;
  /** What the document says of every error. */
  readonly errors?: object;
  readonly credentials: Record<string, string>;
  /** On every answer. */
  readonly headers: Record<string, string>;
  readonly valid: readonly Answer[];
  /** Each breaks one promise: the rule that says so. */
  readonly mutants: readonly (readonly [rule: string, answer: Answer])[];
}

const limits = {
  "x-ratelimit-limit": "600",
  "x-ratelimit-remaining": "599",
  "x-ratelimit-reset": "1795149000",
};
const error = { code: "forbidden", message: "no", data: {} };

const AIRBYTE = "https://reference.airbyte.com/reference/errors";
const problem = { type: AIRBYTE, title: "unexpected-problem" };

const cases: readonly Case[] = [
  {
    service: "airfocus",
    server: "https://app.airfocus.com",
    path: "/api/team",
    errors: { required: ["code", "message", "data"] },
    credentials: { authorization: "[redacted]" },
    headers: { "x-request-id": "r-1" },
    valid: [[200, {}], [200, {}, limits], [403, error], [400, { ...error, code: "not_found" }], [429]],
    mutants: [
      ["error-shape", [403, { code: 1, message: "no", data: {} }]],
      ["error-code-status", [403, { ...error, code: "rate_limit_exceeded" }]],
      ["error-detail-leaked", [500, { code: "e", message: "SELECT a FROM b WHERE c", data: {} }]],
      ["rate-limit-headers", [200, {}, { ...limits, "x-ratelimit-remaining": "601" }]],
      ["not-json", [502, "<p>", { "content-type": "text/html" }]],
      ["promised-header-missing", [200, {}, { "x-request-id": "" }]],
      ["error-property-missing", [403, { code: "forbidden", message: "no" }]],
      ["status-of-unknown-path", [404, { ...error, code: "not_found" }]],
      ["status-of-unknown-resource", [400, { ...error, code: "not_found" }, {}, "/api/nowhere"]],
      ["status-of-unsupported-markdown", [406, { ...error, code: "not_acceptable" }]],
    ],
  },
  {
    service: "atlassian-focus",
    server: "https://acme.atlassian.net/gateway/api/focus/v1",
    path: "/focus-areas",
    credentials: { authorization: "[redacted]" },
    headers: {},
    valid: [
      [200, {}],
      [400, { errors: [{ type: "FORMAT_INVALID", message: "no" }] }],
      [404, { errors: [] }],
    ],
    mutants: [
      ["error-shape", [400, { message: "no" }]],
      ["error-shape", [400, { errors: [{ type: "FORMAT_INVALID" }] }]],
      ["error-detail-leaked", [500, { errors: [{ type: "E", message: "db1.internal is down" }] }]],
    ],
  },
  {
    service: "infinity",
    server: "https://api.infinity.swiss/v1",
    path: "/people",
    credentials: { "x-api-token": "[redacted]" },
    headers: {},
    valid: [
      [200, {}],
      [401, { code: "general/unauthorised" }],
      [400, { code: "general/missing-fields", invalidFields: ["firstName"] }],
    ],
    mutants: [
      ["error-shape", [400, { code: "general/missing-fields", invalidFields: "firstName" }]],
      [
        "error-detail-leaked",
        [500, { code: "general/server-error", trace: "Traceback (most recent call last):" }],
      ],
      ["error-code-status", [400, { code: "general/too-many-requests" }]],
      ["not-json", [502, "<p>", { "content-type": "text/html" }]],
    ],
  },
  {
    service: "airbyte",
    server: "http://localhost:8000/api/public/v1",
    path: "/sources",
    credentials: { authorization: "[redacted]" },
    headers: {},
    valid: [
      [200, { data: [], previous: "", next: "" }],
      [403, { type: `${AIRBYTE}#forbidden`, title: "forbidden", status: 403, data: {} }],
    ],
    mutants: [
      ["error-detail-leaked", [500, { ...problem, detail: "  at io.airbyte.Api.read(Api.kt:12)" }]],
      ["error-shape", [403, { type: "about:blank" }]],
      ["error-code-status", [403, { type: `${AIRBYTE}#bad-request`, title: "bad-request" }]],
      ["problem-details", [403, { ...problem, status: 400 }]],
      ["problem-media-type", [502, "<p>", { "content-type": "text/html" }]],
    ],
  },
];

describe.each(cases)("the promises of $service, through the command line", (each) => {
  it("are kept by traffic that keeps them", async () => {
    expect((await judge(each, each.valid)).map(({ rule, message }) => [rule, message])).toEqual([]);
  });

  it.each(each.mutants)("are broken: %s", async (rule, answer) => {
    expect((await judge(each, [answer])).map((finding) => finding.rule)).toEqual([rule]);
  });

  it("have a mutant each", () => {
    const definition = services.get(each.service);
    const mutated = each.mutants.map(([rule]) => rule);
    expect([...new Set(mutated)].sort()).toEqual(promisedBy(definition).sort());
  });
});

it("no service is left out", () => {
  expect(cases.map(({ service }) => service).sort()).toEqual([...services.keys()].sort());
});

/** The rules that a definition brings to work. */
function promisedBy(definition: ServiceDefinition | undefined): string[] {
  const { errors, rateLimit, responseHeaders, jsonOnly, statusConventions } = definition ?? {};
  return [
    "error-detail-leaked",
    ...(errors === undefined ? [] : ["error-shape"]),
    ...(errors?.codeStatuses === undefined ? [] : ["error-code-status"]),
    ...(errors?.lenient === undefined ? [] : ["error-property-missing"]),
    ...(errors?.problemDetails === undefined ? [] : ["problem-details", "problem-media-type"]),
    ...(rateLimit?.limit === undefined ? [] : ["rate-limit-headers"]),
    ...(responseHeaders === undefined ? [] : ["promised-header-missing"]),
    ...(jsonOnly === undefined ? [] : ["not-json"]),
    ...(statusConventions ?? []).map(({ rule }) => rule),
  ];
}

async function judge(each: Case, answers: readonly Answer[]) {
  const { service, server, path, credentials, headers, errors = {} } = each;
  const prefix = service === "atlassian-focus" ? "/focus/v1" : "";
  const document = {
    openapi: "3.1.0",
    info: { title: "Test", version: "1" },
    servers: [{ url: server }],
    paths: { [`${prefix}${path}`]: { get: { responses: { "200": content({}), default: content(errors) } } } },
  };
  const lines = answers.map(([status, body, own = {}, at = path]) =>
    JSON.stringify({
      request: {
        method: "GET",
        url: `${server}${at}`,
        headers: { ...credentials, ...(status === 406 ? { accept: MARKDOWN } : {}) },
      },
      response: {
        status,
        headers: withoutEmpty({
          ...(body === undefined ? {} : { "content-type": "application/json" }),
          ...headers,
          ...own,
        }),
        ...(body === undefined
          ? {}
          : { body: { text: typeof body === "string" ? body : JSON.stringify(body) } }),
      },
    }),
  );
  const cwd = folderWith({ "api.json": JSON.stringify(document), "night.ndjson": `${lines.join("\n")}\n` });
  const args = [
    "validate",
    "api.json",
    "night.ndjson",
    "--service",
    service,
    "--format",
    "json",
    "-o",
    "out.json",
  ];
  const { io, stderr } = captureIo({ cwd });
  const exit = await run([...args, "--fail-on", "never"], io);
  expect([exit, stderr().replace(/^wrote .*\n/, "")]).toEqual([0, ""]);
  const report = JSON.parse(readFileSync(join(cwd, "out.json"), "utf8")) as { findings: Finding[] };
  // What the document says of a proxy's answers and of a path it does not have is no business of these stories.
  const beside = ["response-body-missing", "media-type-undocumented", "operation-undocumented"];
  return report.findings.filter(({ rule }) => !beside.includes(rule));
}

function withoutEmpty(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== ""));
}
