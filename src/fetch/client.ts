import { decode, TooLarge } from "./decode.ts";

/** One GET, as it goes over the wire. */
export interface HttpRequest {
  readonly url: URL;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
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
  /** Longest body, before and after decompression. */
  readonly maxBytes?: number;
}

/** Sends single requests: no redirects, no retries. Reading is all this tool does with servers. */
export interface Client {
  /** @throws the error of the transport, or {@link TooLarge}. */
  send(request: HttpRequest): Promise<HttpResponse>;
  close(): Promise<void>;
}

/** The head of the answer did not come in time. */
export class NoAnswer extends Error {
  override readonly name = "NoAnswer";
}

export const MAX_BYTES = 100 * 1024 * 1024;

/** The only module that knows `undici`. */
export function createClient(options: ClientOptions): Client {
  const { env, connectTimeout = 10_000, answerTimeout = 30_000, maxBytes = MAX_BYTES } = options;
  // Loaded when first needed: most commands on files never send a request.
  const open = async () => {
    const { EnvHttpProxyAgent, request } = await import("undici");
    const dispatcher = new EnvHttpProxyAgent({
      // Given even when empty, so that only `env` decides.
      httpProxy: env.http_proxy ?? env.HTTP_PROXY ?? "",
      httpsProxy: env.https_proxy ?? env.HTTPS_PROXY ?? "",
      noProxy: env.no_proxy ?? env.NO_PROXY ?? "",
      // Plain http is asked of a proxy by whole address, as proxies expect it; https through a tunnel.
      proxyTunnel: false,
      connect: { timeout: connectTimeout },
      headersTimeout: answerTimeout,
      bodyTimeout: answerTimeout,
    });
    return { dispatcher, request };
  };
  let opened: ReturnType<typeof open> | undefined;
  return {
    async send({ url, headers, signal }) {
      opened ??= open();
      const { dispatcher, request } = await opened;
      const patience = AbortSignal.timeout(connectTimeout + answerTimeout);
      const stop = signal === undefined ? patience : AbortSignal.any([signal, patience]);
      const asked = request(url, {
        dispatcher,
        headers: { "accept-encoding": "gzip, br, deflate", ...headers },
        // One of its own for each request: many listeners on one signal look like a leak.
        signal: signal === undefined ? null : AbortSignal.any([signal]),
      });
      // While it connects, a request does not hear its signal; and to a proxy that hangs up it connects for ever.
      const answer = await Promise.race([asked, aborted(stop)]).catch(async (error: unknown) => {
        asked.catch(() => undefined);
        if (!patience.aborted) throw error;
        opened = undefined;
        await dispatcher.destroy();
        throw new NoAnswer();
      });
      const answered = lowerCased(answer.headers);
      const encoded = await readAll(answer.body, Number(answered.get("content-length") ?? 0), maxBytes);
      return {
        status: answer.statusCode,
        headers: answered,
        body: await decode(encoded, answered.get("content-encoding") ?? "", maxBytes),
      };
    },
    async close() {
      await (await opened)?.dispatcher.destroy();
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
