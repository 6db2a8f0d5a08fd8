import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { PageFile } from "../report/index.ts";
import type { OutputFile } from "./files.ts";

/** Pages of a folder: those that differ from what lies there already, and how many do not. */
export interface Pages {
  readonly files: readonly OutputFile[];
  readonly same: number;
}

/** Leaves a page alone that would be written as it is, so that whoever watches the folder sees what is new. */
export async function pagesIn(folder: string, pages: readonly PageFile[], cwd: string): Promise<Pages> {
  const files = pages.map(({ name, text }): OutputFile => ({ path: join(folder, name), data: text }));
  const there = await Promise.all(
    files.map(({ path }) => readFile(resolve(cwd, path), "utf8").catch(() => undefined)),
  );
  const changed = files.filter(({ data }, i) => there[i] !== data);
  return { files: changed, same: files.length - changed.length };
}
