import type { ServiceDefinition } from "../model/service.ts";
import { airbyte } from "./airbyte.ts";
import { airfocus } from "./airfocus.ts";
import { atlassianFocus } from "./atlassian-focus.ts";
import { infinity } from "./infinity.ts";

export { overrideService, type ServiceOverride } from "./override.ts";

/** The services specwitness knows from the start, by name. */
export const services: ReadonlyMap<string, ServiceDefinition> = new Map(
  [airfocus, atlassianFocus, infinity, airbyte].map((service) => [service.name, service]),
);
