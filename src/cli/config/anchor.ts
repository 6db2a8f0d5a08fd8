import { isAbsolute, join, relative } from "node:path";
import type { Configuration } from "./configuration.ts";

/**
 * A reference or path as written in a configuration, so that it means the same from the folder the command runs in.
 * Only files, and the repositories of `git:` references, depend on a folder.
 */
export function anchorReference(reference: string, folder: string, cwd: string): string {
  if (folder === cwd || reference === "-") return reference;
  const git = /^git:(?:([^#]*)#)?(.*)$/s.exec(reference);
  if (git !== null) {
    const [, repository = ".", tree = ""] = git;
    return `git:${anchorPath(repository, folder, cwd)}#${tree}`;
  }
  return /^[A-Za-z][A-Za-z0-9+.-]+:/.test(reference) ? reference : anchorPath(reference, folder, cwd);
}

export function anchorPath(path: string, folder: string, cwd: string): string {
  if (folder === cwd || isAbsolute(path)) return path;
  const moved = relative(cwd, join(folder, path)) || ".";
  return moved.startsWith(".") || isAbsolute(moved) ? moved : `./${moved}`;
}

/** The configuration with every path in it seen from `cwd`. */
export function anchorConfiguration(
  configuration: Configuration,
  folder: string,
  cwd: string,
): Configuration {
  const { versions, recordings, reports, services } = configuration;
  return {
    ...configuration,
    ...(versions === undefined ? {} : { versions: anchorReference(versions, folder, cwd) }),
    ...(recordings === undefined
      ? {}
      : { recordings: recordings.map((path) => anchorPath(path, folder, cwd)) }),
    ...(reports === undefined
      ? {}
      : { reports: reports.map((report) => ({ ...report, file: anchorPath(report.file, folder, cwd) })) }),
    ...(services === undefined
      ? {}
      : { services: mapValues(services, (service) => anchorService(service, folder, cwd)) }),
  };
}

type Service = NonNullable<Configuration["services"]>[string];

function anchorService(service: Service, folder: string, cwd: string): Service {
  const { documents, regions } = service;
  return {
    ...service,
    ...(documents && { documents: anchorMembers(documents, ["tagged", "live", "published"], folder, cwd) }),
    ...(regions && { regions: regions.map((region) => anchorMembers(region, ["live"], folder, cwd)) }),
  } as Service;
}

/** The object with the references among its members seen from `cwd`. */
function anchorMembers<Part extends object>(
  part: Part,
  members: readonly (string & keyof Part)[],
  folder: string,
  cwd: string,
): Part {
  const moved = members.flatMap((member) => {
    const reference: unknown = part[member];
    return typeof reference === "string" ? [[member, anchorReference(reference, folder, cwd)]] : [];
  });
  return { ...part, ...Object.fromEntries(moved) };
}

function mapValues<Value>(
  object: Readonly<Record<string, Value>>,
  map: (value: Value) => Value,
): Readonly<Record<string, Value>> {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, map(value)]));
}
