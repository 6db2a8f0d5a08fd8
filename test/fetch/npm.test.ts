import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { readTar } from "../../src/fetch/tar.ts";
import { documentText } from "./support/documents.ts";
import { messageOf, startFetching, temporaryFolder } from "./support/fetching.ts";
import { serve } from "./support/server.ts";

const LONG = `${"deep/".repeat(30)}openapi.json`;

/** A tarball as npm makes them, by the system's own tar. */
async function tarball(files: Readonly<Record<string, string>>, ...options: string[]): Promise<Buffer> {
  const folder = await temporaryFolder();
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, "package", path)), { recursive: true });
    writeFileSync(join(folder, "package", path), text);
  }
  return execFileSync("tar", ["-cz", ...options, "-f", "-", "package"], {
    cwd: folder,
    maxBuffer: 10_000_000,
  });
}

async function registry(content: Buffer, integrity = createHash("sha512").update(content).digest("base64")) {
  const server = await serve((request, response) => {
    if (request.url === "/x.tgz") return response.end(content);
    if (request.url !== "/@acme%2Fapi") return response.writeHead(404).end("{}");
    const dist = { tarball: `http://${request.headers.host}/x.tgz`, integrity: `sha512-${integrity}` };
    return response.end(
      JSON.stringify({
        "dist-tags": { latest: "1.2.0" },
        time: { "1.1.0": "2026-01-01T00:00:00.000Z", "1.2.0": "2026-02-01T00:00:00.000Z" },
        versions: { "1.2.0": { dist }, "1.1.0": { dist } },
      }),
    );
  });
  return { server, env: { PATH: process.env.PATH, npm_config_registry: `${server.url}/` } };
}

const FILES = { "openapi.json": documentText("1.2.0"), "package.json": "{}", [LONG]: documentText("deep") };

describe("documents in npm packages", () => {
  it("reads a file of a version, and of a dist-tag", async () => {
    const { env } = await registry(await tarball(FILES));
    const { fetcher } = await startFetching({ env });
    const source = await fetcher.read("npm:@acme/api@1.2.0:openapi.json");
    expect(source).toMatchObject({ version: "1.2.0", origin: "npm:@acme/api@1.2.0:openapi.json" });
    expect((await fetcher.read("npm:@acme/api@latest:openapi.json")).version).toBe("1.2.0");
  });

  it("lists versions with their dates", async () => {
    const { env } = await registry(await tarball(FILES));
    const { fetcher } = await startFetching({
      env,
      versionsTemplate: "npm:@acme/api@{version}:openapi.json",
    });
    expect((await fetcher.versions()).map(({ version, date }) => [version, date])).toEqual([
      ["1.1.0", "2026-01-01T00:00:00.000Z"],
      ["1.2.0", "2026-02-01T00:00:00.000Z"],
    ]);
    expect((await fetcher.open("previous")).infoVersion).toBe("1.2.0");
  });

  it("refuses content that is not what the registry promised", async () => {
    const { env } = await registry(await tarball(FILES), "AAAA");
    const { fetcher } = await startFetching({ env });
    expect(await messageOf(fetcher.read("npm:@acme/api@1.2.0:openapi.json"))).toContain(
      "not what the registry promises",
    );
  });

  it.each([
    ["npm:@acme/api@9.9.9:openapi.json", "the package has no version 9.9.9"],
    ["npm:@acme/api@1.2.0:nope.json", "the package has no such file. It holds"],
    ["npm:nothing@1.2.0:a.json", "there is nothing (status 404)"],
  ])("says what is wrong with %s", async (ref, why) => {
    const { env } = await registry(await tarball(FILES));
    const { fetcher } = await startFetching({ env });
    expect(await messageOf(fetcher.read(ref))).toContain(why);
  });

  it("says that a package is damaged", async () => {
    const { env } = await registry((await tarball(FILES)).subarray(0, 100));
    const { fetcher } = await startFetching({ env });
    expect(await messageOf(fetcher.read("npm:@acme/api@1.2.0:openapi.json"))).toContain(
      "it is damaged or too large",
    );
  });
});

describe("readTar", () => {
  it.each(["--format=pax", "--format=gnu", "--format=ustar"])(
    "reads long and short names of %s",
    async (format) => {
      const files =
        format === "--format=ustar"
          ? { "openapi.json": "short" }
          : { "openapi.json": "short", [LONG]: "long" };
      const { gunzipSync } = await import("node:zlib");
      const found = [...readTar(gunzipSync(await tarball(files, format)))];
      const read = Object.fromEntries(
        found.map(({ path, content }) => [path, Buffer.from(content).toString()]),
      );
      expect(read).toEqual(
        Object.fromEntries(Object.entries(files).map(([path, text]) => [`package/${path}`, text])),
      );
    },
  );
});
