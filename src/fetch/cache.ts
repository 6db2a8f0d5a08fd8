import { createHash, randomUUID } from "node:crypto";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { reasonOf } from "../model/errors.ts";

export const SHA256 = /^[0-9a-f]{64}$/;

/** What the cache knows of an address. */
export interface CacheEntry {
  /** For people who look into the folder; without secrets. */
  readonly url: string;
  /** SHA-256 of the body. */
  readonly sha256: string;
  readonly etag?: string;
  readonly lastModified?: string;
  /** `Link` and the like: headers that give the body its meaning. */
  readonly headers: Readonly<Record<string, string>>;
  /** Other bodies this address had before, newest last. They are kept. */
  readonly earlier: readonly string[];
}

export interface Cached {
  readonly entry: CacheEntry;
  readonly body: Uint8Array;
}

/**
 * Bodies by their content, and what each address answered last. Every file appears at once and whole (written
 * beside its place, then renamed), so that several processes may share a folder and none can leave half a file.
 */
export class Cache {
  readonly #folder: string;
  readonly #log: (line: string) => void;
  #complained = false;

  constructor(folder: string, log: (line: string) => void) {
    this.#folder = folder;
    this.#log = log;
  }

  /** @returns `undefined` for an address never seen, and for one whose body is damaged: it must be fetched again. */
  async get(address: string): Promise<Cached | undefined> {
    const entry = await this.#entry(address);
    if (entry === undefined) return undefined;
    const body = await readFile(this.#object(entry.sha256)).catch(() => undefined);
    if (body === undefined) return undefined;
    if (digest(body) !== entry.sha256) {
      this.#log(`the cached copy of ${entry.url} is damaged: fetching it again`);
      return undefined;
    }
    return { entry, body };
  }

  /**
   * Keeps a body. A cache that cannot be written is said once.
   * @param fixed is the address expected always to answer the same? Then what it answered before is remembered.
   */
  async put(
    address: string,
    {
      body,
      fixed,
      ...facts
    }: Omit<CacheEntry, "sha256" | "earlier"> & {
      readonly body: Uint8Array;
      readonly fixed: boolean;
    },
  ): Promise<CacheEntry> {
    const sha256 = digest(body);
    const known = fixed ? await this.#entry(address) : undefined;
    const before = known === undefined ? [] : [...known.earlier, known.sha256];
    const entry: CacheEntry = {
      ...facts,
      sha256,
      earlier: [...new Set(before)].filter((hash) => hash !== sha256),
    };
    try {
      await writeWhole(this.#object(sha256), body);
      await writeWhole(this.#address(address), `${JSON.stringify(entry, null, 1)}\n`);
    } catch (error) {
      if (!this.#complained)
        this.#log(`the cache cannot be written (${reasonOf(error)}): going on without it`);
      this.#complained = true;
    }
    return entry;
  }

  /** A body by its hash, whichever address it came from. */
  async content(sha256: string): Promise<Uint8Array | undefined> {
    const body = SHA256.test(sha256)
      ? await readFile(this.#object(sha256)).catch(() => undefined)
      : undefined;
    return body !== undefined && digest(body) === sha256 ? body : undefined;
  }

  async #entry(address: string): Promise<CacheEntry | undefined> {
    const text = await readFile(this.#address(address), "utf8").catch(() => "");
    return readEntry(text);
  }

  #object(sha256: string): string {
    return join(this.#folder, "objects", sha256.slice(0, 2), sha256);
  }

  #address(address: string): string {
    return join(this.#folder, "addresses", `${digest(address)}.json`);
  }
}

/** @returns `undefined` for text that is no entry. */
export function readEntry(text: string): CacheEntry | undefined {
  try {
    const entry = JSON.parse(text) as CacheEntry;
    const hashes = [entry.sha256, ...entry.earlier];
    return hashes.every((hash) => SHA256.test(hash)) ? entry : undefined;
  } catch {
    return undefined;
  }
}

function digest(content: Uint8Array | string): string {
  return createHash("sha256").update(content).digest("hex");
}

async function writeWhole(path: string, content: Uint8Array | string): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const beside = `${path}.${randomUUID()}.tmp`;
  try {
    await writeFile(beside, content, { mode: 0o600, flag: "wx" });
    await rename(beside, path);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
}
