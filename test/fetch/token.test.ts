import type { IncomingMessage, ServerResponse } from "node:http";
import { describe, expect, it } from "vitest";
import type { Authentication, ServiceDefinition, TokenRenewal } from "../../src/model/service.ts";
import { airbyte } from "../../src/services/airbyte.ts";
import { documentText } from "./support/documents.ts";
import { filesIn, messageOf, startFetching } from "./support/fetching.ts";
import { serve } from "./support/server.ts";

const SECRET = "cl1ent/s3cret+value";
const ENV = { CLIENT_ID: "client:one", CLIENT_SECRET: `${SECRET}\n` };

const LIFETIME = 180;

interface Stage {
  /** Which tokens the API takes; default: all it gave. */
  readonly takes?: (token: string) => boolean;
  readonly answer?: (response: ServerResponse, count: number) => void;
  readonly renewal?: Partial<TokenRenewal>;
}

/** A server that gives tokens `t0k3n-0`, `t0k3n-1`, … and an API that wants one. */
async function stage({ takes = () => true, answer, renewal = {} }: Stage = {}) {
  const bodies: string[] = [];
  let given = 0;
  const give = (response: ServerResponse) =>
    response.end(
      JSON.stringify({ access_token: `t0k3n-${given++}`, token_type: "Bearer", expires_in: LIFETIME }),
    );
  const tokens = await serve((request, response, count) => {
    collect(request, (body) => {
      bodies.push(body);
      if (answer === undefined) give(response);
      else answer(response, count);
    });
  });
  const api = await serve((request, response) => {
    const token = /^Bearer (t0k3n-\d+)$/.exec(request.headers.authorization ?? "")?.[1];
    if (token === undefined || !takes(token)) response.writeHead(401).end(`no: ${token}`);
    else response.end(request.url === "/version" ? '{"version":"1.0.0"}' : documentText());
  });
  const authentication: Authentication = {
    type: "bearer",
    tokenEnv: "TOKEN",
    renewal: {
      url: `${tokens.url}/oauth/token`,
      clientIdEnv: "CLIENT_ID",
      clientSecretEnv: "CLIENT_SECRET",
      source: "the handbook",
      ...renewal,
    },
  };
  const service: ServiceDefinition = {
    name: "pets",
    title: "Pets",
    documents: { live: `${api.url}/openapi.json` },
    versionEndpoint: { url: `${api.url}/version` },
    authentication,
  };
  return { tokens, api, service, bodies };
}

function collect(request: IncomingMessage, done: (body: string) => void): void {
  let body = "";
  request.on("data", (chunk: Buffer) => {
    body += chunk.toString();
  });
  request.on("end", () => done(body));
}

const bearers = (seen: readonly { headers: { authorization?: string | undefined } }[]) =>
  seen.map(({ headers }) => headers.authorization);

