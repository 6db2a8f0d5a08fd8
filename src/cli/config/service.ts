import { UsageError } from "../../model/errors.ts";
import type { Authentication, ServiceDefinition } from "../../model/service.ts";
import { overrideService, type ServiceOverride, services } from "../../services/index.ts";
import { suggestion } from "../nearest.ts";
import type { Configuration } from "./configuration.ts";

/**
 * The service of a name: a shipped one with what the configuration says differently, or one of its own.
 * @throws UsageError for a name that neither knows, or a definition without what every service has.
 */
export function findService(name: string, { services: configured = {} }: Configuration): ServiceDefinition {
  const shipped = services.get(name);
  const own = Object.hasOwn(configured, name) ? configured[name] : undefined;
  if (shipped === undefined && own === undefined) {
    throw new UsageError({
      what: "cannot use the service",
      where: name,
      why: "there is none of that name",
      hint: suggestion(name, [...new Set([...services.keys(), ...Object.keys(configured)])]),
    });
  }
  const empty: ServiceDefinition = { name, title: name, documents: {} };
  const base = shipped ?? empty;
  if (own === undefined) return base;
  const service = { ...empty, ...overrideService(base, own as ServiceOverride), name };
  const missing = firstMissing(service);
  if (missing === undefined) return service;
  throw new UsageError({
    what: "cannot use the service",
    where: name,
    why: `its definition has no ${missing}`,
    hint: `Add it under services.${name} in the configuration`,
  });
}

/** Parts may be overridden one by one, so that only the whole tells what is missing. */
function firstMissing({
  versionEndpoint,
  authentication,
  errors,
}: Partial<ServiceDefinition>): string | undefined {
  if (versionEndpoint !== undefined && versionEndpoint.url === undefined) return "versionEndpoint.url";
  if (errors !== undefined && (errors.schema ?? errors.problemDetails) === undefined) return "errors.schema";
  if (authentication === undefined) return undefined;
  const needed = ["type", ...(NEEDED[authentication.type] ?? [])];
  const member = needed.find((name) => !Object.hasOwn(authentication, name));
  return member === undefined ? undefined : `authentication.${member}`;
}

const NEEDED: Readonly<Record<Authentication["type"], readonly string[]>> = {
  bearer: ["tokenEnv"],
  basic: ["userEnv", "passwordEnv"],
  header: ["name", "valueEnv"],
};
