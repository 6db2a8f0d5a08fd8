import { createHash } from "node:crypto";
import { readdir, readFile, rm, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { InputError, reasonOf } from "../model/errors.ts";
import { isObject } from "../model/json.ts";
import { readEntry, SHA256 } from "./cache.ts";

export interface CacheSize {
  /** Addresses that were asked. */
  readonly addresses: number;
  /** Different bodies they answered with. */
  readonly documents: number;
  readonly bytes: number;
}

export interface CacheVerdict extends CacheSize {
  /** One line for each file that is not what it should be. */
  readonly problems: readonly string[];
  /** Files that killed processes had begun, and bodies that no address leads to any more: they are removed. */
  readonly leftovers: number;
}

/** Nobody takes longer to write a body and its address; what is older was left behind. */
const ABANDONED = 10 * 60_000;

/** What a person may do with the cache as a whole, also while others write into it. */
export class CacheFolder {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  async size(): Promise<CacheSize> {
    const { objects, addresses } = await this.#files();
    const sizes = await Promise.all([...objects, ...addresses].map(sizeOf));
    return {
      addresses: addresses.length,
      documents: objects.length,
      bytes: sizes.reduce((sum, size) => sum + size, 0),
    };
  }

  /**
   * Reads everything: bodies are what their names say, and addresses lead to bodies. What nobody needs is removed.
   */
  async verify(now = Date.now()): Promise<CacheVerdict> {
    const { objects, addresses, unfinished } = await this.#files();
    const problems: string[] = [];
    const sound = new Set<string>();
    for (const path of objects) {
      const name = basename(path);
      const body = await readFile(path).catch(() => undefined);
      // It may be gone since it was listed.
      if (body === undefined) continue;
      if (SHA256.test(name) && createHash("sha256").update(body).digest("hex") === name) sound.add(name);
      else problems.push(`damaged: ${path} is not what its name says`);
    }
    const needed = new Set<string>();
    for (const path of addresses) {
      const { hashes, problem } = await this.#entry(path, sound);
      problems.push(...problem);
      for (const hash of hashes) needed.add(hash);
    }
    let leftovers = 0;
    for (const path of [...unfinished, ...objects.filter((object) => !needed.has(basename(object)))]) {
      const { mtimeMs = now } = (await stat(path).catch(() => undefined)) ?? {};
      if (now - mtimeMs <= ABANDONED) continue;
      await rm(path, { force: true });
      leftovers++;
    }
    return { ...(await this.size()), problems, leftovers };
  }

  /** Removes what the cache has written, and nothing else that lies there. */
  async clear(): Promise<{ readonly files: number; readonly bytes: number }> {
    const { objects, addresses, unfinished } = await this.#files();
    let bytes = 0;
    const files = [...addresses, ...objects, ...unfinished];
    for (const path of files) {
      bytes += await sizeOf(path);
      await rm(path, { force: true });
    }
    return { files: files.length, bytes };
  }

  async #entry(
    path: string,
    sound: ReadonlySet<string>,
  ): Promise<{ hashes: readonly string[]; problem: readonly string[] }> {
    const text = await readFile(path, "utf8").catch(() => undefined);
    if (text === undefined) return { hashes: [], problem: [] };
    const entry = readEntry(text);
    if (entry === undefined) return { hashes: [], problem: [`damaged: ${path} is no entry`] };
    const hashes = [entry.sha256, ...entry.earlier];
    const missing = hashes.filter((hash) => !sound.has(hash));
    // Written since the bodies were listed?
    const absent = await Promise.all(missing.map(async (hash) => ((await this.#holds(hash)) ? [] : [hash])));
    return {
      hashes,
      problem: absent.flat().map((hash) => `damaged: ${path} leads to ${hash}, which is not there`),
    };
  }

  async #holds(hash: string): Promise<boolean> {
    const body = await readFile(join(this.#folder, "objects", hash.slice(0, 2), hash)).catch(() => undefined);
    return body !== undefined && createHash("sha256").update(body).digest("hex") === hash;
  }

  async #files() {
    const below = async (name: string) => {
      const entries = await readdir(join(this.#folder, name), { recursive: true, withFileTypes: true }).catch(
        (error: unknown) => {
          if (isObject(error) && error.code === "ENOENT") return [];
          throw new InputError({ what: "cannot read the cache", where: this.#folder, why: reasonOf(error) });
        },
      );
      return entries
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
    };
    const objects = await below("objects");
    const addresses = await below("addresses");
    const isUnfinished = (path: string) => path.endsWith(".tmp");
    return {
      objects: objects.filter((path) => !isUnfinished(path)),
      addresses: addresses.filter((path) => !isUnfinished(path)),
      unfinished: [...objects, ...addresses].filter(isUnfinished),
    };
  }
}

async function sizeOf(path: string): Promise<number> {
  return (await stat(path).catch(() => undefined))?.size ?? 0;
}
