import { InputError } from "../model/errors.ts";
import { isObject, own } from "../model/json.ts";
import type { TokenRenewal } from "../model/service.ts";
import type { Http } from "./http.ts";
import { type Redactor, safeUrl } from "./redact.ts";

/** Short-lived bearer tokens; they live in memory only. */
export interface TokenSource {
  /** The token in hand, or a new one where there is none or it is about to end. */
  current(): Promise<string>;
  /**
   * Another token after `refused` was.
   * @returns `undefined` where `refused` was itself asked for after a refusal: asking again would go round for ever.
   */
  instead(refused: string): Promise<string | undefined>;
}

interface Token {
  readonly value: string;
  /** Milliseconds since the epoch from which on it is not used any more. */
  readonly until: number;
  readonly afterRefusal: boolean;
}

export interface TokenSourceOptions {
  readonly renewal: TokenRenewal;
  readonly url: () => string;
  readonly id: string;
  readonly secret: string;
  readonly http: Http;
  readonly now: () => number;
  readonly redactor: Redactor;
}

/** A token is given up this much before its end, or after nine tenths of its life where that is shorter. */
const MARGIN = 30_000;

/** OAuth 2.0 client credentials (RFC 6749, section 4.4). Requests that run at once share one token. */
export function createTokenSource(options: TokenSourceOptions): TokenSource {
  const { now } = options;
  let pending: Promise<Token> | undefined;

  /** Whoever comes first asks for all. */
  function insteadOf(old: Promise<Token> | undefined, afterRefusal: boolean): Promise<Token> {
    if (pending !== undefined && pending !== old) return pending;
    const asked = requestToken(options, afterRefusal);
    pending = asked;
    // A failure is told to those who wait for it, and the next one asks again.
    asked.catch(() => {
      if (pending === asked) pending = undefined;
    });
    return asked;
  }

  return {
    async current() {
      const known = pending;
      const token = known === undefined ? undefined : await known;
      if (token !== undefined && now() < token.until) return token.value;
      return (await insteadOf(known, false)).value;
    },
    async instead(refused) {
      const known = pending;
      const token = await known?.catch(() => undefined);
      if (token !== undefined && token.value !== refused) return token.value;
      if (token?.afterRefusal === true) return undefined;
      return (await insteadOf(known, true)).value;
    },
  };
}

async function requestToken(options: TokenSourceOptions, afterRefusal: boolean): Promise<Token> {
  const { renewal, id, secret, http, now, redactor } = options;
  const grant = { grant_type: "client_credentials" };
  const inJson = renewal.request === "json";
  // RFC 6749, section 2.3.1: both parts are form-encoded before they become a Basic login.
  const basic = Buffer.from(`${formEncoded(id)}:${formEncoded(secret)}`).toString("base64");
  redactor.hide(basic);
  const started = now();
  const { body, url } = await http.post(options.url(), {
    headers: {
      accept: "application/json",
      "content-type": inJson ? "application/json" : "application/x-www-form-urlencoded",
      ...(inJson ? {} : { authorization: `Basic ${basic}` }),
    },
    body: inJson
      ? JSON.stringify({ client_id: id, client_secret: secret, ...grant })
      : new URLSearchParams(grant).toString(),
    authHint: `Check ${renewal.clientIdEnv} and ${renewal.clientSecretEnv}`,
  });
  const answer = parsed(body);
  const value = isObject(answer) ? own(answer, "access_token") : undefined;
  if (!isObject(answer) || typeof value !== "string" || !/^[\x21-\x7e]+$/.test(value))
    // Whatever the answer is, it may hold a secret: none of it is shown.
    throw new InputError({
      what: "cannot get a token from",
      where: redactor.clean(safeUrl(url)),
      why: "the answer is no JSON object with an access_token",
      hint: "Check the service's authentication.renewal",
    });
  redactor.hide(value);
  const lifetime = Number(own(answer, "expires_in")) * 1000;
  const until =
    lifetime > 0 ? started + Math.max(lifetime - MARGIN, lifetime * 0.9) : Number.POSITIVE_INFINITY;
  return { value, until, afterRefusal };
}

function formEncoded(text: string): string {
  return new URLSearchParams({ "": text }).toString().slice(1);
}

function parsed(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body));
  } catch {
    return undefined;
  }
}
