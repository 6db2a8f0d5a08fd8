import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { PACKAGE } from "../model/package.ts";
import type { ServiceDefinition } from "../model/service.ts";
import { folderStore } from "./folder-store.ts";
import { type Recorded, routesFromRecording } from "./recorded-routes.ts";
import { startUpstream, type Upstream } from "./upstream.ts";

const DATA = fileURLToPath(new URL("demo/harbour", PACKAGE));
const REPOSITORY = "harbour/harbour-api";
const PATH = "docs/openapi.json";

export interface Harbour {
  readonly url: string;
  readonly service: ServiceDefinition;
  /** Last night's traffic. */
  readonly recordings: readonly string[];
  /** The traffic of one client, from the days of 1.1.1. */
  readonly client: string;
  readonly requests: Upstream["requests"];
  close(): Promise<void>;
}

/**
 * Starts the bundled sample service on loopback: four tagged documents, a server that runs one version further than
 * the newest tag, and a night of recorded traffic in which one event is of a type the document does not know.
 */
export async function startHarbour(): Promise<Harbour> {
  const text = (name: string) => readFile(join(DATA, name), "utf8");
  const nightly = join(DATA, "recordings", "nightly.ndjson");
  const document = JSON.parse(await text("live.json")) as { info: { version: string }; servers: unknown };
  const recorded = (await readFile(nightly, "utf8")).trimEnd().split("\n");
  const live = {
    version: document.info.version,
    document: "",
    requestIdPrefix: "hb",
    rateLimit: { requests: 120, windowSeconds: 60 },
    routes: routesFromRecording(recorded.map((line) => JSON.parse(line) as Recorded)),
  };
  const versions = folderStore(
    join(DATA, "versions"),
    JSON.parse(await text("dates.json")) as Record<string, string>,
  );
  const upstream = await startUpstream({ versions, repository: REPOSITORY, path: PATH, live });
  // A server names itself where its tagged document names the public address.
  live.document = JSON.stringify({ ...document, servers: [{ url: `${upstream.url}/api` }] }, null, 2);
  return {
    url: upstream.url,
    service: serviceAt(upstream.url),
    recordings: [nightly],
    client: join(DATA, "recordings", "client.ndjson"),
    requests: upstream.requests,
    close: upstream.close,
  };
}

function serviceAt(url: string): ServiceDefinition {
  return {
    name: "harbour",
    title: "Harbour API",
    documents: {
      tagged: `github:${REPOSITORY}#{version}:${PATH}`,
      github: { api: url, raw: url },
      live: `${url}/api/docs/openapi.json`,
      published: `${url}/openapi.json`,
      ignore: ["servers"],
    },
    versionEndpoint: { url: `${url}/api/version`, pointer: "/version" },
    servers: ["https://harbour.example/api", `${url}/api`],
    rateLimit: {
      limit: "x-ratelimit-limit",
      remaining: "x-ratelimit-remaining",
      reset: "x-ratelimit-reset",
      requests: 120,
      windowSeconds: 60,
      source: "harbour handbook: 120 requests a minute",
    },
    jsonOnly: { source: "harbour handbook: every body is JSON" },
    errors: {
      schema: {
        type: "object",
        required: ["code", "message"],
        properties: { code: { type: "string" }, message: { type: "string" } },
      },
      source: "harbour handbook: an error has a code for programs and a message for people",
      codePointer: "/code",
      codeStatuses: { missing_token: [401], not_found: [404], rate_limit_exceeded: [429] },
    },
    responseHeaders: [
      { name: "x-request-id", source: "harbour handbook: each response carries its request id" },
    ],
    requestIdHeader: "x-request-id",
    safeToRepeat: ["search"],
    requirements: {
      heading: "Requirements:",
      source: "harbour handbook: each operation says what a caller needs",
    },
  };
}
