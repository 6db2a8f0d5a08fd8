import { execFileSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { folderStore } from "../../src/demo/folder-store.ts";
import { gitStore } from "../../src/demo/git-store.ts";
import { InputError } from "../../src/model/errors.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "specwitness-stores-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const text = (bytes: Uint8Array | undefined) => bytes && new TextDecoder().decode(bytes);

describe("a folder", () => {
  test("lists its documents by version, with the dates that are known, and reads them", async () => {
    await writeFile(join(folder, "1.10.0.json"), "ten");
    await writeFile(join(folder, "1.9.0.yaml"), "nine");
    await writeFile(join(folder, "README.md"), "not a document");
    const store = folderStore(folder, { "1.9.0": "2026-01-01T00:00:00Z" });
    expect(await store.list()).toEqual([
      { version: "1.9.0", date: "2026-01-01T00:00:00Z" },
      { version: "1.10.0" },
    ]);
    expect([text(await store.read("1.9.0")), text(await store.read("1.10.0"))]).toEqual(["nine", "ten"]);
    expect(await store.read("README")).toBeUndefined();
    expect(await store.read("../1.9.0")).toBeUndefined();
  });

  test("that is missing is said so", async () => {
    await expect(folderStore(join(folder, "none")).list()).rejects.toThrow(InputError);
  });
});

describe("a git repository", () => {
  const git = (...args: string[]) => {
    const date = "2026-02-03T04:05:06+00:00";
    const who = {
      GIT_AUTHOR_NAME: "a",
      GIT_AUTHOR_EMAIL: "a@b",
      GIT_COMMITTER_NAME: "a",
      GIT_COMMITTER_EMAIL: "a@b",
    };
    const env = { ...process.env, ...who, GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date };
    execFileSync("git", ["-C", folder, ...args], { env });
  };
  const large = "x".repeat(300_000);

  beforeAll(async () => {
    git("init", "--quiet");
    for (const [tag, content] of [
      ["0.9.0", "nine\n"],
      ["0.10.0", `{"large":"${large}"}`],
      ["0.11.0", ""],
    ] as const) {
      await writeFile(join(folder, "api.json"), content);
      git("add", "api.json");
      git("commit", "--quiet", "--message", tag);
      git("tag", tag);
    }
    git("tag", "--annotate", "--message", "annotated", "0.12.0");
  });

  test("lists its tags by version with their dates", async () => {
    const store = gitStore(folder, "api.json");
    const list = await store.list();
    expect(list.map((each) => each.version)).toEqual(["0.9.0", "0.10.0", "0.11.0", "0.12.0"]);
    for (const { date } of list) expect(Date.parse(date ?? "")).toBe(Date.parse("2026-02-03T04:05:06Z"));
    await store.close?.();
  });

  test("reads many documents at once: large, empty, missing, of an annotated tag", async () => {
    const store = gitStore(folder, "api.json");
    const wanted = ["0.10.0", "nothing", "0.11.0", "0.9.0", "0.12.0", "0.9.0\nrefs/tags/0.9.0", "0.10.0"];
    const read = await Promise.all(wanted.map((version) => store.read(version)));
    expect(read.map((bytes) => bytes?.length)).toEqual([300_012, undefined, 0, 5, 0, undefined, 300_012]);
    expect(text(read[3])).toBe("nine\n");
    await store.close?.();
  });

  test("can be closed before, after and between reads", async () => {
    const store = gitStore(folder, "api.json");
    await store.close?.();
    const first = store.read("0.9.0");
    await store.close?.();
    expect(text(await first)).toBe("nine\n");
    expect(text(await store.read("0.9.0"))).toBe("nine\n");
    await store.close?.();
  });

  test("that is none is said so", async () => {
    const store = gitStore(join(folder, "none"), "api.json");
    await expect(store.list()).rejects.toThrow(/cannot list the tags of .*none/);
    await expect(store.read("0.9.0")).rejects.toThrow(InputError);
    await store.close?.();
  });
});
