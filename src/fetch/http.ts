import { setTimeout as pause } from "node:timers/promises";
import { InputError } from "../model/errors.ts";
import { TOOL } from "../model/tool.ts";
import type { Client, HttpRequest, HttpResponse } from "./client.ts";
import { describeFailure } from "./failure.ts";
import { MissingError, RateLimitError, RefusedError } from "./fetch-errors.ts";
import type { Credentials } from "./login.ts";
import { createPace } from "./pace.ts";
import { excerpt, type Redactor, safeUrl } from "./redact.ts";
import {
  ATTEMPTS,
  askedDelay,
  backOff,
  deservesRetry,
  isRateLimited,
  LONGEST_WAIT,
  type RateLimitHeaders,
} from "./retry.ts";
import { Semaphore } from "./semaphore.ts";

export interface HttpOptions {
  readonly client: Client;
  readonly redactor: Redactor;
  readonly log: (line: string) => void;
  readonly signal?: AbortSignal | undefined;
  /** How servers name their rate limits. */
  readonly limits: readonly RateLimitHeaders[];
  readonly concurrency?: number;
  /** How often a request is sent before it fails. */
  readonly attempts?: number;
  /** For tests: the clock, and waiting. */
  readonly now?: (() => number) | undefined;
  readonly sleep?: ((milliseconds: number, signal?: AbortSignal) => Promise<unknown>) | undefined;
}

export interface GetOptions {
  readonly headers?: Readonly<Record<string, string>>;
  /** A login that only the origin of the URL asked for may see. */
  readonly credentials?: Credentials | undefined;
  /** What to do about a 401 or 403. */
  readonly authHint?: string | undefined;
  /** Where the URL and its redirects may lead; default: anywhere. What it throws is thrown. */
  readonly allow?: ((url: URL) => Promise<Reach>) | undefined;
}

/** How far a connection may lead: `public` is refused addresses that only this machine or its network reaches. */
export type Reach = NonNullable<HttpRequest["reach"]>;

export interface PostOptions {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly authHint: string;
}

/** An answer with the address it finally came from. */
interface Answer extends HttpResponse {
  readonly url: URL;
}

/** Requests with redirects, retries and plain words for what goes wrong. */
export interface Http {
  /**
   * @returns answers with status 200 to 299, and 304.
   * @throws MissingError for 404 and 410; InputError for everything else that is no answer.
   */
  get(url: string, options?: GetOptions): Promise<Answer>;
  /** For requests that may be repeated. It follows no redirect: what it carries is for this address alone. */
  post(url: string, options: PostOptions): Promise<Answer>;
}

type Headers = Readonly<Record<string, string>>;

const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);
const MOST_REDIRECTS = 5;

