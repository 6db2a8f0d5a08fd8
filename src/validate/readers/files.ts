import { stat } from "node:fs/promises";
import { relative, resolve, sep } from "node:path";
import { InputError, reasonOf } from "../../model/errors.ts";

/** A recording's file, with the name it is reported under. */
export interface RecordingFile {
  readonly path: string;
  readonly name: string;
  /** Found in a folder, by a name that many other things have too: it need not be a recording. */
  readonly guessed?: boolean;
}

const IN_FOLDERS = ["**/*.{har,ndjson,jsonl,json}", "**/*.{har,ndjson,jsonl,json}.gz"];

/**
 * The files that paths, folders and globs name, in the order given; within a folder or glob by name. A file that
 * is named twice is read once.
 * @throws InputError for a path that is not there, and for a folder or glob that holds no recording.
 */
export async function findRecordings(paths: readonly string[], cwd: string): Promise<RecordingFile[]> {
  const found = new Map<string, RecordingFile>();
  for (const path of paths) {
    for (const file of await expand(path, cwd)) {
      const name = relative(cwd, file).split(sep).join("/") || file;
      const guessed = file !== resolve(cwd, path) && /\.json(?:\.gz)?$/.test(file);
      if (!found.has(file)) found.set(file, { path: file, name, ...(guessed ? { guessed } : {}) });
    }
  }
  return [...found.values()];
}

async function expand(path: string, cwd: string): Promise<string[]> {
  const full = resolve(cwd, path);
  let isFolder: boolean;
  try {
    isFolder = (await stat(full)).isDirectory();
  } catch (error) {
    if (!/[*?{[]/.test(path)) {
      const missing = (error as { code?: string }).code === "ENOENT";
      throw new InputError({
        what: "cannot read the recording",
        where: path,
        why: missing ? "there is no such file" : reasonOf(error),
        hint: "Name a file, a folder or a glob of recordings (HAR, newline-delimited JSON, …)",
      });
    }
    const files = await find(path, cwd);
    if (files.length === 0) throw nothing(path, "no file matches it");
    return files;
  }
  if (!isFolder) return [full];
  const files = await find(IN_FOLDERS, full);
  if (files.length === 0) throw nothing(path, "the folder holds no .har, .ndjson, .jsonl or .json file");
  return files;
}

/** Most recordings are named one by one, and need nobody to search. */
async function find(patterns: string | readonly string[], cwd: string): Promise<string[]> {
  const { glob } = await import("tinyglobby");
  const files = await glob(patterns, { cwd, absolute: true, dot: false });
  return files.sort();
}

function nothing(path: string, why: string): InputError {
  return new InputError({
    what: "cannot read recordings from",
    where: path,
    why,
    hint: "Make some with `specwitness record`, or name other files",
  });
}
