import { readdir, readFile } from "node:fs/promises";
import { join, parse } from "node:path";
import { InputError, reasonOf } from "../model/errors.ts";
import { compareVersions } from "../model/version.ts";
import type { VersionStore } from "./version-store.ts";

const EXTENSIONS = [".json", ".yaml", ".yml"];

/**
 * The documents of a folder, each named for its version: `1.0.0.json`, `1.1.0.yaml`.
 * @param dates when each was published, where that is known
 * @throws InputError for a folder that cannot be read
 */
export function folderStore(folder: string, dates: Readonly<Record<string, string>> = {}): VersionStore {
  const files = async () => {
    const names = await readdir(folder).catch((thrown: unknown) => {
      throw new InputError({ what: "cannot read the folder", where: folder, why: reasonOf(thrown) });
    });
    return new Map(
      names
        .map((name) => parse(name))
        .filter(({ ext }) => EXTENSIONS.includes(ext))
        .map(({ name, base }) => [name, join(folder, base)] as const),
    );
  };
  return {
    async list() {
      return [...(await files()).keys()].sort(compareVersions).map((version) => {
        const date = Object.hasOwn(dates, version) ? dates[version] : undefined;
        return date === undefined ? { version } : { version, date };
      });
    },
    async read(version) {
      const file = (await files()).get(version);
      return file === undefined ? undefined : readFile(file);
    },
  };
}
