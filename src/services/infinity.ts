import type { ServiceDefinition } from "../model/service.ts";

/** https://docs.infinity.swiss. Its document is in no public repository: name a file or URL. */
export const infinity: ServiceDefinition = {
  name: "infinity",
  title: "infinity.swiss API",
  documents: {},
  servers: ["https://api.infinity.swiss/v1"],
  authentication: { type: "header", name: "x-api-token", valueEnv: "INFINITY_API_TOKEN" },
  rateLimit: {
    requests: 1000,
    windowSeconds: 3600,
    source: "using the API, rate limiting: an hour that starts with the first request",
  },
  jsonOnly: { source: "using the API, response format: success and failure are both JSON" },
  errors: {
    schema: {
      type: "object",
      required: ["code"],
      properties: {
        code: { type: "string", minLength: 1 },
        invalidFields: { type: "array", items: { type: "string" } },
      },
    },
    source: "using the API, error responses: a code, and the fields that a validation refused",
    codePointer: "/code",
    codeStatuses: {
      "general/unauthorised": [401, 403],
      "general/too-many-requests": [429],
      "general/missing-fields": [400, 422],
      "general/malformed-request": [400, 422],
      "general/server-error": [500, 502, 503, 504],
    },
  },
};
