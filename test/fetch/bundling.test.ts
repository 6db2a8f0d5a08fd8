import { mkdir, symlink, writeFile } from "node:fs/promises";
import type { LookupFunction } from "node:net";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { openDocument } from "../../src/fetch/bundling.ts";
import { isInside } from "../../src/fetch/inside.ts";
import { InputError } from "../../src/model/errors.ts";
import { makeSource } from "../../src/model/source.ts";
import { messageOf, startFetching, temporaryFolder } from "./support/fetching.ts";
import { createRepository } from "./support/repository.ts";
import { serve, serveFiles } from "./support/server.ts";

/** A document whose one schema is elsewhere. */
function referring(ref: string): string {
  return `openapi: 3.1.0
info: { title: Pets, version: "1" }
servers: [{ url: /v1 }]
paths:
  /pets:
    get:
      responses:
        "200":
          description: pets
          content: { application/json: { schema: { $ref: "${ref}" } } }
components:
  schemas:
    Pet: { $ref: "${ref}" }
`;
}

const PET =
  "type: object\nproperties:\n  owner: { $ref: 'people/owner.yaml#/Owner' }\n  friend: { $ref: '#' }\n";
const OWNER = "Owner:\n  type: object\n  properties: { pet: { $ref: ../pet.yaml } }\n";
const FILES = {
  "openapi.yaml": referring("schemas/pet.yaml"),
  "schemas/pet.yaml": PET,
  "schemas/people/owner.yaml": OWNER,
};

async function folderWith(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await temporaryFolder();
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  return folder;
}

const SCHEMA = "/components/schemas/Pet";
const expected = {
  type: "object",
  properties: {
    owner: { type: "object", properties: { pet: { $ref: `#${SCHEMA}` } } },
    friend: { $ref: `#${SCHEMA}` },
  },
};

describe("a document in several files", () => {
  it("is one whole from a folder, with the lines of its own file", async () => {
    const cwd = await folderWith(FILES);
    const { fetcher } = await startFetching({ cwd });
    const document = await fetcher.open("openapi.yaml");
    expect(document.externalReferences).toEqual([]);
    expect(document.root).toMatchObject({
      components: { schemas: { Pet: expected } },
      servers: [{ url: "/v1" }],
    });
    expect(document.line("/components/schemas/Pet")).toBe(13);
    expect(document.line("/components/schemas/Pet/properties/owner")).toBe(13);
    expect(document.source.origin).toBe(join(cwd, "openapi.yaml"));
  });

  it("has another hash when a file it refers to changes", async () => {
    const cwd = await folderWith(FILES);
    const { fetcher } = await startFetching({ cwd });
    const before = await fetcher.open("openapi.yaml");
    await writeFile(join(cwd, "schemas/pet.yaml"), "type: string");
    const after = await fetcher.open("openapi.yaml");
    expect(after.source.sha256).not.toBe(before.source.sha256);
  });

  it("is one whole from git, at the revision asked for", async () => {
    const repository = await createRepository();
    repository.commit(
      Object.fromEntries(Object.entries(FILES).map(([path, text]) => [`api/${path}`, text])),
      "v1.0",
    );
    repository.commit({ "api/schemas/pet.yaml": "type: string" }, "v1.1");
    const { fetcher } = await startFetching({
      versionsTemplate: `git:${repository.folder}#v{version}:api/openapi.yaml`,
    });
    expect((await fetcher.open("1.0")).root).toMatchObject({ components: { schemas: { Pet: expected } } });
    expect((await fetcher.open("1.1")).root).toMatchObject({
      components: { schemas: { Pet: { type: "string" } } },
    });
  });

  it("is one whole from a server", async () => {
    const server = await serveFiles(
      Object.fromEntries(Object.entries(FILES).map(([path, text]) => [`/api/${path}`, text])),
    );
    const { fetcher } = await startFetching();
    const document = await fetcher.open(`${server.url}/api/openapi.yaml`);
    expect(document.root).toMatchObject({
      components: { schemas: { Pet: expected } },
      servers: [{ url: "/v1" }],
    });
    expect(server.seen.map(({ url }) => url).sort()).toEqual(
      Object.keys(FILES)
        .map((path) => `/api/${path}`)
        .sort(),
    );
  });

  it("names the file that is missing, and the place that is missing in one", async () => {
    const cwd = await folderWith({
      "a.yaml": referring("nope.yaml"),
      "b.yaml": referring("pet.yaml#/Nope"),
      "pet.yaml": "type: string",
    });
    const { fetcher } = await startFetching({ cwd });
    expect(await messageOf(fetcher.open("a.yaml"))).toContain(
      `${join(cwd, "nope.yaml")}: there is no such file`,
    );
    const failed = fetcher.open("b.yaml");
    await expect(failed).rejects.toBeInstanceOf(InputError);
    expect(await messageOf(failed)).toContain("Nope");
  });

  it("names the file that cannot be parsed", async () => {
    const cwd = await folderWith({ "a.yaml": referring("pet.yaml"), "pet.yaml": "{ broken" });
    const { fetcher } = await startFetching({ cwd });
    expect(await messageOf(fetcher.open("a.yaml"))).toContain("pet.yaml");
  });
});

