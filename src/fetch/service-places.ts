import { UsageError } from "../model/errors.ts";
import type { Region, ServiceDefinition } from "../model/service.ts";

const VARIABLE = /\$\{([^}]*)\}/g;

/**
 * Replaces `${NAME}` from the environment.
 * @throws UsageError for a name that is not set.
 */
function substituteEnvironment(text: string, env: NodeJS.ProcessEnv, service: string): string {
  return text.replace(VARIABLE, (_, name: string) => {
    const value = env[name];
    if (value !== undefined && value !== "") return value;
    throw new UsageError({
      what: "cannot use the service",
      where: service,
      why: `it needs the environment variable ${name}, which is not set`,
      hint: `Set ${name}`,
    });
  });
}

/** Where a service's things are, with their variables filled in when they are asked for. */
export interface ServicePlaces {
  readonly tagged: string | undefined;
  readonly live: string | undefined;
  readonly published: string | undefined;
  readonly versionEndpoint: string | undefined;
  readonly tokens: string | undefined;
  /** @throws UsageError for a region the service does not have. */
  region(name: string): Region;
  /** The origins of the running server: of its live document and its version endpoint. */
  readonly origins: ReadonlySet<string>;
}

export function placesOf(service: ServiceDefinition | undefined, env: NodeJS.ProcessEnv): ServicePlaces {
  const fill = (text: string | undefined) => text && substituteEnvironment(text, env, service?.name ?? "");
  return {
    get tagged() {
      return fill(service?.documents.tagged);
    },
    get live() {
      return fill(service?.documents.live);
    },
    get published() {
      return fill(service?.documents.published);
    },
    get versionEndpoint() {
      return fill(service?.versionEndpoint?.url);
    },
    region(name) {
      const region = service?.regions?.find((each) => each.name === name);
      if (region === undefined)
        throw new UsageError({
          what: "cannot use the region",
          where: name,
          why: "the service has none of that name",
        });
      const [live, versionEndpoint] = [fill(region.live), fill(region.versionEndpoint)];
      return { name, ...(live && { live }), ...(versionEndpoint && { versionEndpoint }) };
    },
    get tokens() {
      const authentication = service?.authentication;
      return fill(authentication?.type === "bearer" ? authentication.renewal?.url : undefined);
    },
    get origins() {
      const urls = [service?.documents.live, service?.versionEndpoint?.url].map((text) =>
        // One that cannot be filled in cannot be asked either.
        text?.replace(VARIABLE, (_, name: string) => env[name] ?? ""),
      );
      return new Set(urls.flatMap((url) => (url && URL.canParse(url) ? new URL(url).origin : [])));
    },
  };
}