export function createHttp(options: HttpOptions): Http {
  const { client, redactor, log, signal, limits, now = Date.now, attempts = ATTEMPTS } = options;
  const sleep =
    options.sleep ?? ((milliseconds, stop) => pause(milliseconds, undefined, stop ? { signal: stop } : {}));
  const semaphore = new Semaphore(options.concurrency ?? 8);

  const problem = (url: URL, why: string, hint?: string) => ({
    what: "cannot fetch",
    where: redactor.clean(safeUrl(url)),
    why: redactor.clean(why),
    ...(hint === undefined ? {} : { hint }),
  });

  let said = "";
  async function wait(milliseconds: number, url: URL, why: string): Promise<void> {
    const line = redactor.clean(`waiting ${Math.ceil(milliseconds / 1000)} s for ${url.host}: ${why}`);
    // Requests that run at once wait for the same thing.
    if (milliseconds >= 1000 && line !== said) log(line);
    said = line;
    await sleep(milliseconds, signal).catch((error: unknown) => {
      signal?.throwIfAborted();
      throw error;
    });
    said = "";
  }

  const pace = createPace({ limits, now, wait });

  async function send(request: HttpRequest, hasWaited: boolean): Promise<HttpResponse> {
    const { origin } = request.url;
    let response: HttpResponse | undefined;
    await pace.enter(origin, hasWaited);
    try {
      response = await client.send({
        ...request,
        headers: { "user-agent": `${TOOL.name}/${TOOL.version}`, ...request.headers },
        signal,
      });
      return response;
    } finally {
      pace.leave(origin, response);
    }
  }

  /** One hop, tried again where that may help. */
  async function attempt(request: HttpRequest): Promise<HttpResponse> {
    for (let number = 1; ; number++) {
      signal?.throwIfAborted();
      let response: HttpResponse;
      try {
        response = await send(request, number > 1);
      } catch (error) {
        signal?.throwIfAborted();
        const failure = describeFailure(error);
        if (failure.retry && number < attempts) {
          await wait(backOff(number), request.url, failure.why);
          continue;
        }
        const tries = number > 1 ? ` (tried ${number} times)` : "";
        throw new InputError(problem(request.url, `${failure.why}${tries}`, failure.hint), { cause: error });
      }
      if (!deservesRetry(response, limits)) return response;
      const asked = askedDelay(response, limits, now());
      if (asked !== undefined && asked > LONGEST_WAIT) {
        const minutes = Math.ceil(asked / 60_000);
        throw new RateLimitError(
          problem(
            request.url,
            `it answers ${response.status} and asks to wait ${minutes} minutes${words(response)}`,
            "Try again then, or give a token with a higher limit",
          ),
        );
      }
      if (number >= attempts) return response;
      await wait(asked ?? backOff(number), request.url, `it answers ${response.status}`);
    }
  }

  /** What is in it is from now on shown nowhere. */
  function hidden(login: Headers): Headers {
    for (const value of Object.values(login)) {
      redactor.hide(value);
      // The token of `Bearer TOKEN`.
      redactor.hide(value.replace(/^\S+ /, ""));
    }
    return login;
  }

  async function follow(first: URL, basic: Headers, options: GetOptions): Promise<Answer> {
    const { headers, credentials, allow } = options;
    let url = first;
    let login = hidden({ ...basic, ...(await credentials?.headers()) });
    let mayRenew = credentials?.renewed !== undefined;
    for (let hops = 0; ; hops++) {
      const reach = await allow?.(url);
      // A login that was left behind is not taken up again, whoever leads back.
      if (url.origin !== first.origin) {
        login = {};
        mayRenew = false;
      }
      const request = { url, reach, headers: { ...headers, ...login } };
      let response = await attempt(request);
      if (response.status === 401 && mayRenew) {
        mayRenew = false;
        const renewed = await credentials?.renewed?.(login);
        login = hidden(renewed ?? login);
        if (renewed !== undefined)
          response = await attempt({ ...request, headers: { ...headers, ...login } });
      }
      const location = response.headers.get("location");
      if (!REDIRECTS.has(response.status) || location === undefined) return { ...response, url };
      if (hops === MOST_REDIRECTS)
        throw new InputError(
          problem(first, `it redirects more than ${MOST_REDIRECTS} times`, "Check the address"),
        );
      if (!URL.canParse(location, url.href))
        throw new InputError(problem(url, `it redirects to ${excerpt(location)}, which is no URL`));
      const next = new URL(location, url.href);
      const followed = next.protocol === "https:" || (next.protocol === "http:" && url.protocol === "http:");
      if (!followed)
        throw new InputError(
          problem(url, `it redirects to ${next.protocol}, which is not followed from ${url.protocol}`),
        );
      url = next;
    }
  }

  return {
    async get(address, getOptions = {}) {
      const url = new URL(address);
      redactor.hide(decoded(url.password));
      const basic = basicLogin(url);
      const answer = await semaphore.run(() => follow(url, basic, getOptions));
      if (isAnswer(answer)) return answer;
      throw refusal(answer, getOptions.authHint);
    },
    async post(address, { headers, body, authHint }) {
      const url = new URL(address);
      const answer = { ...(await attempt({ method: "POST", url, headers, body })), url };
      if (isAnswer(answer)) return answer;
      throw refusal(answer, authHint);
    },
  };

  function refusal(answer: Answer, authHint: string | undefined): InputError {
    const { status, url } = answer;
    if (status === 404 || status === 410)
      return new MissingError(problem(url, `there is nothing (status ${status})`, "Check the address"));
    if (isRateLimited(answer, limits))
      return new RateLimitError(
        problem(
          url,
          `it limits requests (status ${status}, tried ${attempts} times)${words(answer)}`,
          "Try again later",
        ),
      );
    const tries = deservesRetry(answer, limits) ? `, tried ${attempts} times` : "";
    const hint = status === 401 || status === 403 ? (authHint ?? "It may want a login") : undefined;
    return new RefusedError(problem(url, `it answers with status ${status}${tries}${words(answer)}`, hint));
  }
}

function isAnswer({ status }: Answer): boolean {
  return (status >= 200 && status < 300) || status === 304;
}

/** `user:password@` in a URL is a login; it leaves the URL here. */
function basicLogin(url: URL): Record<string, string> {
  if (url.username === "" && url.password === "") return {};
  const login = `${decoded(url.username)}:${decoded(url.password)}`;
  url.username = "";
  url.password = "";
  return { authorization: `Basic ${Buffer.from(login).toString("base64")}` };
}

/** What is no percent-encoding stands for itself. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The first words of an error's body. */
function words({ body, headers }: HttpResponse): string {
  const text = new TextDecoder().decode(body.subarray(0, 2000));
  const plain = /html/.test(headers.get("content-type") ?? "")
    ? text.replace(/<(style|script)[\s\S]*?<\/\1>|<[^>]*>/gi, " ")
    : text;
  const shown = excerpt(plain, 100);
  return shown === "" ? "" : `: ${shown}`;
}
