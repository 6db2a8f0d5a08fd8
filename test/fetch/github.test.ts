import { describe, expect, it } from "vitest";
import { MissingError } from "../../src/fetch/index.ts";
import type { ServiceDefinition } from "../../src/model/service.ts";
import { documentText } from "./support/documents.ts";
import { messageOf, startFetching } from "./support/fetching.ts";
import { createRepository } from "./support/repository.ts";
import { serve } from "./support/server.ts";

const TOKEN = "ghp_s3cr3tvalue";

function petsAt(url: string, api = url): ServiceDefinition {
  return {
    name: "pets",
    title: "Pets",
    documents: { tagged: "github:octo/pets#v{version}:docs/openapi.json", github: { api, raw: url } },
    versionEndpoint: { url: `${url}/version` },
  };
}

/** Plays GitHub: raw files at tags and branches, and tags by pages of two. */
function playGitHub(tags: readonly string[], branches: readonly string[] = []) {
  return serve((request, response) => {
    const { pathname, searchParams, origin } = new URL(request.url ?? "", `http://${request.headers.host}`);
    const raw = /^\/octo\/pets\/(?:refs\/tags\/)?(.+?)\/docs\/openapi\.json$/.exec(pathname)?.[1] ?? "";
    const isTag = pathname.includes("/refs/tags/");
    if (pathname === "/version") response.end('{"version":"1.4.0"}');
    else if (pathname === "/repos/octo/pets/tags") {
      const page = Number(searchParams.get("page") ?? 1);
      const last = Math.ceil(tags.length / 2);
      const link =
        page < last ? `<${origin}${pathname}?per_page=2&page=${page + 1}>; rel="next", <x>; rel="last"` : "";
      response.writeHead(200, link === "" ? {} : { link });
      response.end(JSON.stringify(tags.slice(page * 2 - 2, page * 2).map((name) => ({ name }))));
    } else if (isTag ? tags.includes(raw) : branches.includes(raw)) response.end(documentText(raw));
    else response.writeHead(404).end("404: Not Found");
  });
}

const TAGS = ["v1.10.0", "v1.9.0", "nightly", "v1.2.0", "v1.11.0"];

