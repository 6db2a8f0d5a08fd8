import type { ServiceDefinition } from "../model/service.ts";

/** https://docs.airbyte.com/developers/api-documentation. A server of one's own goes into `servers`. */
export const airbyte: ServiceDefinition = {
  name: "airbyte",
  title: "Airbyte API",
  documents: {
    tagged: "github:airbytehq/airbyte-platform#{version}:airbyte-api/server-api/src/main/openapi/api.yaml",
    github: { api: "https://api.github.com", raw: "https://raw.githubusercontent.com" },
    // `info.version` is 1.0.0 in every release.
    versionInDocument: false,
  },
  errors: {
    problemDetails: { mediaType: "application/json" },
    schema: {
      type: "object",
      required: ["type", "title"],
      properties: { documentationUrl: { type: "string" }, data: { type: "object" } },
    },
    source: "the platform's api-problems.yaml: errors are built on RFC 9457, with a type and a title",
    codePointer: "/type",
    codeStatuses: {
      "https://reference.airbyte.com/reference/errors#bad-request": [400],
      "https://reference.airbyte.com/reference/errors#invalid-api-key": [401],
      "https://reference.airbyte.com/reference/errors#forbidden": [403],
      "https://reference.airbyte.com/reference/errors#resource-not-found": [400, 404],
      "https://reference.airbyte.com/reference/errors#409-state-conflict": [409],
      "https://reference.airbyte.com/reference/errors#unprocessable-entity": [422],
    },
  },
  servers: ["https://api.airbyte.com/v1", "http://localhost:8000/api/public/v1"],
  authentication: {
    type: "bearer",
    tokenEnv: "AIRBYTE_TOKEN",
    renewal: {
      url: "https://api.airbyte.com/v1/applications/token",
      clientIdEnv: "AIRBYTE_CLIENT_ID",
      clientSecretEnv: "AIRBYTE_CLIENT_SECRET",
      request: "json",
      source: "API documentation, token expiry: keep a token until it expires, renew once on a 401",
    },
  },
};
