import { UsageError } from "../../model/errors.ts";
import type { ServiceDefinition } from "../../model/service.ts";
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
  const base = shipped ?? { name, title: name, documents: {} };
  return own === undefined ? base : { ...overrideService(base, own as ServiceOverride), name };
}
