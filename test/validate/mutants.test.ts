import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { run } from "../../src/cli/main.ts";
import type { Finding } from "../../src/model/finding.ts";
import { validateRules } from "../../src/validate/index.ts";
import { folderWith } from "../support/folder.ts";
import { captureIo } from "../support/io.ts";

/** The document that the valid recording keeps, and that a mutant may spoil. */
const document = () => ({
  openapi: "3.1.0",
  info: { title: "Observatory", version: "1.0.0" },
  servers: [{ url: "https://stars.example" }],
  security: [{ token: [] as string[] }],
  paths: {
    "/stars": {
      get: {
        parameters: [
          { name: "limit", in: "query", required: true, schema: { type: "integer", maximum: 100 } },
          { name: "page", in: "query", deprecated: true, schema: { type: "integer" } },
        ],
        responses: {
          "200": {
            description: "Some stars",
            headers: { "X-Total": { required: true, schema: { type: "integer" } } },
            content: { "application/json": { schema: { type: "array", items: ref("Star") } } },
          },
          "404": { description: "Nothing there", content: { "application/json": { schema: ref("Error") } } },
          "406": { description: "Not as asked" },
          "500": { description: "Broken", content: { "application/json": {} } },
        } as Record<string, object>,
      } as Record<string, unknown>,
    },
    "/stars/{id}": {
      parameters: [{ name: "id", in: "path", required: true, schema: { type: "integer" } }],
      put: {
        requestBody: { required: true, content: { "application/json": { schema: ref("Star") } } },
        responses: { "204": { description: "Kept" } },
      },
      delete: { responses: { "204": { description: "Gone" } } },
    },
    "/sky": {
      get: {
        responses: { "200": { description: "A picture", content: { "application/xml": { schema: {} } } } },
      } as Record<string, unknown>,
    },
  } as Record<string, Record<string, unknown>>,
  components: {
    securitySchemes: { token: { type: "http", scheme: "bearer" } },
    schemas: {
      Star: {
        type: "object",
        required: ["name"],
        properties: {
          id: { type: "integer", readOnly: true },
          name: { type: "string" },
          key: { type: "string", writeOnly: true },
          nickname: { type: "string", deprecated: true },
          color: { enum: ["red", "blue"] },
          kind: {
            oneOf: [ref("Dwarf"), ref("Giant")],
            discriminator: {
              propertyName: "type",
              mapping: { dwarf: "#/components/schemas/Dwarf", giant: "#/components/schemas/Giant" },
            },
          },
          size: { oneOf: [{ type: "integer" }, { type: "number", maximum: 0.5 }] },
        },
      },
      Dwarf: { type: "object", required: ["type"], properties: { type: { const: "dwarf" } } },
      Giant: { type: "object", required: ["type"], properties: { type: { const: "giant" } } },
      Error: { type: "object", required: ["code", "data"], properties: { code: {}, data: {} } },
    } as Record<string, unknown>,
  },
});

function ref(name: string): object {
  return { $ref: `#/components/schemas/${name}` };
}

interface Recorded {
  request: { method: string; url: string; headers: Record<string, string>; body?: object };
  response: { status: number; headers: Record<string, string>; body?: object };
}

const JSON_TYPE = { "content-type": "application/json" };
const star = { name: "Vega", color: "blue", kind: { type: "dwarf" }, size: 2 };

const list = (): Recorded => ({
  request: {
    method: "GET",
    url: "https://stars.example/stars?limit=10",
    headers: { authorization: "[redacted]" },
  },
  response: {
    status: 200,
    headers: { ...JSON_TYPE, "x-total": "1", "x-request-id": "r-1" },
    body: { json: [{ id: 1, ...star }] },
  },
});

const change = (): Recorded => ({
  request: {
    method: "PUT",
    url: "https://stars.example/stars/1",
    headers: { authorization: "[redacted]", ...JSON_TYPE },
    body: { json: star },
  },
  response: { status: 204, headers: { "x-request-id": "r-2" } },
});

