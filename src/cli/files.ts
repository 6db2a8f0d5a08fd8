import { randomUUID } from "node:crypto";
import { mkdir, readFile, realpath, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { UsageError } from "../model/errors.ts";
import { systemReason } from "./system-reason.ts";

/** A file that a run is to leave behind. */
export interface OutputFile {
  /** As the person named it. */
  readonly path: string;
  readonly data: string | Uint8Array;
}

/**
 * Writes all files or none: each is first written beside its place and then moved there, so that nobody ever
 * reads half a file, and a failing or interrupted run leaves what was there before.
 * @throws UsageError for a path that cannot be written.
 */
export async function writeFiles(
  files: readonly OutputFile[],
  cwd: string,
  signal: AbortSignal,
): Promise<void> {
  const staged: { temporary: string; target: string; path: string }[] = [];
  try {
    for (const { path, data } of files) {
      await attempt(path, async () => {
        const { target, kind } = await look(resolve(cwd, path));
        if (kind === "folder") throw new Error("it is a folder");
        // A device or pipe must be written into; moving a file there would replace it.
        if (kind === "special") return writeFile(target, data);
        const temporary = `${target}.${randomUUID()}.tmp`;
        staged.push({ temporary, target, path });
        await mkdir(dirname(target), { recursive: true });
        await writeFile(temporary, data, { signal });
      });
    }
    signal.throwIfAborted();
    for (const { temporary, target, path } of staged) await attempt(path, () => rename(temporary, target));
  } finally {
    await Promise.all(staged.map(({ temporary }) => rm(temporary, { force: true }).catch(() => {})));
  }
}

/**
 * The text of a file that an option names.
 * @throws UsageError when there is none.
 */
export async function readText(path: string, cwd: string, what: string): Promise<string> {
  try {
    return await readFile(resolve(cwd, path), "utf8");
  } catch (error) {
    throw new UsageError({ what, where: path, why: systemReason(error) });
  }
}

export async function isFolder(path: string, cwd: string): Promise<boolean> {
  return stat(resolve(cwd, path)).then(
    (facts) => facts.isDirectory(),
    () => false,
  );
}

async function attempt(path: string, write: () => Promise<void>): Promise<void> {
  try {
    await write();
  } catch (error) {
    if (error instanceof Error && error.name === "AbortError") throw error;
    throw new UsageError({
      what: "cannot write",
      where: path,
      why: systemReason(error),
      hint: "Name a file in a folder you may write to",
    });
  }
}

/** What stands at a path already, at the end of its symbolic links. */
async function look(path: string): Promise<{ target: string; kind: "file" | "folder" | "special" | "none" }> {
  try {
    const target = await realpath(path);
    const facts = await stat(target);
    return { target, kind: facts.isDirectory() ? "folder" : facts.isFile() ? "file" : "special" };
  } catch {
    return { target: path, kind: "none" };
  }
}
