import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { UsageError } from "../model/errors.ts";
import { type CoverageLedger, ledgerText, readLedger } from "../validate/index.ts";
import { writeFiles } from "./files.ts";
import type { Io } from "./io.ts";
import { systemReason } from "./system-reason.ts";

/**
 * What the runs before left in the file of `--coverage`; the first run finds none, and nobody need keep one.
 * @throws UsageError for a path that cannot be read, InputError for a file that is no such ledger.
 */
export async function readCoverageFile(
  path: string | undefined,
  operations: Iterable<string>,
  io: Io,
): Promise<CoverageLedger | undefined> {
  if (path === undefined) return undefined;
  const text = await readFile(resolve(io.cwd, path), "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw new UsageError({ what: "cannot read the coverage", where: path, why: systemReason(error) });
  });
  return text === undefined ? undefined : readLedger(text, path, operations);
}

/** Leaves the file for the next run. */
export async function writeCoverageFile(path: string, ledger: CoverageLedger, io: Io): Promise<void> {
  await writeFiles([{ path, data: ledgerText(ledger) }], io.cwd, io.signal);
}
