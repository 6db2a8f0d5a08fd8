import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { MissingError } from "../../src/fetch/index.ts";
import { airfocusClone } from "../support/airfocus.ts";
import { shared } from "../support/shared.ts";
import { documentText } from "./support/documents.ts";
import { messageOf, startFetching, temporaryFolder } from "./support/fetching.ts";
import { createRepository } from "./support/repository.ts";

async function petsRepository() {
  const repository = await createRepository();
  repository.commit({ "docs/openapi.json": documentText("1.9.0") }, "v1.9.0", "2026-01-02T00:00:00+02:00");
  repository.commit({ "docs/openapi.json": documentText("1.10.0") }, "v1.10.0", "2026-02-03T00:00:00Z");
  repository.git("tag", "-a", "v1.10.1", "-m", "annotated");
  repository.git("tag", "nightly");
  return repository;
}

describe("documents in git", () => {
  it("reads a revision, with its version and date", async () => {
    const { folder } = await petsRepository();
    const { fetcher } = await startFetching({ cwd: folder });
    const source = await fetcher.read("git:v1.9.0:docs/openapi.json");
    expect(Buffer.from(source.bytes).toString()).toBe(documentText("1.9.0"));
    expect(source).toMatchObject({
      version: "v1.9.0",
      date: "2026-01-01T22:00:00Z",
      ref: "git:v1.9.0:docs/openapi.json",
    });
    const head = await fetcher.read("git:HEAD:docs/openapi.json");
    expect(head.version).toBeUndefined();
    expect(head.date).toBe("2026-02-03T00:00:00Z");
  });

  it("reads paths with spaces, colons and #", async () => {
    const repository = await createRepository();
    repository.commit({ "my api#1:x.json": documentText("1.0") }, "v1.0");
    const { fetcher } = await startFetching({ cwd: repository.folder });
    expect((await fetcher.open("git:.#v1.0:my api#1:x.json")).infoVersion).toBe("1.0");
  });

  it("lists the tags of a template by number, with dates, without what is no version", async () => {
    const { folder } = await petsRepository();
    const { fetcher } = await startFetching({
      versionsTemplate: `git:${folder}#v{version}:docs/openapi.json`,
    });
    const versions = await fetcher.versions();
    expect(versions.map(({ version }) => version)).toEqual(["1.9.0", "1.10.0", "1.10.1"]);
    expect(versions[0]).toEqual({
      version: "1.9.0",
      date: "2026-01-01T22:00:00Z",
      ref: `git:${folder}#v1.9.0:docs/openapi.json`,
    });
    expect((await fetcher.open("latest")).version).toBe("1.10.1");
    expect((await fetcher.open("previous")).version).toBe("1.10.0");
    expect((await fetcher.open("1.10")).infoVersion).toBe("1.10.0");
    expect((await fetcher.range("1.10.0..")).map(({ version }) => version)).toEqual(["1.10.0", "1.10.1"]);
  });

  it("lists the files of a tree, where the version is in the path", async () => {
    const repository = await createRepository();
    repository.commit({
      "specs/1.0/a.json": documentText("1.0"),
      "specs/1.1/a.json": documentText("1.1"),
      "specs/x": "",
    });
    const { fetcher } = await startFetching({
      versionsTemplate: `git:${repository.folder}#main:specs/{version}/a.json`,
    });
    expect((await fetcher.versions()).map(({ version }) => version)).toEqual(["1.0", "1.1"]);
    expect((await fetcher.open("1.1")).infoVersion).toBe("1.1");
  });

  it("takes a version for a tag, though a branch has its name", async () => {
    const repository = await petsRepository();
    repository.git("branch", "v1.9.0", "v1.10.0");
    const { fetcher } = await startFetching({
      versionsTemplate: `git:${repository.folder}#v{version}:docs/openapi.json`,
    });
    expect((await fetcher.open("1.9.0")).infoVersion).toBe("1.9.0");
  });

  it("leaves out a version that has no document, and says so", async () => {
    const repository = await petsRepository();
    repository.git("rm", "-q", "docs/openapi.json");
    repository.commit({ "other.json": "{}" }, "v1.11.0");
    const { fetcher, lines } = await startFetching({
      versionsTemplate: `git:${repository.folder}#v{version}:docs/openapi.json`,
    });
    const seen: (string | undefined)[] = [];
    for await (const { version } of fetcher.readVersions(await fetcher.versions())) seen.push(version);
    expect(seen).toEqual(["1.9.0", "1.10.0", "1.10.1"]);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain("version 1.11.0 is left out");
  });

  it("is not led astray by the variables of a git hook", async () => {
    const { folder } = await petsRepository();
    const other = await createRepository();
    const env = { PATH: process.env.PATH, GIT_DIR: join(other.folder, ".git"), GIT_INDEX_FILE: "x" };
    const { fetcher } = await startFetching({ cwd: folder, env });
    expect((await fetcher.open("git:v1.9.0:docs/openapi.json")).infoVersion).toBe("1.9.0");
  });

  it.each([
    ["git:v9.9.9:docs/openapi.json", "the repository has no revision v9.9.9", true],
    ["git:v1.9.0:nope.json", "there is no such file at v1.9.0", true],
    ["git:v1.9.0:docs", "it is a tree, not a file", false],
    ["git:nowhere#v1:a.json", "there is no such folder or bundle", false],
  ])("says what is wrong with %s", async (ref, why, missing) => {
    const { folder } = await petsRepository();
    const { fetcher } = await startFetching({ cwd: folder });
    const failed = fetcher.read(ref);
    expect(await messageOf(failed)).toContain(why);
    expect(await failed.catch((error: unknown) => error instanceof MissingError)).toBe(missing);
  });

  it("says that a folder is no repository, and a file no bundle", async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, "file"), "no bundle");
    const { fetcher } = await startFetching({
      cwd: folder,
      env: { PATH: process.env.PATH, GIT_CEILING_DIRECTORIES: folder },
    });
    expect(await messageOf(fetcher.read("git:HEAD:a.json"))).toContain("it is not a git repository");
    expect(await messageOf(fetcher.read("git:file#HEAD:a.json"))).toMatch(
      /cannot read the repository file: /,
    );
  });

  it("says that git is not there", async () => {
    const { folder } = await petsRepository();
    const { fetcher } = await startFetching({ cwd: folder, env: { PATH: "" } });
    expect(await messageOf(fetcher.read("git:HEAD:docs/openapi.json"))).toContain("git is not installed");
  });

  it("reads bundles, and removes what it unpacked", async () => {
    const repository = await petsRepository();
    repository.git("bundle", "create", "--quiet", "pets.bundle", "--all");
    const temporary = await temporaryFolder();
    const cacheDir = join(temporary, "..", "unused");
    vi.stubEnv("TMPDIR", temporary);
    onTestFinished(() => void vi.unstubAllEnvs());
    const { fetcher } = await startFetching({
      cacheDir,
      versionsTemplate: `git:${join(repository.folder, "pets.bundle")}#v{version}:docs/openapi.json`,
    });
    expect((await fetcher.open("latest")).version).toBe("1.10.1");
    expect(await readdir(temporary)).toHaveLength(1);
    await fetcher.close();
    expect(await readdir(temporary)).toEqual([]);
  });
});

