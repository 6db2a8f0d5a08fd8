import type { Authentication, ServiceDefinition } from "../model/service.ts";
import { TOOL } from "../model/tool.ts";

/**
 * The text of a first configuration.
 * @param service a shipped one; without it, the API of this very repository.
 * @param document where its document is in the repository.
 */
export function configurationFor(service: ServiceDefinition | undefined, document: string): string {
  const head = service === undefined ? ownService(document) : `service: ${service.name}\n`;
  return `# What specwitness does in this folder; specwitness check --help tells the options.
${head}
# The least severity that makes the exit code 1: breaking, dangerous, safe or never.
failOn: breaking

# tolerant: clients ignore what they do not know; strict: generated clients that do not.
consumer: tolerant

# Recorded traffic that check holds against the document.
# recordings: [recordings/]

# What is accepted, and until when; specwitness rules lists the rules.
# policy:
#   severity:
#     enum-value-added: safe
#   waivers:
#     - rule: response-body
#       where: GET /api/team
#       reason: reported to the maker
#       until: 2030-12-31
`;
}

function ownService(document: string): string {
  return `service: mine
services:
  mine:
    title: My API
    documents:
      # Each tag of this repository is a version.
      tagged: git:.#{version}:${document}
      # The document that the running server serves, once it does:
      # live: https://api.example.com/openapi.json
    # Says which version is running:
    # versionEndpoint: { url: https://api.example.com/version }
    # authentication: { type: bearer, tokenEnv: MY_API_TOKEN }
`;
}

/** The text of a nightly workflow for GitHub Actions. */
export function workflowFor(service: ServiceDefinition | undefined): string {
  const secrets = secretsOf(service?.authentication)
    .map((name) => `          ${name}: \${{ secrets.${name} }}\n`)
    .join("");
  return `name: specwitness
on:
  schedule:
    - cron: "30 4 * * *"
  workflow_dispatch:
permissions:
  contents: read
jobs:
  check:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
        with:
          fetch-depth: 0
      - uses: actions/setup-node@v4
        with:
          node-version: 22
      - run: npx --yes ${TOOL.name}@${TOOL.version} check --format github --report html=specwitness.html --report markdown=specwitness.md
        env:
          GITHUB_TOKEN: \${{ github.token }}
${secrets}      - if: always()
        run: cat specwitness.md >> "$GITHUB_STEP_SUMMARY"
      - if: always()
        uses: actions/upload-artifact@v4
        with:
          name: specwitness
          path: specwitness.html
`;
}

/** The environment variables that hold the service's secrets. */
function secretsOf(authentication: Authentication | undefined): string[] {
  switch (authentication?.type) {
    case "bearer":
      return [authentication.tokenEnv];
    case "basic":
      return [authentication.userEnv, authentication.passwordEnv];
    case "header":
      return [authentication.valueEnv];
    default:
      return [];
  }
}
