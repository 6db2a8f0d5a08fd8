import type { Authentication } from "../model/service.ts";
import type { Redactor } from "./redact.ts";

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