const refusal = (): Recorded => ({
  ...list(),
  response: {
    status: 404,
    headers: { ...JSON_TYPE, "x-request-id": "r-3" },
    body: { json: { code: "unknown", data: {} } },
  },
});

const SOURCE = "pages, somewhere";
/** A service that promises whatever can be promised. */
const service = {
  documents: {},
  responseHeaders: [{ name: "x-request-id", source: SOURCE }],
  rateLimit: { limit: "x-limit", remaining: "x-remaining", reset: "x-reset" },
  jsonOnly: { source: SOURCE, exceptSegments: ["sky"] },
  errors: {
    schema: { required: ["code"], properties: { code: { type: "string" } } },
    source: SOURCE,
    codePointer: "/code",
    codeStatuses: { secret: [403] },
    lenient: { data: SOURCE },
  },
  statusConventions: [
    { status: 410, rule: "status-of-unknown-path", meaning: "no such path", source: SOURCE },
    { status: 400, rule: "status-of-unknown-resource", meaning: "no such star", source: SOURCE },
    { status: 406, rule: "status-of-unsupported-markdown", meaning: "no markdown", source: SOURCE },
  ],
  mediaTypes: [{ mediaType: "text/stars+json", component: "/x", replacement: {}, source: SOURCE }],
};

interface Mutant {
  readonly exchange?: () => Recorded;
  /** Spoils the document. */
  readonly document?: (whole: ReturnType<typeof document>) => void;
  /** What else of the line is to be so. */
  readonly line?: (line: string) => string;
  readonly service?: object;
  readonly args?: readonly string[];
  /** Rules that speak beside it, and why that is right. */
  readonly beside?: Readonly<Record<string, string>>;
}

/** An exchange with one thing in it changed. */
function spoil(make: () => Recorded, edit: (exchange: Recorded) => void): () => Recorded {
  return () => {
    const exchange = make();
    edit(exchange);
    return exchange;
  };
}

const inList = (edit: (exchange: Recorded) => void): Mutant => ({ exchange: spoil(list, edit) });
const inChange = (edit: (exchange: Recorded) => void): Mutant => ({ exchange: spoil(change, edit) });
const answered = (body: object): Mutant =>
  inList(({ response }) => {
    response.body = { json: [{ ...star, ...body }] };
  });
const sent = (body: object): Mutant =>
  inChange(({ request }) => {
    request.body = { json: { ...star, ...body } };
  });
const refused = (status: number, body: object, more: Partial<Mutant> = {}): Mutant => ({
  exchange: spoil(refusal, ({ response }) => Object.assign(response, { status, body: { json: body } })),
  ...more,
});
const problems = { ...service, errors: { problemDetails: {}, source: SOURCE }, statusConventions: [] };

