import type { Fetcher } from "../fetch/index.ts";
import { UsageError } from "../model/errors.ts";
import type { Consumer } from "../model/finding.ts";
import type { Policy } from "../model/policy.ts";
import type { ServiceDefinition } from "../model/service.ts";
import type { Invocation } from "./command.ts";
import { anchorConfiguration } from "./config/anchor.ts";
import type { Configuration } from "./config/configuration.ts";
import { loadConfiguration } from "./config/load.ts";
import { checkPolicy } from "./config/policy.ts";
import { findService } from "./config/service.ts";
import { oneLine } from "./one-line.ts";
import type { FailOn } from "./options.ts";
import { createProgress, type Progress } from "./progress.ts";

/** What options and configuration together ask for. */
export interface Settings {
  readonly configuration: Configuration;
  /** The configuration's folder, else the current one: what belongs to the project as a whole is there. */
  readonly folder: string;
  readonly service?: ServiceDefinition;
  /** Where the versions are, where that is said beside the service. */
  readonly versions?: string;
  readonly consumer: Consumer;
  readonly openWorld: boolean;
  readonly failOn: FailOn;
  readonly policy?: Policy;
  /** `YYYY-MM-DD`, by which waivers expire. */
  readonly today: string;
}

/** Settings with what is needed to act on them. */
export interface Session extends Settings {
  readonly fetcher: Fetcher;
  readonly progress: Progress;
  /** A note on standard error, unless `--quiet`. */
  readonly note: (line: string) => void;
}

/** The command line wins over the configuration, and that over the defaults. */
export async function readSettings({ io, options }: Invocation): Promise<Settings> {
  const { configuration: written, folder } = await loadConfiguration(options.config, io.cwd);
  const configuration = folder === undefined ? written : anchorConfiguration(written, folder, io.cwd);
  if (configuration.policy !== undefined) await checkPolicy(configuration.policy);
  const name = options.service ?? configuration.service;
  const versions = options.versions ?? configuration.versions;
  const service = name === undefined ? undefined : findService(name, configuration);
  return {
    configuration,
    folder: folder ?? io.cwd,
    ...(service === undefined ? {} : { service: withVersions(service, versions) }),
    ...(versions === undefined ? {} : { versions }),
    consumer: options.consumer ?? configuration.consumer ?? "tolerant",
    openWorld: options.openWorld ?? configuration.openWorld ?? false,
    failOn: options.failOn ?? configuration.failOn ?? "breaking",
    ...(configuration.policy === undefined ? {} : { policy: configuration.policy }),
    today: io.now().toISOString().slice(0, 10),
  };
}

function withVersions(service: ServiceDefinition, versions: string | undefined): ServiceDefinition {
  return versions === undefined
    ? service
    : { ...service, documents: { ...service.documents, tagged: versions } };
}

/** Does some work with a fetcher that is closed afterwards, whatever happens. */
export async function withSession<Result>(
  invocation: Invocation,
  settings: Settings,
  work: (session: Session) => Promise<Result>,
): Promise<Result> {
  const { io, options } = invocation;
  const progress = createProgress(io, options.quiet === true);
  const note = (line: string) => {
    if (options.quiet === true) return;
    progress.clear();
    io.stderr(`${oneLine(line)}\n`);
  };
  const { createFetcher } = await import("../fetch/index.ts");
  const fetcher = createFetcher({
    ...(settings.service === undefined ? {} : { service: settings.service }),
    ...(settings.versions === undefined ? {} : { versionsTemplate: settings.versions }),
    ...(options.cache === undefined ? {} : { cacheDir: options.cache }),
    offline: options.offline === true,
    allowExternal: options.allowExternal === true,
    allowDangling: options.allowDangling === true,
    cwd: io.cwd,
    env: io.env,
    stdin: io.stdin,
    signal: io.signal,
    progress: progress.update,
    log: note,
  });
  try {
    return await work({ ...settings, fetcher, progress, note });
  } finally {
    progress.clear();
    await fetcher.close();
  }
}

/** The policy with the day it is applied on. */
export function policyOf({ policy, today }: Settings): { readonly policy?: Policy; readonly today: string } {
  return { today, ...(policy === undefined ? {} : { policy }) };
}

/** @throws UsageError when no service is named anywhere. */
export function requireService({ service }: Settings, command: string): ServiceDefinition {
  if (service !== undefined) return service;
  throw new UsageError({
    what: "cannot run",
    where: command,
    why: "no service is named",
    hint: "Add --service NAME, or write a configuration with specwitness init",
  });
}
