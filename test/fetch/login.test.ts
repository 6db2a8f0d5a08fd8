import { describe, expect, it } from "vitest";
import type { ServiceDefinition } from "../../src/model/service.ts";
import { documentText } from "./support/documents.ts";
import { filesIn, messageOf, startFetching } from "./support/fetching.ts";
import { serve } from "./support/server.ts";

const SECRET = "s3cr3t-t0ken-value";
const text = documentText();

function serviceAt(
  url: string,
  authentication: NonNullable<ServiceDefinition["authentication"]>,
): ServiceDefinition {
  return {
    name: "pets",
    title: "Pets",
    documents: { live: `${url}/openapi.json` },
    versionEndpoint: { url: `${url}/version` },
    authentication,
  };
}

const answering = () =>
  serve((request, response) => response.end(request.url === "/version" ? '{"version":"1.0.0"}' : text));

describe("the login of a service", () => {
  it.each<[string, NonNullable<ServiceDefinition["authentication"]>, Record<string, string>, string, string]>(
    [
      [
        "a bearer token",
        { type: "bearer", tokenEnv: "TOKEN" },
        { TOKEN: `${SECRET}\n` },
        "authorization",
        `Bearer ${SECRET}`,
      ],
      [
        "name and password",
        { type: "basic", userEnv: "NAME", passwordEnv: "PASSWORD" },
        { NAME: "me@example.com", PASSWORD: SECRET },
        "authorization",
        `Basic ${btoa(`me@example.com:${SECRET}`)}`,
      ],
      [
        "a header",
        { type: "header", name: "X-API-Token", valueEnv: "TOKEN" },
        { TOKEN: SECRET },
        "x-api-token",
        SECRET,
      ],
    ],
  )("sends %s to its own server, for document and version", async (_, authentication, env, header, value) => {
    const server = await answering();
    const { fetcher } = await startFetching({ service: serviceAt(server.url, authentication), env });
    await fetcher.read("live");
    await fetcher.running();
    expect(server.seen.map(({ headers }) => headers[header])).toEqual([value, value]);
  });

  it("goes to no other origin: not of another reference, not by a redirect, not to a referenced file", async () => {
    const other = await answering();
    const whole = JSON.stringify({
      ...JSON.parse(text),
      components: { schemas: { A: { $ref: `${other.url}/a.json` } } },
    });
    const server = await serve((request, response) => {
      if (request.url === "/version") response.writeHead(302, { location: `${other.url}/version` }).end();
      else response.end(whole);
    });
    const service = serviceAt(server.url, { type: "header", name: "X-API-Token", valueEnv: "TOKEN" });
    const { fetcher } = await startFetching({ service, env: { TOKEN: SECRET } });
    await fetcher.read(`${other.url}/openapi.json`);
    expect((await fetcher.running()).version).toBe("1.0.0");
    await fetcher.open("live").catch(() => undefined);
    expect(server.seen.length).toBe(2);
    expect(other.seen.length).toBeGreaterThanOrEqual(2);
    expect(JSON.stringify(other.seen)).not.toContain(SECRET);
  });

  it("is not needed where the server does not ask for it, and is named where it does", async () => {
    const open = await answering();
    const authentication = { type: "bearer", tokenEnv: "PETS_TOKEN" } as const;
    const without = await startFetching({ service: serviceAt(open.url, authentication), env: {} });
    expect((await without.fetcher.open("live")).title).toBe("Pets");
    expect(open.seen[0]?.headers.authorization).toBeUndefined();

    const closed = await serve((_, response) => response.writeHead(401).end('{"code":"missing_token"}'));
    const denied = await startFetching({ service: serviceAt(closed.url, authentication), env: {} });
    const message = await messageOf(denied.fetcher.read("live"));
    expect(message).toContain('status 401: {"code":"missing_token"}. Set PETS_TOKEN');
  });

  it("shows in no message and no file, even where the server repeats it", async () => {
    const server = await serve((request, response) => {
      const told = request.headers.authorization ?? "";
      if (request.url === "/version") response.writeHead(403).end(`you sent ${told}`);
      else response.writeHead(200, { link: `<https://example.com/?k=${told}>` }).end(text);
    });
    const service = serviceAt(server.url, { type: "bearer", tokenEnv: "TOKEN" });
    const { fetcher, cacheDir, lines } = await startFetching({ service, env: { TOKEN: SECRET } });
    const message = await messageOf(fetcher.running());
    expect(message).toContain("you sent ***");
    expect(message).toContain("Check TOKEN");
    await fetcher.read("live");
    const kept = [...(await filesIn(cacheDir))].map(([name, content]) => `${name} ${content}`);
    expect(kept.length).toBeGreaterThan(0);
    for (const seen of [message, ...lines, ...kept]) expect(seen).not.toContain(SECRET);
  });
});

const variable = (name: string) => `\${${name}}`;

describe("variables in a service's strings", () => {
  it("are filled in from the environment", async () => {
    const server = await answering();
    const service: ServiceDefinition = {
      name: "pets",
      title: "Pets",
      documents: { live: `${variable("PETS_URL")}/openapi.json` },
    };
    const { fetcher } = await startFetching({ service, env: { PETS_URL: server.url } });
    expect((await fetcher.open("live")).title).toBe("Pets");
  });

  it("are named when they are not set, and only when they are needed", async () => {
    const server = await answering();
    const service: ServiceDefinition = {
      name: "pets",
      title: "Pets",
      documents: { live: `https://${variable("PETS_DOMAIN")}.example.com/openapi.json` },
      authentication: { type: "bearer", tokenEnv: "TOKEN" },
    };
    const { fetcher } = await startFetching({ service, env: { TOKEN: SECRET } });
    expect(await messageOf(fetcher.read("live"))).toContain(
      "the environment variable PETS_DOMAIN, which is not set. Set PETS_DOMAIN",
    );
    expect((await fetcher.open(`${server.url}/openapi.json`)).title).toBe("Pets");
    expect(server.seen[0]?.headers.authorization).toBeUndefined();
  });
});
