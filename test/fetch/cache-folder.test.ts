import { type ChildProcess, execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { Cache } from "../../src/fetch/cache.ts";
import { CacheFolder } from "../../src/fetch/cache-folder.ts";
import { filesIn, temporaryFolder } from "./support/fetching.ts";

const WRITER = fileURLToPath(new URL("support/cache-writer.mjs", import.meta.url));
const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const compiled = mkdtempSync(join(tmpdir(), "specwitness-cache-"));
const MODULE = join(compiled, "dist/fetch/cache.js");

// Compiled once, so that each of the many processes begins at once.
beforeAll(() => {
  const typescript = createRequire(import.meta.url).resolve("typescript/package.json");
  const options =
    "--module nodenext --target es2023 --rewriteRelativeImportExtensions --types node --noCheck";
  const outDir = join(compiled, "dist");
  const args = ["src/fetch/cache.ts", "--ignoreConfig", "--rootDir", "src", "--outDir", outDir];
  execFileSync(process.execPath, [join(dirname(typescript), "bin/tsc"), ...args, ...options.split(" ")], {
    cwd: ROOT,
  });
  writeFileSync(join(compiled, "package.json"), '{"type":"module","version":"0.0.0"}');
});
afterAll(() => rmSync(compiled, { recursive: true, force: true }));

// Tools that may not be there.
const MOUNT = "mount";
const UNMOUNT = "umount";

/** A process that writes into the cache, once it has begun. */
async function startWriter(folder: string, name: string): Promise<ChildProcess> {
  const child = spawn(process.execPath, [WRITER, MODULE, folder, name], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  await once(child.stdout, "data");
  return child;
}

async function put(folder: string, url: string, text: string): Promise<string[]> {
  const lines: string[] = [];
  const cache = new Cache(folder, (line) => lines.push(line));
  await cache.put(url, { url, headers: {}, fixed: true, body: new TextEncoder().encode(text) });
  return lines;
}

/** Every address the writers use, read back as a fetcher would. */
async function readAll(folder: string): Promise<{ found: number; lines: string[] }> {
  const lines: string[] = [];
  const cache = new Cache(folder, (line) => lines.push(line));
  const read = await Promise.all(Array.from({ length: 7 }, (_, i) => cache.get(`https://example.com/${i}`)));
  return { found: read.filter((each) => each !== undefined).length, lines };
}

describe("a cache into which processes write", () => {
  const SEED = 20_261_120;

  it(`is sound after each of 50 kills at random moments (seed ${SEED}), five processes at once`, async () => {
    const folder = await temporaryFolder();
    const delays = fc.sample(fc.integer({ min: 0, max: 60 }), { seed: SEED, numRuns: 50 });
    for (let batch = 0; batch < 50; batch += 5) {
      const kills = delays.slice(batch, batch + 5).map(async (delay, i) => {
        const child = await startWriter(folder, `writer ${i}`);
        await pause(delay);
        const ended = once(child, "close");
        child.kill("SIGKILL");
        await ended;
        const { problems } = await new CacheFolder(folder).verify();
        expect(problems, `after ${delay} ms`).toEqual([]);
      });
      await Promise.all(kills);
    }
    expect(await readAll(folder)).toEqual({ found: 7, lines: [] });
  }, 60_000);

  it("holds what two processes wrote at once, each to its end", async () => {
    const folder = await temporaryFolder();
    const ends = ["one", "two"].map(async (name) => {
      const child = spawn(process.execPath, [WRITER, MODULE, folder, name, "40"], {
        stdio: ["ignore", "pipe", "inherit"],
      });
      let said = "";
      child.stdout.on("data", (data: Buffer) => {
        said += data.toString();
      });
      const [code] = await once(child, "close");
      return { code, said };
    });
    expect(await Promise.all(ends)).toEqual([
      { code: 0, said: "ready\n" },
      { code: 0, said: "ready\n" },
    ]);
    const verdict = await new CacheFolder(folder).verify();
    expect(verdict).toMatchObject({ problems: [], addresses: 7 });
    expect([...(await filesIn(folder)).keys()].filter((name) => name.endsWith(".tmp"))).toEqual([]);
    expect(await readAll(folder)).toEqual({ found: 7, lines: [] });
  }, 30_000);

  it.skipIf(process.platform === "win32")(
    "goes on without what is larger than its user may write, and leaves no half of it",
    async () => {
      const folder = await temporaryFolder();
      // In blocks of 1024 bytes; a document of the writer is about 180 of them.
      const command = `ulimit -f 64; exec "$0" "$1" "$2" "$3" one 20`;
      const { status, stdout } = spawnSync(
        "bash",
        ["-c", command, process.execPath, WRITER, MODULE, folder],
        {
          encoding: "utf8",
        },
      );
      expect(status).toBe(0);
      expect(stdout).toMatch(/^ready\nthe cache cannot be written \(EFBIG: .*\): going on without it\n$/);
      expect((await filesIn(folder)).size).toBe(0);
    },
  );

  const small = smallDisk();
  it.skipIf(small === undefined)(
    "goes on when the disk is full, and what was kept before is sound",
    async () => {
      const { folder, unmount } = small?.() ?? { folder: "", unmount: () => undefined };
      onTestFinished(unmount);
      expect(await put(folder, "https://example.com/before", "before")).toEqual([]);
      const { status, stdout } = spawnSync(process.execPath, [WRITER, MODULE, folder, "one", "20"], {
        encoding: "utf8",
      });
      expect(status).toBe(0);
      expect(stdout).toMatch(/^ready\nthe cache cannot be written \(ENOSPC: .*\): going on without it\n$/);
      expect(await new CacheFolder(folder).verify()).toMatchObject({ problems: [], leftovers: 0 });
      const cache = new Cache(folder, () => undefined);
      expect(String((await cache.get("https://example.com/before"))?.body)).toBe("before");
      expect([...(await filesIn(folder)).keys()].filter((name) => name.endsWith(".tmp"))).toEqual([]);
    },
  );
});

/** A disk of 256 kB; `undefined`, said in one line, where this user may not mount one. */
function smallDisk(): (() => { folder: string; unmount: () => void }) | undefined {
  const folder = join(compiled, "small-disk");
  const mount = () => {
    mkdirSync(folder, { recursive: true });
    return spawnSync(MOUNT, ["-t", "tmpfs", "-o", "size=256k", "tmpfs", folder]).status === 0;
  };
  const unmount = () => {
    spawnSync(UNMOUNT, [folder]);
    rmSync(folder, { recursive: true, force: true });
  };
  const possible = process.platform === "linux" && mount();
  unmount();
  if (!possible) process.stderr.write("a full disk: skipped, no small one can be mounted here\n");
  return possible
    ? () => {
        mount();
        return { folder, unmount };
      }
    : undefined;
}

describe("cache verify", () => {
  it("counts what is there, and names what is damaged", async () => {
    const folder = await temporaryFolder();
    await put(folder, "https://example.com/a", "one");
    await put(folder, "https://example.com/a", "two");
    await put(folder, "https://example.com/b", "three");
    const cache = new CacheFolder(folder);
    expect(await cache.verify()).toMatchObject({ addresses: 2, documents: 3, problems: [], leftovers: 0 });
    const [object = ""] = [...(await filesIn(join(folder, "objects")))]
      .filter(([, content]) => String(content) === "three")
      .map(([name]) => name);
    truncateSync(join(folder, "objects", object), 2);
    const { problems } = await cache.verify();
    expect(problems).toHaveLength(2);
    expect(problems[0]).toContain("is not what its name says");
    expect(problems[1]).toContain(`leads to ${object.slice(3)}, which is not there`);
    const [entry = ""] = readdirSync(join(folder, "addresses"));
    writeFileSync(join(folder, "addresses", entry), "{");
    expect((await cache.verify()).problems.join()).toContain(`${entry} is no entry`);
  });

  it("removes what killed processes began, once nobody can be at it any more", async () => {
    const folder = await temporaryFolder();
    await put(folder, "https://example.com/a", "one");
    const [old, fresh] = ["old.tmp", "fresh.tmp"].map((name) => join(folder, "addresses", name)) as [
      string,
      string,
    ];
    for (const path of [old, fresh]) writeFileSync(path, "half");
    const hourAgo = Date.now() / 1000 - 3600;
    utimesSync(old, hourAgo, hourAgo);
    expect(await new CacheFolder(folder).verify()).toMatchObject({ problems: [], leftovers: 1 });
    expect(readdirSync(join(folder, "addresses"))).toContain("fresh.tmp");
    expect(readdirSync(join(folder, "addresses"))).not.toContain("old.tmp");
  });

  it("removes bodies that nothing leads to any more, and keeps what a tag held before", async () => {
    const folder = await temporaryFolder();
    const url = "https://example.com/live";
    const cache = new Cache(folder, () => undefined);
    for (const text of ["one", "two"])
      await cache.put(url, { url, headers: {}, fixed: false, body: new TextEncoder().encode(text) });
    await put(folder, "https://example.com/tag", "three");
    await put(folder, "https://example.com/tag", "four");
    const hourLater = Date.now() + 3_600_000;
    expect(await new CacheFolder(folder).verify(hourLater)).toMatchObject({ problems: [], leftovers: 1 });
    const left = [...(await filesIn(join(folder, "objects"))).values()].map(String);
    expect(left.sort()).toEqual(["four", "three", "two"]);
  });
});

describe("cache size and clear", () => {
  it("tell how much is kept, and remove it and nothing else", async () => {
    const folder = await temporaryFolder();
    await put(folder, "https://example.com/a", "one");
    writeFileSync(join(folder, "mine.txt"), "mine");
    const cache = new CacheFolder(folder);
    const { bytes, ...counts } = await cache.size();
    expect(counts).toEqual({ addresses: 1, documents: 1 });
    expect(bytes).toBeGreaterThan(3);
    expect(await cache.clear()).toEqual({ files: 2, bytes });
    expect(await cache.size()).toEqual({ addresses: 0, documents: 0, bytes: 0 });
    expect(statSync(join(folder, "mine.txt")).size).toBe(4);
  });

  it("find nothing where there is no cache yet", async () => {
    const cache = new CacheFolder(join(await temporaryFolder(), "none"));
    expect(await cache.verify()).toMatchObject({ addresses: 0, documents: 0, problems: [] });
    expect(await cache.clear()).toEqual({ files: 0, bytes: 0 });
  });
});
