import type { ServiceDefinition } from "../model/service.ts";

/**
 * https://developer.atlassian.com/cloud/focus/rest/. Its document is in no public repository: name a file or URL.
 * A site takes an e-mail address with an API token; `api.atlassian.com` takes an OAuth 2.0 token, for which a
 * configuration sets `authentication` to `{ "type": "bearer", "tokenEnv": "…" }`.
 */
export const atlassianFocus: ServiceDefinition = {
  name: "atlassian-focus",
  title: "Atlassian Focus REST API",
  documents: {},
  servers: [
    "https://{domain}.atlassian.net/gateway/api/focus/v1",
    "https://api.atlassian.com/focus/cloud/{cloudId}/v1",
  ],
  documentPrefix: "/focus/v1",
  authentication: { type: "basic", userEnv: "ATLASSIAN_EMAIL", passwordEnv: "ATLASSIAN_API_TOKEN" },
  errors: {
    schema: {
      type: "object",
      required: ["errors"],
      properties: {
        errors: {
          type: "array",
          items: {
            type: "object",
            required: ["type", "message"],
            properties: { type: { type: "string", minLength: 1 }, message: { type: "string" } },
          },
        },
      },
    },
    source: "introduction, status codes: an error status comes with a list of errors",
  },
};
