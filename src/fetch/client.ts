import type { LookupFunction } from "node:net";
import { decode, TooLarge } from "./decode.ts";
import { publicLookup } from "./inside.ts";

/** One request, as it goes over the wire. */
export interface HttpRequest {
  readonly method?: "GET" | "POST";
  readonly url: URL;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signal?: AbortSignal | undefined;
  /** `public` refuses to connect to addresses that only this machine or its network reaches. Default: `any`. */
  readonly reach?: "any" | "public" | undefined;
}

/** One complete answer, its body decoded. */
export interface HttpResponse {
  readonly status: number;
  /** Names in lower case; values of repeated headers are joined with a comma. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Uint8Array;
}

export interface ClientOptions {
  /** Where `HTTP_PROXY`, `HTTPS_PROXY` and `NO_PROXY` are read from. */
  readonly env: NodeJS.ProcessEnv;
  readonly connectTimeout?: number;
  /** Milliseconds until the head of the answer, and between two pieces of its body. */
  readonly answerTimeout?: number;
  /** Milliseconds for one whole answer, however steadily it drips. */
  readonly wholeTimeout?: number;
  /** Longest body, before and after decompression. */
  readonly maxBytes?: number;
  /** For tests: how names become addresses. */
  readonly lookup?: LookupFunction | undefined;
}

/** Sends single requests: no redirects, no retries. */
export interface Client {
  /** @throws the error of the transport, or {@link TooLarge}. */
  send(request: HttpRequest): Promise<HttpResponse>;
  close(): Promise<void>;
}

/** The head of the answer did not come in time. */
export class NoAnswer extends Error {
  override readonly name = "NoAnswer";
}

/** The body came, but so slowly that nobody waits for its end. */
export class TooSlow extends Error {
  override readonly name = "TooSlow";
}

export const MAX_BYTES = 100 * 1024 * 1024;

/** The only module that knows `undici`. */
export function createClient(options: ClientOptions): Client {
  const { env, connectTimeout = 10_000, answerTimeout = 30_000, maxBytes = MAX_BYTES } = options;
  const { wholeTimeout = 300_000, lookup } = options;
  // Loaded when first needed: most commands on files never send a request.
  const open = async (reach: "any" | "public") => {
    const { EnvHttpProxyAgent, request } = await import("undici");
    // Asked by the connection itself, so that there is no moment between looking and connecting. A proxy is the
    // user's own choice, and looks names up by itself.
    const resolve = reach === "public" ? publicLookup(lookup) : lookup;
    const dispatcher = new EnvHttpProxyAgent({
      // Given even when empty, so that only `env` decides.
      httpProxy: env.http_proxy ?? env.HTTP_PROXY ?? "",
      httpsProxy: env.https_proxy ?? env.HTTPS_PROXY ?? "",
      noProxy: env.no_proxy ?? env.NO_PROXY ?? "",
      // Plain http is asked of a proxy by whole address, as proxies expect it; https through a tunnel.
      proxyTunnel: false,
      connect: { timeout: connectTimeout, ...(resolve === undefined ? {} : { lookup: resolve }) },
      headersTimeout: answerTimeout,
      bodyTimeout: answerTimeout,
    });
    return { dispatcher, request };
  };
  const opened = new Map<"any" | "public", ReturnType<typeof open>>();
  return {
    async send({ method = "GET", url, headers, body, signal, reach = "any" }) {
      const agent = opened.get(reach) ?? open(reach);
      opened.set(reach, agent);
      const { dispatcher, request } = await agent;
      const patience = AbortSignal.timeout(connectTimeout + answerTimeout);
      const whole = AbortSignal.timeout(wholeTimeout);
      const stop = signal === undefined ? patience : AbortSignal.any([signal, patience]);
      const asked = request(url, {
        dispatcher,
        method,
        headers: { "accept-encoding": "gzip, br, deflate", ...headers },
        ...(body === undefined ? {} : { body }),
        // One of its own for each request: many listeners on one signal look like a leak.
        signal: AbortSignal.any(signal === undefined ? [whole] : [signal, whole]),
      });
      // While it connects, a request does not hear its signal; and to a proxy that hangs up it connects for ever.
      const answer = await Promise.race([asked, aborted(stop)]).catch(async (error: unknown) => {
        asked.catch(() => undefined);
        if (!patience.aborted && !(whole.aborted && signal?.aborted !== true)) throw error;
        opened.delete(reach);
        await dispatcher.destroy();
        throw new NoAnswer();
      });
      const answered = lowerCased(answer.headers);
      const announced = Number(answered.get("content-length") ?? 0);
      const encoded = await readAll(answer.body, announced, maxBytes).catch((error: unknown) => {
        throw whole.aborted && signal?.aborted !== true ? new TooSlow() : error;
      });
      return {
        status: answer.statusCode,
        headers: answered,
        body: await decode(encoded, answered.get("content-encoding") ?? "", maxBytes),
      };
    },
    async close() {
      for (const agent of opened.values()) await (await agent).dispatcher.destroy();
    },
  };
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    else signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
}

async function readAll(body: AsyncIterable<Uint8Array>, announced: number, maxBytes: number) {
  const chunks: Uint8Array[] = [];
  let size = 0;
  // Leaving the loop by an error closes the connection: nothing more is read.
  for await (const chunk of body) {
    size += chunk.length;
    if (size > maxBytes || announced > maxBytes) throw new TooLarge(maxBytes);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function lowerCased(headers: Readonly<Record<string, string | string[] | undefined>>): Map<string, string> {
  return new Map(
    Object.entries(headers).map(([name, value]) => [
      name.toLowerCase(),
      Array.isArray(value) ? value.join(", ") : (value ?? ""),
    ]),
  );
}
