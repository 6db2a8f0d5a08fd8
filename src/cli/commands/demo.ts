import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { check, versionRules } from "../../check/index.ts";
import { startHarbour } from "../../demo/harbour.ts";
import { diffRules } from "../../diff/index.ts";
import { createFetcher } from "../../fetch/index.ts";
import { validateRules } from "../../validate/index.ts";
import type { Execute } from "../command.ts";
import { deliver } from "../deliver.ts";
import { createProgress } from "../progress.ts";

export const execute: Execute = async (invocation) => {
  const { io, options } = invocation;
  const { output: html = "specwitness-demo.html", ...shown } = options;
  const { failOn = "breaking", consumer = "tolerant" } = options;
  const progress = createProgress(io, options.quiet === true);
  const harbour = await startHarbour();
  const cacheDir = await mkdtemp(join(tmpdir(), "specwitness-demo-"));
  const fetcher = createFetcher({
    service: harbour.service,
    cacheDir,
    cwd: io.cwd,
    env: io.env,
    signal: io.signal,
  });
  try {
    const report = await check({
      fetcher,
      service: harbour.service,
      // Named by themselves, wherever the package is installed.
      recordings: harbour.recordings.map((file) => basename(file)),
      cwd: dirname(harbour.recordings[0] ?? ""),
      failOn,
      consumer,
      today: io.now().toISOString().slice(0, 10),
      progress: progress.update,
    });
    progress.clear();
    const exitCode = await deliver(
      report,
      { ...invocation, options: shown },
      {
        failOn,
        consumer,
        reports: [{ format: "html", file: html }],
        rules: [...versionRules, ...diffRules, ...validateRules],
      },
    );
    return exitCode;
  } finally {
    progress.clear();
    await fetcher.close();
    await harbour.close();
    await rm(cacheDir, { recursive: true, force: true });
  }
};
