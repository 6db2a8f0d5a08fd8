import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll } from "vitest";
import { gitStore } from "../../src/demo/git-store.ts";
import type { LiveApi, Route } from "../../src/demo/live-api.ts";
import { startUpstream, type Upstream } from "../../src/demo/upstream.ts";
import type { ServiceDefinition } from "../../src/model/service.ts";
import { airfocus } from "../../src/services/airfocus.ts";
import { overrideService, type ServiceOverride } from "../../src/services/override.ts";
import { shared } from "./shared.ts";

const REPOSITORY = "airfocusio/airfocus-api";
const DOCUMENT = "docs/openapi.json";

let clone: string | undefined;

/** A bare clone of the 317 tags, made once for each test file; `undefined`, said in one line, without the data. */
export function airfocusClone(): string | undefined {
  if (clone !== undefined) return clone;
  const bundle = shared("data", "airfocus.bundle");
  if (bundle === undefined) return undefined;
  const folder = mkdtempSync(join(tmpdir(), "specwitness-airfocus-"));
  clone = join(folder, "airfocus-api.git");
  execFileSync("git", ["clone", "--quiet", "--bare", bundle, clone], { stdio: "ignore" });
  return clone;
}

// A worker of the test runner ends without the event `exit`; hooks of a file run last what was registered first.
afterAll(() => {
  if (clone !== undefined) rmSync(dirname(clone), { recursive: true, force: true });
  clone = undefined;
});

export interface AirfocusOptions {
  /** What `GET /api/version` says. Default: the newest tag. */
  readonly running?: string;
  /** Whose document the server serves. Default: that of the running version. */
  readonly live?: string;
  readonly routes?: readonly Route[];
}

export interface Airfocus {
  readonly url: string;
  /** What a configuration says in order to run the shipped definition against this server. */
  readonly override: ServiceOverride;
  /** The shipped definition with the override. */
  readonly service: ServiceDefinition;
  /** The running service: a test may change it. */
  readonly api: LiveApi;
  readonly requests: Upstream["requests"];
  close(): Promise<void>;
}

/** The airfocus tags as GitHub serves them, beside a server that runs one of them; `undefined` without the data. */
export async function startAirfocus(options: AirfocusOptions = {}): Promise<Airfocus | undefined> {
  const repository = airfocusClone();
  if (repository === undefined) return undefined;
  const versions = gitStore(repository, DOCUMENT);
  const newest = (await versions.list()).at(-1)?.version ?? "";
  const running = options.running ?? newest;
  const tagged = await versions.read(options.live ?? running);
  if (tagged === undefined) throw new Error(`no tag ${options.live ?? running}`);
  const api: LiveApi = {
    version: running,
    document: "",
    rateLimit: { requests: 600, windowSeconds: 60 },
    error: (code, message) => ({ code, message, data: {} }),
    ...(options.routes && { routes: options.routes }),
  };
  const upstream = await startUpstream({ versions, repository: REPOSITORY, path: DOCUMENT, live: api });
  const document = JSON.parse(new TextDecoder().decode(tagged)) as object;
  api.document = JSON.stringify({ ...document, servers: [{ url: upstream.url }] });
  const override: ServiceOverride = {
    documents: {
      github: { api: upstream.url, raw: upstream.url },
      live: `${upstream.url}/api/docs/openapi.json`,
      published: `${upstream.url}/openapi.json`,
    },
    versionEndpoint: { url: `${upstream.url}/api/version` },
  };
  return {
    url: upstream.url,
    override,
    service: overrideService(airfocus, override),
    api,
    requests: upstream.requests,
    close: upstream.close,
  };
}