/** The smallest fault for each rule: nothing else is to be found in it. */
const MUTANTS: Readonly<Record<string, Mutant>> = {
  "operation-undocumented": inList(({ request }) => {
    request.url = "https://stars.example/planets";
  }),
  "method-undocumented": inList(({ request }) => {
    request.method = "POST";
  }),
  "operation-ambiguous": {
    exchange: change,
    document: ({ paths }) => {
      paths["/stars/{name}"] = { ...paths["/stars/{id}"], parameters: [] };
    },
  },
  "server-undocumented": inList(({ request }) => {
    request.url = "https://moons.example/stars?limit=1";
  }),
  "deprecated-operation": {
    document: ({ paths }) => Object.assign(paths["/stars"]?.get ?? {}, { deprecated: true }),
  },
  "security-missing": inList(({ request }) => {
    request.headers = {};
  }),
  "parameter-value": inList(({ request }) => {
    request.url = "https://stars.example/stars?limit=1000";
  }),
  "parameter-missing": inList(({ request }) => {
    request.url = "https://stars.example/stars";
  }),
  "parameter-undocumented": inList(({ request }) => {
    request.url += "&order=name";
  }),
  "deprecated-parameter": inList(({ request }) => {
    request.url += "&page=2";
  }),
  "request-body": sent({ name: 5 }),
  "request-body-missing": inChange(({ request }) => {
    delete request.body;
  }),
  "request-body-undocumented": inChange(({ request }) => {
    request.method = "DELETE";
  }),
  "status-undocumented": inList(({ response }) => {
    response.status = 203;
  }),
  "media-type-undocumented": inChange(({ request }) => {
    request.headers["content-type"] = "application/stars+json";
  }),
  "content-type-missing": inList(({ response }) => {
    delete response.headers["content-type"];
  }),
  "body-unchecked": {
    exchange: spoil(list, ({ request, response }) => {
      request.url = "https://stars.example/sky";
      response.headers["content-type"] = "application/xml";
      response.body = { text: "<sky/>" };
    }),
    document: ({ paths }) => {
      const content = { "application/xml": { schema: { type: "object" } } };
      paths["/sky"] = { get: { responses: { "200": { description: "A picture", content } } } };
    },
    beside: { "response-header-undocumented": "x-total is not one of this answer" },
  },
  "response-body-forbidden": inChange(({ response }) => {
    Object.assign(response, { body: { json: {} }, headers: { ...response.headers, ...JSON_TYPE } });
  }),
  "response-body-missing": inList(({ response }) => {
    delete response.body;
  }),
  "response-body-undocumented": refused(406, { code: "no" }),
  "response-header": inList(({ response }) => {
    response.headers["x-total"] = "many";
  }),
  "response-header-missing": inList(({ response }) => {
    delete response.headers["x-total"];
  }),
  "response-header-undocumented": inList(({ response }) => {
    response.headers["x-mood"] = "bright";
  }),
  "response-body": answered({ name: 5 }),
  "read-only-in-request": sent({ id: 5 }),
  "write-only-in-response": answered({ key: "abc" }),
  "deprecated-property": sent({ nickname: "V" }),
  "property-undocumented": answered({ weight: 3 }),
  "number-imprecise": inList(({ response }) => {
    response.body = { text: '[{"name":"Vega","id":9007199254740993}]' };
  }),
  "duplicate-key": inList(({ response }) => {
    response.body = { text: '[{"name":"Vega","name":"Deneb"}]' };
  }),
  "error-shape": refused(404, { data: {}, code: 5 }),
  "error-property-missing": refused(404, { code: "unknown" }),
  "error-code-status": refused(404, { code: "secret", data: {} }),
  "error-detail-leaked": refused(500, { code: "broken", message: "Traceback (most recent call last):" }),
  "problem-details": {
    exchange: spoil(refusal, ({ response }) => {
      response.headers["content-type"] = "application/problem+json";
      response.body = { json: { code: "unknown", data: {}, type: "about:blank", status: 400 } };
    }),
    document: ({ paths }) => {
      const { responses } = (paths["/stars"]?.get ?? {}) as { responses: Record<string, object> };
      responses["404"] = { description: "No", content: { "application/problem+json": {} } };
    },
    service: problems,
  },
  "problem-media-type": { ...refused(404, { code: "unknown", data: {} }), service: problems },
  "promised-header-missing": inList(({ response }) => {
    delete response.headers["x-request-id"];
  }),
  "rate-limit-headers": inList(({ response }) => {
    Object.assign(response.headers, { "x-limit": "5", "x-remaining": "6", "x-reset": "1795149000" });
  }),
  "not-json": {
    exchange: spoil(list, ({ response }) => {
      response.headers["content-type"] = "text/plain";
      response.body = { text: "Vega" };
    }),
    document: ({ paths }) => {
      const { responses } = (paths["/stars"]?.get ?? {}) as { responses: Record<string, object> };
      Object.assign(responses["200"] ?? {}, { content: { "text/plain": { schema: { type: "string" } } } });
    },
  },
  "status-of-unknown-path": refused(410, { code: "gone" }, { beside: { "status-undocumented": "no 410" } }),
  "status-of-unknown-resource": {
    exchange: spoil(refusal, ({ request, response }) => {
      request.url = "https://stars.example/planets";
      response.status = 400;
      response.body = { json: { code: "not_found", data: {} } };
    }),
    beside: { "operation-undocumented": "it is about such a path" },
  },
  "status-of-unsupported-markdown": {
    exchange: spoil(refusal, ({ request, response }) => {
      request.headers.accept = "text/stars+json";
      Object.assign(response, { status: 406, body: { json: { code: "no" } } });
    }),
    document: ({ paths }) => {
      const { responses } = (paths["/stars"]?.get ?? {}) as { responses: Record<string, object> };
      Object.assign(responses["200"] ?? {}, { content: { "text/stars+json": {} } });
      Object.assign(responses["406"] ?? {}, { content: { "application/json": {} } });
    },
  },
  "enum-unknown-value": answered({ color: "green" }),
  "discriminator-missing": answered({ kind: {} }),
  "discriminator-unknown-value": answered({ kind: { type: "quasar" } }),
  "discriminator-mismatch": {
    ...answered({ kind: { type: "pulsar" } }),
    document: ({ components }) => {
      const { Star } = components.schemas as Record<string, { properties: Record<string, object> }>;
      const mapping = { pulsar: "#/components/schemas/Giant", dwarf: "#/components/schemas/Dwarf" };
      Object.assign(Star?.properties.kind ?? {}, { discriminator: { propertyName: "type", mapping } });
    },
  },
  "union-ambiguous": answered({ size: 0 }),
  "schema-unusable": {
    document: ({ components }) => {
      const { Star } = components.schemas as Record<string, { properties: Record<string, object> }>;
      Object.assign(Star?.properties.name ?? {}, { pattern: "(" });
    },
  },
  "document-structure": {
    document: ({ paths }) => Object.assign(paths["/sky"]?.get ?? {}, { operationId: 5 }),
    args: ["--examples"],
  },
  "example-invalid": {
    document: ({ components }) => {
      const { Star } = components.schemas as Record<string, object>;
      Object.assign(Star ?? {}, { examples: [{ name: 5 }] });
    },
    args: ["--examples"],
  },
  "reference-dangling": {
    document: ({ components }) => Object.assign(components.schemas, { Comet: ref("Nothing") }),
    args: ["--allow-dangling"],
  },
  "coverage-below-minimum": { args: ["--min-coverage", "operations=100"] },
  "recording-unreadable": { line: (line) => `${line}\n{"request":` },
};

