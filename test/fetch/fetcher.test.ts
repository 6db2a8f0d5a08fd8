import { describe, expect, it } from "vitest";
import { MissingError } from "../../src/fetch/index.ts";
import { UsageError } from "../../src/model/errors.ts";
import type { ServiceDefinition } from "../../src/model/service.ts";
import { startAirfocus } from "../support/airfocus.ts";
import { shared } from "../support/shared.ts";
import { documentText } from "./support/documents.ts";
import { messageOf, startFetching } from "./support/fetching.ts";
import { createRepository } from "./support/repository.ts";
import { serve } from "./support/server.ts";

/** A service whose versions are in a repository, and whose server says it runs `running`. */
async function pets(running: string) {
  const repository = await createRepository();
  for (const version of ["1.0.0", "1.1.0", "1.2.0"])
    repository.commit({ "api.json": documentText(version) }, version);
  const server = await serve((request, response) => {
    if (request.url === "/version") response.writeHead(200, { "x-request-id": "7be1" }).end(running);
    else response.end(documentText(request.url === "/live.json" ? "1.1.5" : "1.2.0", `At ${request.url}`));
  });
  const service: ServiceDefinition = {
    name: "pets",
    title: "Pets",
    documents: {
      tagged: `git:${repository.folder}#{version}:api.json`,
      live: `${server.url}/live.json`,
      published: `${server.url}/published.json`,
    },
    versionEndpoint: { url: `${server.url}/version`, pointer: "/build/version" },
  };
  return { service, server, repository };
}

describe("the words of a service", () => {
  it("name its documents", async () => {
    const { service, server } = await pets('{"build":{"version":"1.1.0"}}');
    const { fetcher } = await startFetching({ service });
    expect(await fetcher.running()).toEqual({
      version: "1.1.0",
      url: `${server.url}/version`,
      requestId: "7be1",
    });
    expect((await fetcher.open("running")).infoVersion).toBe("1.1.0");
    expect((await fetcher.open("latest")).infoVersion).toBe("1.2.0");
    expect((await fetcher.open("previous")).infoVersion).toBe("1.1.0");
    const live = await fetcher.open("live");
    expect(live).toMatchObject({ title: "At /live.json", version: "1.1.5" });
    expect(live.source).toMatchObject({ ref: "live", origin: `${server.url}/live.json` });
    expect(live.source.version).toBeUndefined();
    expect((await fetcher.open("published")).title).toBe("At /published.json");
    expect((await fetcher.read("1.0")).version).toBe("1.0.0");
  });

  it("quote the id of the request that was made, though the answer was the one in the cache", async () => {
    const server = await serve((request, response, count) => {
      const known = request.headers["if-none-match"] === '"v"';
      response.writeHead(known ? 304 : 200, { etag: '"v"', "x-request-id": `r-${count}` });
      response.end(known ? undefined : "1.0.0");
    });
    const service = { name: "pets", title: "Pets", documents: {}, versionEndpoint: { url: server.url } };
    const { fetcher } = await startFetching({ service });
    expect((await fetcher.running()).requestId).toBe("r-0");
    expect(await fetcher.running()).toMatchObject({ version: "1.0.0", requestId: "r-1" });
  });

  it("tell the nearest lower tag where the running version has none", async () => {
    const { service } = await pets('"1.1.9"');
    const { fetcher } = await startFetching({ service });
    const error = await fetcher.read("running").catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(MissingError);
    expect((error as MissingError).nearestLower).toBe("1.1.0");
    expect((error as MissingError).nearest).toEqual(["1.1.0", "1.2.0"]);
    expect((error as MissingError).message).toBe(
      "cannot find a tag of the running version 1.1.9: there is no such version. The nearest are 1.1.0 and 1.2.0",
    );
  });

  it("take the running version as it is said: its end is not enough", async () => {
    const { service } = await pets('"2.0"');
    const { fetcher } = await startFetching({ service });
    await expect(fetcher.read("running")).rejects.toBeInstanceOf(MissingError);
  });

  it("open a version that something else names, and nothing but a version", async () => {
    const { service } = await pets('"1.1.0"');
    const { fetcher } = await startFetching({ service });
    expect((await fetcher.openVersion("1.1.0")).infoVersion).toBe("1.1.0");
    for (const text of ["1.1.5", "latest", "1.1", "api.json", "beta.1"])
      await expect(fetcher.openVersion(text)).rejects.toBeInstanceOf(MissingError);
    for (const text of ["/etc/hostname", "-", "https://example.com", "git:.#main:api.json", "../x"])
      await expect(fetcher.openVersion(text)).rejects.toBeInstanceOf(UsageError);
  });

  it("do not let a server say where to read", async () => {
    const { service } = await pets('"../../secret"');
    const { fetcher } = await startFetching({ service });
    expect(await messageOf(fetcher.read("running"))).toContain("cannot read the version from");
  });

  it.each(["live", "running", "published", "latest", "1.0.0"])(
    "%s needs a service that has it",
    async (ref) => {
      const service: ServiceDefinition = { name: "bare", title: "Bare", documents: {} };
      for (const options of [{}, { service }]) {
        const { fetcher } = await startFetching(options);
        await expect(fetcher.read(ref)).rejects.toBeInstanceOf(UsageError);
      }
    },
  );

  it("may name files, and say so when they name nothing", async () => {
    const { repository } = await pets("");
    const service: ServiceDefinition = {
      name: "pets",
      title: "Pets",
      documents: { live: "./api.json", published: "latest" },
      versionEndpoint: { url: "example.com/version" },
    };
    const { fetcher } = await startFetching({ service, cwd: repository.folder });
    expect((await fetcher.open("live")).infoVersion).toBe("1.2.0");
    await expect(fetcher.read("published")).rejects.toBeInstanceOf(UsageError);
    await expect(fetcher.running()).rejects.toBeInstanceOf(UsageError);
  });

  it("give way to --versions", async () => {
    const { service, repository } = await pets('"1.1.0"');
    repository.commit({ "other.json": documentText("other") }, "2.0.0");
    const versionsTemplate = `git:${repository.folder}#{version}:other.json`;
    const { fetcher } = await startFetching({ service, versionsTemplate });
    expect((await fetcher.open("latest")).infoVersion).toBe("other");
  });
});