describe("what a document may make anyone read", () => {
  it.each([
    "../secret.yaml",
    "sub/../../secret.yaml",
    "%2e%2e/secret.yaml",
    "file:///etc/hostname",
    "/etc/hostname",
  ])("is nothing outside of its folder: %s", async (ref) => {
    const folder = await folderWith({ "api/openapi.yaml": referring(ref), "secret.yaml": "type: string" });
    const { fetcher } = await startFetching({ cwd: join(folder, "api") });
    expect(await messageOf(fetcher.open("openapi.yaml"))).toContain(
      "it leads outside of the document's folder",
    );
  });

  it("is nothing outside of its folder by way of a link", async () => {
    const folder = await folderWith({
      "api/openapi.yaml": referring("link.yaml"),
      "secret.yaml": "type: string",
    });
    await symlink(join(folder, "secret.yaml"), join(folder, "api/link.yaml"));
    const { fetcher } = await startFetching({ cwd: join(folder, "api") });
    expect(await messageOf(fetcher.open("openapi.yaml"))).toContain(
      "it leads outside of the document's folder",
    );
  });

  it("is no address of the local network, for a document from elsewhere", async () => {
    const inside = await serve((_, response) => response.end("type: string"));
    const repository = await createRepository();
    repository.commit({ "openapi.yaml": referring(`${inside.url}/pet.yaml`) }, "v1.0");
    const page = await serve((_, response) => response.end(referring(`${inside.url}/pet.yaml`)));
    const { fetcher } = await startFetching({ cwd: repository.folder });
    for (const ref of ["git:v1.0:openapi.yaml", `${page.url}/openapi.yaml`]) {
      expect(await messageOf(fetcher.open(ref))).toContain("may not refer to addresses of the local network");
    }
    expect(inside.seen).toEqual([]);
  });

  it("is no such address by way of a redirect of its own server", async () => {
    const inside = await serve((_, response) => response.end("type: string"));
    const page = await serve((request, response) => {
      if (request.url === "/pet.yaml") response.writeHead(302, { location: `${inside.url}/x` }).end();
      else response.end(referring("pet.yaml"));
    });
    const { fetcher } = await startFetching();
    expect(await messageOf(fetcher.open(`${page.url}/openapi.yaml`))).toContain(
      "addresses of the local network",
    );
    expect(inside.seen).toEqual([]);
  });

  it.each(["..%2fsecret.yaml", "a%0aHEAD:secret.yaml", "%zz.yaml", "urn:x:y"])(
    "is nothing outside of its commit: %s",
    async (ref) => {
      const repository = await createRepository();
      repository.commit({ "openapi.yaml": referring(ref), "secret.yaml": "type: string" }, "v1.0");
      const { fetcher } = await startFetching({ cwd: repository.folder });
      const failed = fetcher.open("git:v1.0:openapi.yaml");
      await expect(failed).rejects.toBeInstanceOf(InputError);
      expect(await messageOf(failed)).toMatch(/^cannot follow the \$ref to /);
      // And the repository can still be read.
      expect((await fetcher.read("git:v1.0:secret.yaml")).bytes.length).toBe(12);
    },
  );

  it.each(["%zz.yaml", "%2fetc/hostname", "\u001b[31m.yaml"])("is no strange file: %s", async (ref) => {
    const cwd = await folderWith({ "openapi.yaml": referring(ref) });
    const { fetcher } = await startFetching({ cwd });
    const failed = fetcher.open("openapi.yaml");
    await expect(failed).rejects.toBeInstanceOf(InputError);
    expect(await messageOf(failed)).not.toContain("\u001b");
  });

  it("is no file, for a document from a server", async () => {
    const page = await serve((_, response) => response.end(referring("file:///etc/hostname")));
    const { fetcher } = await startFetching();
    expect(await messageOf(fetcher.open(page.url))).toContain("file: cannot be reached from this document");
  });

  it("may be any address for a person's own file", async () => {
    const inside = await serveFiles({ "/pet.yaml": "type: string" });
    const cwd = await folderWith({ "openapi.yaml": referring(`${inside.url}/pet.yaml`) });
    const { fetcher } = await startFetching({ cwd });
    expect((await fetcher.open("openapi.yaml")).root).toMatchObject({
      components: { schemas: { Pet: { type: "string" } } },
    });
  });

  it("is no name that turns into an address of the local network once it is asked for (DNS rebinding)", async () => {
    const inside = await serve((_, response) => response.end("type: string"));
    const { port } = new URL(inside.url);
    const page = await serve((_, response) =>
      response.end(referring(`http://rebind.invalid:${port}/pet.yaml`)),
    );
    const asked: string[] = [];
    const lookup: LookupFunction = (name, { all }, callback) => {
      asked.push(name);
      if (all) callback(null, [{ address: "127.0.0.1", family: 4 }]);
      else callback(null, "127.0.0.1", 4);
    };
    const { fetcher } = await startFetching({ network: { lookup } });
    const message = await messageOf(fetcher.open(`${page.url}/openapi.yaml`));
    expect(message).toContain("may not refer to addresses of the local network");
    expect(asked).toEqual(["rebind.invalid"]);
    expect(inside.seen).toEqual([]);
    // The same name is good where the user says so.
    const trusting = await startFetching({ network: { lookup }, allowExternal: true });
    await trusting.fetcher.open(`${page.url}/openapi.yaml`);
    expect(inside.seen).toHaveLength(1);
  });

  it("may be anywhere with --allow-external, but no file for a document from elsewhere", async () => {
    const inside = await serve((_, response) => response.end("type: string"));
    const folder = await folderWith({
      "api/openapi.yaml": referring("../pet.yaml"),
      "pet.yaml": "type: string",
    });
    const page = await serve((request, response) =>
      response.end(referring(request.url === "/a" ? `${inside.url}/pet.yaml` : "file:///etc/hostname")),
    );
    const { fetcher } = await startFetching({ cwd: folder, allowExternal: true });
    for (const ref of ["api/openapi.yaml", `${page.url}/a`])
      expect((await fetcher.open(ref)).root).toMatchObject({
        components: { schemas: { Pet: { type: "string" } } },
      });
    expect(await messageOf(fetcher.open(`${page.url}/b`))).toContain("file: cannot be reached");
  });

  it("ends somewhere", async () => {
    const source = makeSource({ ref: "openapi.yaml", origin: "openapi.yaml", bytes: referring("1.yaml") });
    let read = 0;
    const neighbours = {
      base: "https://example.com/openapi.yaml",
      read: async () => new TextEncoder().encode(`properties: { next: { $ref: ${++read + 1}.yaml } }`),
    };
    const open = (files: number, bytes: number) =>
      messageOf(openDocument({ source, neighbours }, {}, { files, bytes }));
    expect(await open(10, 1e6)).toContain("it refers to more than 10 files");
    expect(read).toBe(10);
    expect(await open(1000, 100)).toContain("it refers to more than");
    expect(read).toBeLessThan(20);
  });
});

describe("isInside", () => {
  it.each([
    "127.0.0.1",
    "10.1.2.3",
    "192.168.0.1",
    "172.31.0.1",
    "169.254.169.254",
    "0.0.0.0",
    "::1",
    "::",
    "fd00::1",
    "fe80::1",
    "::ffff:127.0.0.1",
  ])("%s is", (address) => expect(isInside(address)).toBe(true));
  it.each(["8.8.8.8", "172.32.0.1", "2606:4700::1111", "::ffff:8.8.8.8"])("%s is not", (address) =>
    expect(isInside(address)).toBe(false),
  );
});