async function findingsOf({ exchange = list, document: edit, line, args = [], ...more }: Mutant) {
  const whole = document();
  edit?.(whole);
  const exchanges = exchange === list ? [list, change, refusal] : [exchange];
  const night = exchanges.map((make) => JSON.stringify(make())).join("\n");
  const cwd = folderWith({
    "api.json": JSON.stringify(whole),
    "night.ndjson": `${line === undefined ? night : line(night)}\n`,
    "specwitness.config.json": JSON.stringify({
      service: "observatory",
      services: { observatory: { title: "Observatory", ...(more.service ?? service) } },
    }),
  });
  const words = ["validate", "api.json", "night.ndjson", ...args, "--fail-on", "never", "-o", "out.json"];
  const { io, stderr } = captureIo({ cwd });
  expect([await run(words, io), stderr().replace(/^wrote .*\n/, "")]).toEqual([0, ""]);
  return (JSON.parse(readFileSync(join(cwd, "out.json"), "utf8")) as { findings: Finding[] }).findings;
}

describe("every rule of validation, through the command line", () => {
  it("has a mutant", () => {
    expect(Object.keys(MUTANTS).sort()).toEqual(validateRules.map(({ id }) => id).sort());
  });

  it("is silent about traffic that keeps the document and the promises", async () => {
    expect((await findingsOf({})).map(({ rule, message }) => [rule, message])).toEqual([]);
  });

  it.each(Object.entries(MUTANTS))("speaks, and alone: %s", async (rule, mutant) => {
    const found = await findingsOf(mutant);
    expect(found.map((finding) => finding.rule).sort()).toEqual(
      [rule, ...Object.keys(mutant.beside ?? {})].sort(),
    );
    for (const { severity, message } of found) {
      expect(severity).toMatch(/breaking|dangerous|safe|note/);
      expect(message).not.toMatch(/undefined|\[object/);
    }
  });
});
