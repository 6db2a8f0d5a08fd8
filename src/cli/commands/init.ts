import { access } from "node:fs/promises";
import { resolve } from "node:path";
import { EXIT, UsageError } from "../../model/errors.ts";
import { TOOL } from "../../model/tool.ts";
import { services } from "../../services/index.ts";
import type { Execute } from "../command.ts";
import { writeFiles } from "../files.ts";
import { suggestion } from "../nearest.ts";

const CONFIGURATION = "specwitness.config.yaml";
const WORKFLOW = ".github/workflows/specwitness.yml";

export const execute: Execute = async ({ io, options }) => {
  const { service = "airfocus", force = false } = options;
  if (!services.has(service)) {
    throw new UsageError({
      what: "cannot write a configuration for",
      where: service,
      why: "no service of that name comes with specwitness",
      hint: suggestion(service, [...services.keys()]),
    });
  }
  const files = [
    { path: CONFIGURATION, data: configurationFor(service) },
    { path: WORKFLOW, data: workflowFor(service) },
  ];
  const present = force ? [] : await existing(files.map(({ path }) => resolve(io.cwd, path)));
  if (present.length > 0) {
    throw new UsageError({
      what: "cannot write",
      where: files[present[0] ?? 0]?.path ?? "",
      why: "it is there already",
      hint: "Add --force to overwrite it",
    });
  }
  await writeFiles(files, io.cwd, io.signal);
  for (const { path } of files) io.stdout(`wrote ${path}\n`);
  io.stdout("Next: specwitness check\n");
  return EXIT.ok;
};

/** @returns the places of those paths that exist. */
async function existing(paths: readonly string[]): Promise<number[]> {
  const found = await Promise.all(
    paths.map((path) =>
      access(path).then(
        () => true,
        () => false,
      ),
    ),
  );
  return found.flatMap((is, i) => (is ? [i] : []));
}

function configurationFor(service: string): string {
  return `# What specwitness does in this folder; specwitness check --help tells the options.
service: ${service}

# The least severity that makes the exit code 1: breaking, dangerous, safe or never.
failOn: breaking

# tolerant: clients ignore what they do not know; strict: generated clients that do not.
consumer: tolerant

# Recorded traffic that check holds against the document.
# recordings: [recordings/]

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

function workflowFor(service: string): string {
  const tokens = tokensOf(service)
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
      - uses: actions/setup-node@v4
        with:
          node-version: 22
      - run: npx --yes ${TOOL.name}@${TOOL.version} check --format github --report html=specwitness.html --report markdown=specwitness.md
        env:
          GITHUB_TOKEN: \${{ github.token }}
${tokens}      - if: always()
        run: cat specwitness.md >> "$GITHUB_STEP_SUMMARY"
      - if: always()
        uses: actions/upload-artifact@v4
        with:
          name: specwitness
          path: specwitness.html
`;
}

/** The environment variables that hold the service's secrets. */
function tokensOf(service: string): string[] {
  const authentication = services.get(service)?.authentication;
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