describe("documents on GitHub", () => {
  it("reads a tag, and a branch where there is no such tag", async () => {
    const server = await playGitHub(TAGS, ["main"]);
    const { fetcher } = await startFetching({ service: petsAt(server.url) });
    const tag = await fetcher.read("github:octo/pets#v1.9.0:docs/openapi.json");
    expect(tag).toMatchObject({
      version: "v1.9.0",
      origin: `${server.url}/octo/pets/refs/tags/v1.9.0/docs/openapi.json`,
    });
    const branch = await fetcher.open("github:octo/pets#main:docs/openapi.json");
    expect(branch.infoVersion).toBe("main");
    expect(branch.source.version).toBeUndefined();
  });

  it("looks in the usual places where no path is given, and names them when all are empty", async () => {
    const server = await playGitHub(TAGS);
    const { fetcher } = await startFetching({ service: petsAt(server.url) });
    expect((await fetcher.open("github:octo/pets#v1.9.0")).infoVersion).toBe("v1.9.0");
    expect(await messageOf(fetcher.read("github:octo/pets#v7"))).toContain(
      "there is none of openapi.json, openapi.yaml",
    );
  });

  it("lists tags page by page, oldest first", async () => {
    const server = await playGitHub(TAGS);
    const { fetcher } = await startFetching({ service: petsAt(server.url) });
    const versions = await fetcher.versions();
    expect(versions.map(({ version }) => version)).toEqual(["1.2.0", "1.9.0", "1.10.0", "1.11.0"]);
    expect(versions[0]?.ref).toBe("github:octo/pets#v1.2.0:docs/openapi.json");
    expect(server.seen.map(({ url }) => url)).toEqual([
      "/repos/octo/pets/tags?per_page=100",
      "/repos/octo/pets/tags?per_page=2&page=2",
      "/repos/octo/pets/tags?per_page=2&page=3",
    ]);
    expect((await fetcher.open("latest")).infoVersion).toBe("v1.11.0");
  });

  it("lists from the cache when offline", async () => {
    const server = await playGitHub(TAGS);
    const online = await startFetching({ service: petsAt(server.url) });
    await online.fetcher.open("previous");
    const { fetcher } = await startFetching({
      service: petsAt(server.url),
      cacheDir: online.cacheDir,
      offline: true,
    });
    expect((await fetcher.open("previous")).infoVersion).toBe("v1.10.0");
    expect((await fetcher.open("1.10")).infoVersion).toBe("v1.10.0");
  });

  it("gives the token to the API, and to nobody else, wherever a Link leads", async () => {
    const elsewhere = await serve((_, response) => response.end("[]"));
    const files = await playGitHub(TAGS);
    const api = await serve((_, response) =>
      response.writeHead(200, { link: `<${elsewhere.url}/tags>; rel="next"` }).end('[{"name":"v1.9.0"}]'),
    );
    const { fetcher } = await startFetching({
      service: petsAt(files.url, api.url),
      env: { GITHUB_TOKEN: TOKEN },
    });
    expect((await fetcher.open("latest")).infoVersion).toBe("v1.9.0");
    expect(api.seen.map(({ headers }) => headers.authorization)).toEqual([`Bearer ${TOKEN}`]);
    expect(JSON.stringify(files.seen)).not.toContain(TOKEN);
    expect(elsewhere.seen).toEqual([]);
  });

  it("shows the token in no message, even where the API repeats it", async () => {
    const api = await serve((_, response) => response.writeHead(401).end(`bad credentials: ${TOKEN}`));
    const { fetcher } = await startFetching({ service: petsAt(api.url), env: { GITHUB_TOKEN: TOKEN } });
    const message = await messageOf(fetcher.versions());
    expect(message).toContain("bad credentials: ***. Check GITHUB_TOKEN");
  });

  it("says which tags there are next to one that is missing", async () => {
    const server = await playGitHub(TAGS);
    const { fetcher } = await startFetching({ service: petsAt(server.url) });
    const error = await fetcher.read("1.9.5").catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(MissingError);
    expect((error as MissingError).nearest).toEqual(["1.9.0", "1.10.0"]);
  });

  it("names the nearest lower tag where the running version has none", async () => {
    const server = await playGitHub(TAGS);
    const { fetcher } = await startFetching({ service: petsAt(server.url) });
    expect((await fetcher.running()).version).toBe("1.4.0");
    const error = await fetcher.read("running").catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(MissingError);
    expect((error as MissingError).nearestLower).toBe("1.2.0");
    expect((error as MissingError).message).toContain("1.2.0");
  });

  it("does not say that a tag is missing when the network is down", async () => {
    const server = await serve((_, response) => response.socket?.destroy());
    const { fetcher } = await startFetching({ service: petsAt(server.url) });
    const error = await fetcher.read("1.9.0").catch((thrown: unknown) => thrown);
    expect(error).not.toBeInstanceOf(MissingError);
    expect(String(error)).toContain("the connection was closed");
  });

  it("lists tags with git where the API refuses", async () => {
    const repository = await createRepository();
    repository.commit({ a: "1" }, "v1.0.0");
    repository.commit({ a: "2" }, "v1.1.0");
    const limited = await serve((_, response) =>
      response
        .writeHead(403, { "x-ratelimit-remaining": "0", "x-ratelimit-reset": "999999" })
        .end('{"message":"rate limit"}'),
    );
    // An API below /api/v3 belongs to the site beside it; git is told where that is on this machine.
    const env = {
      PATH: process.env.PATH,
      GIT_CONFIG_COUNT: "1",
      GIT_CONFIG_KEY_0: `url.file://${repository.folder}.insteadOf`,
      GIT_CONFIG_VALUE_0: `${limited.url}/octo/pets`,
    };
    const { fetcher, lines } = await startFetching({
      service: petsAt(limited.url, `${limited.url}/api/v3`),
      env,
    });
    expect((await fetcher.versions()).map(({ version }) => version)).toEqual(["1.0.0", "1.1.0"]);
    expect(lines.at(-1)).toContain("are listed with git");
  });

  it("does not ask git where the API cannot be reached at all", async () => {
    const api = await serve((_, response) => response.socket?.destroy());
    const { fetcher, lines } = await startFetching({ service: petsAt(api.url, `${api.url}/api/v3`) });
    expect(await messageOf(fetcher.versions())).toContain("the connection was closed");
    expect(lines.join()).not.toContain("listed with git");
  });

  it("refuses an answer that is no list of tags", async () => {
    const server = await serve((_, response) => response.end('{"message":"hello"}'));
    const { fetcher } = await startFetching({ service: petsAt(server.url) });
    expect(await messageOf(fetcher.versions())).toContain("it is not a JSON list");
  });
});
