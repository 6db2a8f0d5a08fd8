import { readFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { EMPTY_LOCK, mergeLock, type ServiceLock } from "../check/lock.ts";
import { UsageError } from "../model/errors.ts";
import { isObject, type Json, type JsonObject, own } from "../model/json.ts";
import { writeFiles } from "./files.ts";
import type { Io } from "./io.ts";
import { systemReason } from "./system-reason.ts";

const NAME = "specwitness.lock.json";
const FORMAT = 1;

/** What was accepted, by service: a file beside the configuration, to be reviewed and kept like it. */
export interface LockFile {
  /** What was accepted of a service; nothing where there is no file. */
  of(service: string): ServiceLock;
  /** Adds what was seen of a service, and writes the file. */
  accept(service: string, seen: ServiceLock): Promise<void>;
}

/** @throws UsageError for a file that cannot be read, or that is none of ours. */
export async function openLockFile(folder: string, io: Io): Promise<LockFile> {
  const path = relative(io.cwd, join(folder, NAME));
  const services = await read(join(folder, NAME), path);
  const of = (service: string) => services.get(service) ?? EMPTY_LOCK;
  return {
    of,
    async accept(service, seen) {
      services.set(service, mergeLock(of(service), seen));
      const sorted = [...services].sort(([left], [right]) => (left < right ? -1 : 1));
      const content = { formatVersion: FORMAT, services: Object.fromEntries(sorted) };
      await writeFiles([{ path, data: `${JSON.stringify(content, null, 2)}\n` }], io.cwd, io.signal);
    },
  };
}

async function read(file: string, shown: string): Promise<Map<string, ServiceLock>> {
  const refuse = (why: string) =>
    new UsageError({
      what: "cannot use the lock file",
      where: shown,
      why,
      hint: "Mend it, or remove it and write it again with specwitness check --update-lock",
    });
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return new Map();
    throw refuse(systemReason(error));
  }
  let content: Json;
  try {
    content = JSON.parse(text) as Json;
  } catch {
    throw refuse("it is not valid JSON");
  }
  const services =
    isObject(content) && own(content, "formatVersion") === FORMAT ? own(content, "services") : undefined;
  if (!isObject(services)) throw refuse(`it is not of format version ${FORMAT}`);
  return new Map(
    Object.entries(services).map(([name, lock]) => {
      if (!isLock(lock)) throw refuse(`services.${name} is not what specwitness writes`);
      return [name, lock as unknown as ServiceLock];
    }),
  );
}

function isLock(lock: Json): lock is JsonObject {
  if (!isObject(lock)) return false;
  const versions = own(lock, "versions");
  const baseline = own(lock, "baseline");
  return (
    isObject(versions) &&
    (baseline === undefined || typeof baseline === "string") &&
    Object.values(versions).every(
      (version) =>
        isObject(version) &&
        Object.values(version).every((hash) => typeof hash === "string" && /^[0-9a-f]{64}$/.test(hash)),
    )
  );
}
