import { readdir, readFile } from "node:fs/promises";
import { dirname, join, relative, resolve } from "node:path";
import { InputError, reasonOf, UsageError } from "../../model/errors.ts";
import { isObject } from "../../model/json.ts";
import { parseText } from "../../model/parse.ts";
import { makeSource } from "../../model/source.ts";
import { systemReason } from "../system-reason.ts";
import type { Configuration } from "./configuration.ts";

/** A configuration with the folder its relative paths start from. */
export interface LoadedConfiguration {
  readonly configuration: Configuration;
  /** Absent where there is no configuration. */
  readonly folder?: string;
}

const NAMES = ["json", "yaml", "yml", "ts"].map((extension) => `specwitness.config.${extension}`);

/**
 * Reads the configuration that `--config` names, or else the nearest one in the current folder and above.
 * @throws UsageError for one that cannot be read, or says something that no configuration can say.
 */
export async function loadConfiguration(
  named: string | undefined,
  cwd: string,
): Promise<LoadedConfiguration> {
  const path = named === undefined ? await findUpwards(cwd) : resolve(cwd, named);
  if (path === undefined) return { configuration: {} };
  const shown = named ?? relative(cwd, path);
  const value = path.endsWith(".ts") ? await importModule(path, shown) : await readData(path, shown);
  const { checkShape } = await import("./shape.ts");
  await checkShape(value, shown);
  return { configuration: value as Configuration, folder: dirname(path) };
}

async function findUpwards(start: string): Promise<string | undefined> {
  for (let folder = start; ; folder = dirname(folder)) {
    const entries = new Set(await readdir(folder).catch(() => []));
    const found = NAMES.filter((name) => entries.has(name));
    if (found.length > 1) {
      throw new UsageError({
        what: "cannot choose a configuration",
        where: relative(start, folder) || ".",
        why: `it holds ${found.join(" and ")}`,
        hint: "Keep one, or name it with --config",
      });
    }
    if (found[0] !== undefined) return join(folder, found[0]);
    if (dirname(folder) === folder) return undefined;
  }
}

async function readData(path: string, shown: string): Promise<unknown> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(path);
  } catch (error) {
    throw unreadable(shown, systemReason(error));
  }
  try {
    return parseText(makeSource({ ref: shown, origin: path, bytes })).value;
  } catch (error) {
    // A broken configuration is wrong usage, where a broken document is a bad input.
    if (error instanceof InputError) throw new UsageError(error.explanation, { cause: error });
    throw error;
  }
}

async function importModule(path: string, shown: string): Promise<unknown> {
  const { createJiti } = await import("jiti");
  try {
    const module = await createJiti(import.meta.url, { fsCache: false }).import(path);
    const value: unknown = isObject(module) && "default" in module ? module.default : module;
    // Only data counts, as in the other formats; a round trip drops what is none.
    return JSON.parse(JSON.stringify(value));
  } catch (error) {
    throw unreadable(shown, reasonOf(error));
  }
}

function unreadable(shown: string, why: string): UsageError {
  return new UsageError({ what: "cannot read the configuration", where: shown, why });
}