describe("ranges of versions", () => {
  it.each([
    [undefined, ["1.0.0", "1.1.0", "1.2.0"]],
    ["1.0.0..1.1.0", ["1.0.0", "1.1.0"]],
    ["1.1..", ["1.1.0", "1.2.0"]],
    ["..previous", ["1.0.0", "1.1.0"]],
    ["running..latest", ["1.1.0", "1.2.0"]],
    ["1.2.0", ["1.2.0"]],
  ])("%s", async (text, versions) => {
    const { service } = await pets('"1.1.0"');
    const { fetcher } = await startFetching({ service });
    const range = await fetcher.range(text);
    expect(range.map(({ version }) => version)).toEqual(versions);
  });

  it("name what is missing and what stands in the wrong order", async () => {
    const { service } = await pets('"1.1.0"');
    const { fetcher } = await startFetching({ service });
    await expect(fetcher.range("1.0.0..3.0.0")).rejects.toBeInstanceOf(MissingError);
    expect(await messageOf(fetcher.range("1.2.0..1.0.0"))).toContain("Write 1.0.0..1.2.0");
    await expect(fetcher.range("a..b..c")).rejects.toBeInstanceOf(UsageError);
  });
});

describe.skipIf(shared("data", "airfocus.bundle") === undefined)("airfocus, as it is served", () => {
  it("is listed page by page, and read by short versions, with one request for each", async () => {
    const airfocus = await startAirfocus();
    if (airfocus === undefined) return;
    try {
      const { fetcher } = await startFetching({ service: airfocus.service });
      const versions = await fetcher.versions();
      expect(versions).toHaveLength(317);
      expect((await fetcher.read("46.208.0")).version).toBe("1.0.0-beta.46.208.0");
      const { version } = await fetcher.running();
      const live = await fetcher.open("live");
      expect(live.infoVersion).toBe(version);
    } finally {
      await airfocus.close();
    }
  });
});
