import type { ServiceDefinition } from "../model/service.ts";

const MARKDOWN = "application/vnd.airfocus.markdown+json";

/** https://developer.airfocus.com: overview, schema details, authentication. */
export const airfocus: ServiceDefinition = {
  name: "airfocus",
  title: "airfocus API",
  documents: {
    tagged: "github:airfocusio/airfocus-api#{version}:docs/openapi.json",
    github: { api: "https://api.github.com", raw: "https://raw.githubusercontent.com" },
    live: "https://app.airfocus.com/api/docs/openapi.json",
    published: "https://developer.airfocus.com/openapi.json",
    // The job that tags a document replaces the live one's `servers`.
    ignore: ["servers"],
  },
  versionEndpoint: {
    url: "https://app.airfocus.com/api/version",
    pointer: "/version",
    source: "overview, API versioning: a published document belongs to one version of the server",
  },
  regions: [
    {
      name: "us",
      versionEndpoint: "https://app.us.airfocus.com/api/version",
      live: "https://app.us.airfocus.com/api/docs/openapi.json",
    },
  ],
  servers: ["https://app.airfocus.com", "https://app.us.airfocus.com"],
  authentication: { type: "bearer", tokenEnv: "AIRFOCUS_TOKEN" },
  rateLimit: {
    limit: "x-ratelimit-limit",
    remaining: "x-ratelimit-remaining",
    reset: "x-ratelimit-reset",
    requests: 600,
    windowSeconds: 60,
    source: "overview, rate limits: a client may be limited, and three headers then say so",
  },
  jsonOnly: {
    source: "schema details, general conventions: bodies are JSON, except for attachments",
    exceptSegments: ["attachments"],
  },
  errors: {
    schema: {
      type: "object",
      required: ["code", "message"],
      properties: {
        code: { type: "string", minLength: 1 },
        message: { type: "string" },
        data: {},
      },
    },
    source: "schema details, error responses: every error has a code and a message, and may have data",
    codePointer: "/code",
    codeStatuses: {
      invalid_request: [400],
      bad_request: [400],
      not_found: [400, 404],
      missing_token: [401],
      forbidden: [403],
      rate_limit_exceeded: [429],
    },
    lenient: { data: "the document requires it; the pages call it optional" },
    opaque: {
      statuses: [500],
      source: "schema details, error responses: an internal error is not explained, to protect data",
    },
  },
  responseHeaders: [
    {
      name: "x-request-id",
      source: "schema details, general conventions: each response carries its request id",
    },
  ],
  requestIdHeader: "x-request-id",
  statusConventions: [
    {
      status: 404,
      rule: "status-of-unknown-path",
      meaning: "no endpoint has this path",
      source: "schema details, response codes: 404 is for a path that does not exist",
    },
    {
      status: 400,
      rule: "status-of-unknown-resource",
      meaning: "the path exists, the resource does not",
      source: "schema details, response codes: 400 is for a valid path with an unknown id",
    },
    {
      status: 406,
      rule: "status-of-unsupported-markdown",
      meaning: "the endpoint holds no rich text, so it has no Markdown",
      source: "schema details, rich text: elsewhere the Markdown media type is not acceptable",
    },
  ],
  mediaTypes: [
    {
      mediaType: MARKDOWN,
      component: "/components/schemas/RichText",
      replacement: {
        type: "object",
        required: ["markdown", "richText"],
        properties: { markdown: { type: "string" }, richText: { const: true } },
      },
      source: "schema details, rich text: a Markdown response holds the text and a flag, not blocks",
    },
  ],
  // POSTs for which the document asks a scope that only reads.
  safeToRepeat: ["search", "list", "partial", "global-search", "analytics", "counters"],
  requirements: {
    heading: "Requirements:",
    source: "authorization: each operation's description lists what a caller needs",
  },
};
