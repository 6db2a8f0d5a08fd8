import type { Body, Exchange, Headers } from "../model/exchange.ts";
import type { Json } from "../model/json.ts";

/** A response of one of the known clients as an exchange; the request's method where the client tells it. */
export interface Received {
  readonly url?: string;
  readonly method?: string;
  readonly response: NonNullable<Exchange["response"]>;
}

/**
 * Reads a response of `fetch`, undici's `request`, axios, supertest or superagent, told apart by their members.
 * @throws TypeError for anything else, and for a body that was read before and is gone.
 */
export async function readReceived(received: unknown): Promise<Received> {
  if (typeof received !== "object" || received === null)
    throw new TypeError(
      `toMatchContract takes a response, not ${received === null ? "null" : typeof received}`,
    );
  const response = received as Readonly<Record<string, unknown>>;
  if (typeof response.clone === "function" && typeof response.status === "number")
    return readFetched(received as Response);
  if (typeof response.statusCode === "number" && isReadable(response.body))
    return readUndici(response, response.body);
  if (typeof response.status === "number" && "config" in response && "data" in response)
    return readAxios(response);
  if (typeof response.status === "number" && "text" in response && "headers" in response)
    return readSuperagent(response);
  throw new TypeError("toMatchContract takes a response of fetch, undici, axios, supertest or superagent");
}

async function readFetched(response: Response): Promise<Received> {
  if (response.bodyUsed)
    throw new TypeError(
      "the response's body has been read already: call toMatchContract first, it reads a copy",
    );
  const bytes = Buffer.from(await response.clone().arrayBuffer());
  return {
    ...(response.url === "" ? {} : { url: response.url }),
    response: {
      status: response.status,
      headers: headersOf(Object.fromEntries(response.headers)),
      ...bodyOf(bytes),
    },
  };
}

interface Readable {
  text(): Promise<string>;
  json(): Promise<unknown>;
  readonly bodyUsed: boolean;
}

function isReadable(body: unknown): body is Readable {
  return typeof body === "object" && body !== null && "text" in body && typeof body.text === "function";
}

/** A stream can be read once only: what was read is put in its place, so that the test can read it too. */
async function readUndici(response: Readonly<Record<string, unknown>>, body: Readable): Promise<Received> {
  const kept = KEPT.get(body);
  if (kept === undefined && body.bodyUsed)
    throw new TypeError("the response's body has been read already: call toMatchContract before body.json()");
  const text = kept ?? (await body.text());
  KEPT.set(body, text);
  Object.defineProperties(body, {
    text: { value: async () => text, configurable: true },
    json: { value: async () => JSON.parse(text) as unknown, configurable: true },
  });
  return {
    response: {
      status: Number(response.statusCode),
      headers: headersOf(response.headers),
      ...(text === "" ? {} : { body: { text } }),
    },
  };
}

const KEPT = new WeakMap<object, string>();

/** axios has parsed JSON already, and leaves what is no JSON as text. */
function readAxios(response: Readonly<Record<string, unknown>>): Received {
  const config = response.config as {
    readonly url?: string;
    readonly baseURL?: string;
    readonly method?: string;
  };
  const headers = headersOf(response.headers);
  const url = config.url === undefined ? config.baseURL : joined(config.baseURL, config.url);
  return {
    ...(url === undefined ? {} : { url }),
    ...(config.method === undefined ? {} : { method: config.method.toUpperCase() }),
    response: { status: Number(response.status), headers, ...parsedBody(response.data, headers) },
  };
}

function joined(base: string | undefined, url: string): string {
  return base === undefined || /^[a-z][\w+.-]*:/i.test(url)
    ? url
    : `${base.replace(/\/$/, "")}/${url.replace(/^\//, "")}`;
}

function parsedBody(data: unknown, headers: Headers): { body?: Body } {
  if (data === undefined || data === "") return {};
  if (data instanceof ArrayBuffer) return bodyOf(Buffer.from(data));
  if (data instanceof Uint8Array) return bodyOf(Buffer.from(data));
  const isJson = /[/+]json\b/i.test((headers["content-type"] ?? []).join());
  if (typeof data !== "string") return { body: { json: data as Json } };
  // A JSON string that was parsed is no longer JSON itself; text that never was JSON is to be found so.
  return { body: isJson && !looksLikeJson(data) ? { json: data } : { text: data } };
}

function looksLikeJson(text: string): boolean {
  return /^\s*(?:[[{"]|-?\d|true|false|null)/.test(text);
}

function readSuperagent(response: Readonly<Record<string, unknown>>): Received {
  const request = response.request as { readonly method?: string; readonly url?: string } | undefined;
  const text = typeof response.text === "string" ? response.text : undefined;
  const headers = headersOf(response.headers);
  const body =
    text === undefined ? parsedBody(response.body, headers) : text === "" ? {} : { body: { text } };
  return {
    ...(request?.url === undefined ? {} : { url: request.url }),
    ...(request?.method === undefined ? {} : { method: request.method.toUpperCase() }),
    response: { status: Number(response.status), headers, ...body },
  };
}

function headersOf(headers: unknown): Headers {
  if (typeof headers !== "object" || headers === null) return {};
  return Object.fromEntries(
    Object.entries(headers)
      .filter(([, value]) => typeof value === "string" || typeof value === "number" || Array.isArray(value))
      .map(([name, value]) => [name.toLowerCase(), (Array.isArray(value) ? value : [value]).map(String)]),
  );
}

function bodyOf(bytes: Buffer): { body?: Body } {
  return bytes.length === 0 ? {} : { body: { base64: bytes.toString("base64") } };
}
