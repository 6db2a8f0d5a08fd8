import type { Authentication } from "../model/service.ts";
import type { Http } from "./http.ts";
import type { Redactor } from "./redact.ts";
import { createTokenSource } from "./token.ts";

type Headers = Readonly<Record<string, string>>;

/** The headers that carry a login, and other ones after a server refused them. */
export interface Credentials {
  headers(): Promise<Headers>;
  /** Asked once for each request that got a 401; `undefined` where there is nothing else to try. */
  renewed?(refused: Headers): Promise<Headers | undefined>;
}

/** A service's login: where it may go, and what to say when it is missing. */
export interface Login {
  /** What a request to this URL may carry: `undefined` for any origin but the service's own. */
  for(url: string): Credentials | undefined;
  /** What to do about a refusal. */
  readonly hint: string | undefined;
}

export interface LoginOptions {
  readonly authentication: Authentication | undefined;
  /** The origins that may see it; asked for when first needed. */
  readonly trusted: () => ReadonlySet<string>;
  /** Where short-lived tokens come from, with its variables filled in; asked for when first needed. */
  readonly renewalUrl: () => string | undefined;
  readonly env: NodeJS.ProcessEnv;
  readonly redactor: Redactor;
  readonly http: Http;
  readonly now: () => number;
}

/**
 * The login that a service's definition describes, from the environment. A variable that is not set is no error:
 * version and document are often public.
 */
export function readLogin(options: LoginOptions): Login {
  const { authentication, trusted, env, redactor } = options;
  if (authentication === undefined) return { for: () => undefined, hint: undefined };
  const names = variables(authentication);
  const renewal = authentication.type === "bearer" ? authentication.renewal : undefined;
  const renewalNames = renewal === undefined ? [] : [renewal.clientIdEnv, renewal.clientSecretEnv];
  // A secret that was pasted into a CI system often ends with a line break.
  const read = (name: string) => (env[name] ?? "").trim();
  const isSet = (name: string) => read(name) !== "";
  for (const name of [...names, ...renewalNames]) redactor.hide(read(name));

  const fixed = names.every(isSet) ? loginHeaders(authentication, read) : undefined;
  for (const value of Object.values(fixed ?? {})) redactor.hide(value.replace(/^Basic /, ""));
  const renewed = renewalNames.length > 0 && renewalNames.every(isSet) ? tokens(options, read) : undefined;
  const credentials =
    fixed === undefined
      ? renewed
      : { headers: async () => fixed, ...(renewed?.renewed && { renewed: renewed.renewed }) };
  return {
    for: (url) => (trusted().has(new URL(url).origin) ? credentials : undefined),
    hint: hintFor(credentials !== undefined, [names, renewalNames]),
  };

  function hintFor(given: boolean, ways: readonly (readonly string[])[]): string {
    const all = ways.filter((way) => way.length > 0 && (!given || way.every(isSet)));
    const unset = all.map((way) => (given ? way : way.filter((name) => !isSet(name))).join(" and "));
    return `${given ? "Check" : "Set"} ${unset.join(", or ")}, which the service's login is read from`;
  }
}

/** Bearer tokens that are asked for as they are needed. */
function tokens(options: LoginOptions, read: (name: string) => string): Credentials | undefined {
  const { authentication, renewalUrl } = options;
  if (authentication?.type !== "bearer" || authentication.renewal === undefined) return undefined;
  const { renewal } = authentication;
  const source = createTokenSource({
    ...options,
    renewal,
    url: () => renewalUrl() ?? renewal.url,
    id: read(renewal.clientIdEnv),
    secret: read(renewal.clientSecretEnv),
  });
  const carry = (token: string) => ({ authorization: `Bearer ${token}` });
  return {
    headers: async () => carry(await source.current()),
    async renewed({ authorization = "" }) {
      const token = await source.instead(authorization.replace(/^Bearer /, ""));
      return token === undefined ? undefined : carry(token);
    },
  };
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

function loginHeaders(authentication: Authentication, read: (name: string) => string): Headers {
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