const bundle = shared("data", "airfocus.bundle");

describe.skipIf(bundle === undefined)("the 317 tags of airfocus", () => {
  const templateOf = () => `git:${airfocusClone()}#{version}:docs/openapi.json`;

  it("stand in the order of their numbers and dates, not of their letters", async () => {
    const { fetcher } = await startFetching({ versionsTemplate: templateOf() });
    const versions = await fetcher.versions();
    const names = versions.map(({ version }) => version);
    expect(names).toHaveLength(317);
    expect(names.indexOf("1.0.0-beta.33.54.9")).toBeLessThan(names.indexOf("1.0.0-beta.33.54.11"));
    expect([names[0], names.at(-1)]).toEqual(["1.0.0-beta.33.31.6", "1.0.0-beta.47.147.2"]);
    const dates = versions.map(({ date }) => date ?? "");
    expect(dates).toEqual([...dates].sort());
    expect(names).not.toEqual([...names].sort());
  });

  it("are found by their short form; what has no tag has neighbours", async () => {
    const { fetcher } = await startFetching({ versionsTemplate: templateOf() });
    expect((await fetcher.read("46.208.0")).version).toBe("1.0.0-beta.46.208.0");
    expect((await fetcher.read("latest")).version).toBe("1.0.0-beta.47.147.2");
    expect((await fetcher.read("previous")).version).toBe("1.0.0-beta.47.144.0");
    const error = await fetcher.read("1.0.0-beta.47.141.3").catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(MissingError);
    expect((error as MissingError).nearestLower).toBe("1.0.0-beta.47.140.0");
  });

  it("are all read in order through one process, each with its own info.version", async () => {
    const { fetcher } = await startFetching({ versionsTemplate: templateOf() });
    const entries = await fetcher.versions();
    let index = 0;
    for await (const { version, bytes } of fetcher.readVersions(entries)) {
      expect(version).toBe(entries[index++]?.version);
      expect(
        Buffer.from(bytes).includes(`"version": "${version}"`) ||
          Buffer.from(bytes).includes(`"version":"${version}"`),
      ).toBe(true);
    }
    expect(index).toBe(317);
  });
});
