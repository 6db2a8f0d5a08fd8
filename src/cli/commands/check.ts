import { check, isIncomplete, versionRules } from "../../check/index.ts";
import type { ServiceLock } from "../../check/lock.ts";
import { diffRules } from "../../diff/index.ts";
import { EXIT, UsageError } from "../../model/errors.ts";
import type { CheckReport } from "../../model/report.ts";
import { validateRules } from "../../validate/index.ts";
import type { Execute } from "../command.ts";
import { deliver } from "../deliver.ts";
import { openLockFile } from "../lock-file.ts";
import { readSettings, requireService, withSession } from "../session.ts";
import { openStateFile } from "../state-file.ts";

export const execute: Execute = async (invocation) => {
  const { options } = invocation;
  const settings = await readSettings(invocation);
  const { configuration, ...given } = settings;
  const service = requireService(settings, "check");
  const recordings = options.recordings ?? configuration.recordings;
  const lock = await openLockFile(settings.folder, invocation.io);
  let seen: ServiceLock | undefined;
  const accept = (what: ServiceLock) => {
    seen = what;
  };
  const state =
    options.state === undefined
      ? undefined
      : await openStateFile(options.state, service.name, settings.today, invocation.io);
  const looked = await withSession(invocation, settings, ({ fetcher, progress }) =>
    check({
      ...given,
      fetcher,
      cwd: invocation.io.cwd,
      service,
      progress: progress.update,
      lock: lock.of(service.name),
      ...(options.updateLock === true && { seen: accept }),
      ...(options.only === undefined ? {} : { only: options.only }),
      ...(recordings === undefined ? {} : { recordings }),
    }),
  );
  refuseNothing(looked);
  const report = state?.compare(looked) ?? looked;
  if (seen !== undefined) await lock.accept(service.name, seen);
  const exitCode = await deliver(report, invocation, {
    ...settings,
    rules: [...versionRules, ...diffRules, ...validateRules],
    ...(configuration.reports === undefined ? {} : { reports: configuration.reports }),
  });
  await state?.save();
  return exitCode === EXIT.ok && isIncomplete(report) ? EXIT.input : exitCode;
};

/** @throws UsageError where every step was skipped: a job that looks at nothing must not be green. */
function refuseNothing({ service, steps }: CheckReport): void {
  if (steps.some(({ status }) => status !== "skip")) return;
  throw new UsageError({
    what: "there is nothing to check for",
    where: service,
    why: [...new Set(steps.map(({ message }) => message))].join("; "),
    hint: "Say in the configuration where its documents are, or name recordings with --recordings",
  });
}
