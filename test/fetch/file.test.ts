import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { MissingError } from "../../src/fetch/index.ts";
import { InputError } from "../../src/model/errors.ts";
import { documentText } from "./support/documents.ts";
import { messageOf, startFetching, temporaryFolder } from "./support/fetching.ts";

async function folderWith(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await temporaryFolder();
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  return folder;
}

describe("documents in files", () => {
  it("reads them from the current folder", async () => {
    const cwd = await folderWith({ "api.json": documentText("1.0") });
    const { fetcher } = await startFetching({ cwd });
    expect(await fetcher.read("api.json")).toMatchObject({ ref: "api.json", origin: join(cwd, "api.json") });
    expect((await fetcher.open(join(cwd, "api.json"))).title).toBe("Pets");
  });

  it.each([
    ["nope.json", "there is no such file", true],
    ["specs", "it is a folder", false],
    ["page.json", "it is an HTML page", false],
    ["empty.json", "it is empty", false],
  ])("says what is wrong with %s", async (ref, why, missing) => {
    const cwd = await folderWith({
      "specs/a.json": "{}",
      "page.json": "<!doctype html><p>",
      "empty.json": "",
    });
    const { fetcher } = await startFetching({ cwd });
    const failed = fetcher.open(ref);
    await expect(failed).rejects.toBeInstanceOf(InputError);
    expect(await messageOf(failed)).toContain(why);
    expect(await failed.catch((error: unknown) => error instanceof MissingError)).toBe(missing);
  });

  it("reads standard input, even when it is named twice", async () => {
    let reads = 0;
    const { fetcher } = await startFetching({
      stdin: async () => {
        reads++;
        return new TextEncoder().encode(documentText("1.0", "Piped"));
      },
    });
    expect((await fetcher.open("-")).title).toBe("Piped");
    expect((await fetcher.read("-")).origin).toBe("standard input");
    expect(reads).toBe(1);
  });
});

describe("versions in files", () => {
  it.each([
    [
      "specs/{version}.json",
      { "specs/1.9.json": "1.9", "specs/1.10.json": "1.10", "specs/readme.json": "x", "specs/2.0.yaml": "x" },
    ],
    [
      "./{version}/api.json",
      { "1.9/api.json": "1.9", "1.10/api.json": "1.10", "2.0/other.json": "x", "api.json": "x" },
    ],
    [
      "a/v{version}/api-{version}.json",
      { "a/v1.9/api-1.9.json": "1.9", "a/v1.10/api-1.10.json": "1.10", "a/v2/api-1.json": "x" },
    ],
  ])("finds those of %s", async (template, files) => {
    const cwd = await folderWith(
      Object.fromEntries(Object.entries(files).map(([path, version]) => [path, documentText(version)])),
    );
    for (const versionsTemplate of [template, join(cwd, template)]) {
      const { fetcher } = await startFetching({ cwd, versionsTemplate });
      expect((await fetcher.versions()).map(({ version }) => version)).toEqual(["1.9", "1.10"]);
      expect((await fetcher.open("latest")).infoVersion).toBe("1.10");
      const documents: string[] = [];
      for await (const document of fetcher.openVersions(await fetcher.range("1.9..1.10")))
        documents.push(document.infoVersion);
      expect(documents).toEqual(["1.9", "1.10"]);
    }
  });

  it("says that there is no such folder", async () => {
    const { fetcher } = await startFetching({
      cwd: await temporaryFolder(),
      versionsTemplate: "specs/{version}.json",
    });
    expect(await messageOf(fetcher.versions())).toContain("there is no folder");
  });

  it("tells a version from a file of that name", async () => {
    const cwd = await folderWith({
      "1.0": documentText("from the file"),
      "specs/1.0.json": documentText("from the template"),
    });
    const { fetcher } = await startFetching({ cwd, versionsTemplate: "specs/{version}.json" });
    expect((await fetcher.open("1.0")).infoVersion).toBe("from the template");
    expect((await fetcher.open("./1.0")).infoVersion).toBe("from the file");
    const without = await startFetching({ cwd });
    expect(await messageOf(without.fetcher.read("1.0"))).toContain(
      "Give --service NAME or --versions TEMPLATE",
    );
  });

  it("reports progress", async () => {
    const cwd = await folderWith({ "1.0.json": documentText(), "1.1.json": documentText() });
    const events: string[] = [];
    const { fetcher } = await startFetching({
      cwd,
      versionsTemplate: "{version}.json",
      progress: ({ done, total, what }) => events.push(`${done}/${total} ${what}`),
    });
    for await (const _ of fetcher.readVersions(await fetcher.versions()));
    expect(events).toEqual(["1/2 versions", "2/2 versions"]);
  });

  it("cannot list what is behind a URL, and says what can be listed", async () => {
    const { fetcher } = await startFetching({ versionsTemplate: "https://example.com/{version}.json" });
    expect(await messageOf(fetcher.versions())).toContain("a URL does not tell which versions there are");
  });
});