describe("a short-lived token", () => {
  it("is asked for when it is needed, once for all requests, as RFC 6749 says", async () => {
    const { tokens, api, service, bodies } = await stage();
    const { fetcher, cacheDir, lines } = await startFetching({ service, env: ENV });
    expect(tokens.seen).toEqual([]);
    await Promise.all([fetcher.read("live"), fetcher.running(), fetcher.read("live")]);
    expect(tokens.seen).toHaveLength(1);
    expect(tokens.seen[0]).toMatchObject({ method: "POST", url: "/oauth/token" });
    const login = Buffer.from(tokens.seen[0]?.headers.authorization?.slice(6) ?? "", "base64").toString();
    expect(login).toBe("client%3Aone:cl1ent%2Fs3cret%2Bvalue");
    expect(bodies).toEqual(["grant_type=client_credentials"]);
    expect(new Set(bearers(api.seen))).toEqual(new Set(["Bearer t0k3n-0"]));
    const kept = [...(await filesIn(cacheDir))].map(([name, content]) => `${name} ${content}`);
    for (const text of [...kept, ...lines]) {
      expect(text).not.toContain(SECRET);
      expect(text).not.toContain("t0k3n-");
    }
  });

  it("is renewed before it ends", async () => {
    let now = 0;
    const { tokens, api, service } = await stage();
    const { fetcher } = await startFetching({ service, env: ENV, network: { now: () => now } });
    for (const seconds of [0, LIFETIME - 31, LIFETIME - 18, LIFETIME + 100]) {
      now = seconds * 1000;
      await fetcher.running();
    }
    expect(bearers(api.seen)).toEqual([
      "Bearer t0k3n-0",
      "Bearer t0k3n-0",
      "Bearer t0k3n-1",
      "Bearer t0k3n-1",
    ]);
    expect(tokens.seen).toHaveLength(2);
  });

  it("is renewed once after a 401, and the request made again", async () => {
    const { tokens, api, service } = await stage({ takes: (token) => token !== "t0k3n-0" });
    const { fetcher } = await startFetching({ service, env: ENV });
    expect((await fetcher.running()).version).toBe("1.0.0");
    expect(bearers(api.seen)).toEqual(["Bearer t0k3n-0", "Bearer t0k3n-1"]);
    await fetcher.read("live");
    expect(tokens.seen).toHaveLength(2);
  });

  it("is never renewed in a loop", async () => {
    const { tokens, api, service } = await stage({ takes: () => false });
    const { fetcher } = await startFetching({ service, env: ENV });
    const message = await messageOf(fetcher.running());
    expect(message).toContain("it answers with status 401: no: ***. Check CLIENT_ID and CLIENT_SECRET");
    expect(api.seen).toHaveLength(2);
    expect(tokens.seen).toHaveLength(2);
    // Nor by the next request.
    await messageOf(fetcher.read("live"));
    expect(tokens.seen).toHaveLength(2);
  });

  it("is renewed once by many requests that are refused at once", async () => {
    const { tokens, service } = await stage({ takes: (token) => token !== "t0k3n-0" });
    const { fetcher } = await startFetching({ service, env: ENV });
    await Promise.all([fetcher.running(), fetcher.read("live"), fetcher.running(), fetcher.read("live")]);
    expect(tokens.seen).toHaveLength(2);
  });

  it("gives way to a token that is given, until that is refused", async () => {
    const { tokens, api, service } = await stage();
    const given = { ...ENV, TOKEN: "t0k3n-99" };
    await (await startFetching({ service, env: given })).fetcher.running();
    expect(tokens.seen).toHaveLength(0);
    const strict = await stage({ takes: (token) => token !== "t0k3n-99" });
    await (await startFetching({ service: strict.service, env: given })).fetcher.running();
    expect(bearers(strict.api.seen)).toEqual(["Bearer t0k3n-99", "Bearer t0k3n-0"]);
    expect(api.seen).toHaveLength(1);
  });

  it("is not asked for offline, nor for an origin that is not the service's", async () => {
    const { tokens, service } = await stage();
    const other = await serve((_, response) => response.end(documentText()));
    const { fetcher, cacheDir } = await startFetching({ service, env: ENV });
    await fetcher.read(`${other.url}/openapi.json`);
    const offline = await startFetching({ service, env: ENV, cacheDir, offline: true });
    await messageOf(offline.fetcher.read("live"));
    expect(tokens.seen).toEqual([]);
    expect(other.seen[0]?.headers.authorization).toBeUndefined();
  });

  it("that cannot be had says which variables to look at, and shows no secret", async () => {
    const { api, service } = await stage({
      answer: (response) => response.writeHead(401).end(`bad client ${SECRET}`),
    });
    const { fetcher } = await startFetching({ service, env: ENV });
    const message = await messageOf(fetcher.running());
    expect(message).toContain("status 401: bad client ***. Check CLIENT_ID and CLIENT_SECRET");
    expect(api.seen).toEqual([]);
  });

  it("follows no redirect with the client's secret", async () => {
    const thief = await serve((_, response) => response.end('{"access_token":"x"}'));
    const { service } = await stage({
      answer: (response) => response.writeHead(307, { location: thief.url }).end(),
    });
    const { fetcher } = await startFetching({ service, env: ENV });
    expect(await messageOf(fetcher.running())).toContain("it answers with status 307");
    expect(thief.seen).toEqual([]);
  });

  it.each(["", "<html>", '{"token":"s3cr3t-of-another-name"}', '{"access_token":"two\\nlines"}', "[]"])(
    "is not taken from an answer such as %j, of which nothing is shown",
    async (body) => {
      const { service } = await stage({ answer: (response) => response.end(body) });
      const { fetcher } = await startFetching({ service, env: ENV });
      const message = await messageOf(fetcher.running());
      expect(message).toContain("the answer is no JSON object with an access_token");
      expect(message).not.toContain("s3cr3t");
    },
  );

  it("names the ways to log in where none is taken", async () => {
    const { service } = await stage();
    const { fetcher } = await startFetching({ service, env: {} });
    expect(await messageOf(fetcher.running())).toContain(
      "Set TOKEN, or CLIENT_ID and CLIENT_SECRET, which the service's login is read from",
    );
  });

  it("of Airbyte is asked for in JSON", async () => {
    const { service, bodies, tokens } = await stage({ renewal: { request: "json" } });
    const { fetcher } = await startFetching({ service, env: ENV });
    await fetcher.running();
    expect(JSON.parse(bodies[0] ?? "")).toEqual({
      client_id: "client:one",
      client_secret: SECRET,
      grant_type: "client_credentials",
    });
    expect(tokens.seen[0]?.headers).toMatchObject({ "content-type": "application/json" });
    expect(tokens.seen[0]?.headers.authorization).toBeUndefined();
    expect(airbyte.authentication).toMatchObject({
      renewal: { url: "https://api.airbyte.com/v1/applications/token", request: "json" },
    });
  });
});
