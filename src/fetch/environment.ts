import { UsageError } from "../model/errors.ts";
import type { Authentication, ServiceDefinition } from "../model/service.ts";
import type { Redactor } from "./redact.ts";

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

/** A service's login: where it may go, and what to say when it is missing. */
export interface Login {
  /** Headers for this URL; none for any origin but the service's own. */
  headersFor(url: string): Readonly<Record<string, string>>;
  /** What to do about a refusal. */
  readonly hint: string | undefined;
}

/**
 * The login that a service's definition describes, from the environment. A variable that is not set is no error:
 * version and document are often public.
 * @param trusted the origins that may see it; asked for when first needed.
 */
export function readLogin(
  authentication: Authentication | undefined,
  trusted: () => ReadonlySet<string>,
  env: NodeJS.ProcessEnv,
  redactor: Redactor,
): Login {
  if (authentication === undefined) return { headersFor: () => ({}), hint: undefined };
  const names = variables(authentication);
  const missing = names.filter((name) => !env[name]);
  const hint =
    missing.length > 0
      ? `Set ${missing.join(" and ")}, which the service's login is read from`
      : `Check ${names.join(" and ")}, which the service's login is read from`;
  if (missing.length > 0) return { headersFor: () => ({}), hint };
  for (const name of names) redactor.hide((env[name] ?? "").trim());
  // A secret that was pasted into a CI system often ends with a line break.
  const headers = loginHeaders(authentication, (name) => (env[name] ?? "").trim());
  for (const value of Object.values(headers)) redactor.hide(value.replace(/^Basic /, ""));
  return { headersFor: (url) => (trusted().has(new URL(url).origin) ? headers : {}), hint };
}

function variables(authentication: Authentication): readonly string[] {
  switch (authentication.type) {
    case "bearer":
      return [authentication.tokenEnv];
    case "basic":
      return [authentication.userEnv, authentication.passwordEnv];
    case "header":
      return [authentication.valueEnv];
  }
}

function loginHeaders(
  authentication: Authentication,
  read: (name: string) => string,
): Record<string, string> {
  switch (authentication.type) {
    case "bearer":
      return { authorization: `Bearer ${read(authentication.tokenEnv)}` };
    case "basic": {
      const login = `${read(authentication.userEnv)}:${read(authentication.passwordEnv)}`;
      return { authorization: `Basic ${Buffer.from(login).toString("base64")}` };
    }
    case "header":
      return { [authentication.name.toLowerCase()]: read(authentication.valueEnv) };
  }
}

/** Where a service's things are, with their variables filled in when they are asked for. */
export interface ServicePlaces {
  readonly tagged: string | undefined;
  readonly live: string | undefined;
  readonly published: string | undefined;
  readonly versionEndpoint: string | undefined;
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
    get origins() {
      const urls = [service?.documents.live, service?.versionEndpoint?.url].map((text) =>
        // One that cannot be filled in cannot be asked either.
        text?.replace(VARIABLE, (_, name: string) => env[name] ?? ""),
      );
      return new Set(urls.flatMap((url) => (url && URL.canParse(url) ? new URL(url).origin : [])));
    },
  };
}
