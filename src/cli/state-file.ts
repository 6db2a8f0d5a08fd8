import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { type CheckMemory, readMemory, remember } from "../check/memory.ts";
import { UsageError } from "../model/errors.ts";
import type { CheckReport } from "../model/report.ts";
import { writeFiles } from "./files.ts";
import type { Io } from "./io.ts";
import { systemReason } from "./system-reason.ts";

/** What one night tells the next. */
export interface StateFile {
  /** The report with what the night before knew. */
  compare(report: CheckReport): CheckReport;
  /** Leaves the file for the next night. */
  save(): Promise<void>;
}

/**
 * Opens the file of `--state`; the first night finds none.
 * @throws UsageError for a path that cannot be read, InputError for a file that is no such state.
 */
export async function openStateFile(
  path: string,
  service: string,
  today: string,
  io: Io,
): Promise<StateFile> {
  const text = await readFile(resolve(io.cwd, path), "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw new UsageError({ what: "cannot read the state", where: path, why: systemReason(error) });
  });
  const before = text === undefined ? undefined : readMemory(text, path, service);
  let memory: CheckMemory | undefined;
  return {
    compare(report) {
      const remembered = remember(report, before, today);
      memory = remembered.memory;
      return remembered.report;
    },
    async save() {
      if (memory === undefined) return;
      await writeFiles([{ path, data: `${JSON.stringify(memory, undefined, 2)}\n` }], io.cwd, io.signal);
    },
  };
}
