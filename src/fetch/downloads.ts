import { createHash } from "node:crypto";
import type { Cache, Cached } from "./cache.ts";
import { looksComplete } from "./content.ts";
import { OfflineError } from "./fetch-errors.ts";
import type { GetOptions, Http } from "./http.ts";
import { type Redactor, safeUrl, withoutLogin } from "./redact.ts";

export interface Download {
  readonly bytes: Uint8Array;
  readonly headers: ReadonlyMap<string, string>;
  /** The address asked for, without secrets. */
  readonly origin: string;
  /** SHA-256 of other contents this address had before, newest last. */
  readonly earlier: readonly string[];
}

interface DownloadOptions extends GetOptions {
  /** Refuses content that cannot be what was asked for; what it throws is thrown, and nothing is kept. */
  readonly check?: (bytes: Uint8Array, where: string) => void;
  /** What the address is expected always to answer the same for: a change of its content is worth a note. */
  readonly fixed?: string;
}

/** GET through the cache. */
export interface Downloads {
  /**
   * Every address is asked again (conditionally, RFC 9110, section 13): even a tag may have been moved.
   * @throws what {@link Http.get} throws; OfflineError for an address that is not cached, when offline.
   */
  get(url: string, options?: DownloadOptions): Promise<Download>;
}

const KEPT_HEADERS = ["content-type", "link"];

export function createDownloads(options: {
  readonly http: Http;
  readonly cache: Cache;
  readonly redactor: Redactor;
  readonly offline: boolean;
  readonly log: (line: string) => void;
}): Downloads {
  const { http, cache, redactor, offline, log } = options;

  /** @param fresh headers of the answer that said nothing had changed. */
  function fromCache({ entry, body }: Cached, fresh: Iterable<[string, string]> = []): Download {
    return {
      bytes: body,
      headers: new Map([...Object.entries(entry.headers), ...fresh]),
      origin: entry.url,
      earlier: entry.earlier,
    };
  }

  async function download(url: string, request: DownloadOptions): Promise<Download> {
    const origin = redactor.clean(safeUrl(url));
    // The key never gives a secret of the URL away: it is hashed before it becomes a name.
    const address = withoutLogin(url).href;
    const cached = await cache.get(address);
    if (offline) {
      if (cached !== undefined) return fromCache(cached);
      throw new OfflineError({
        what: "cannot fetch",
        where: origin,
        why: "it is not in the cache, and --offline forbids to ask for it",
        hint: "Run once without --offline",
      });
    }
    const { check, fixed, ...get } = request;
    const answer = await http.get(url, {
      ...get,
      headers: { ...get.headers, ...(cached && validators(cached)) },
    });
    if (answer.status === 304 && cached !== undefined) return fromCache(cached, answer.headers);
    check?.(answer.body, origin);
    const headers = Object.fromEntries(
      KEPT_HEADERS.flatMap((name) => {
        const value = answer.headers.get(name);
        return value === undefined ? [] : [[name, redactor.clean(value)]];
      }),
    );
    if (fixed !== undefined && cached !== undefined && !sameBytes(cached, answer.body))
      log(
        `${fixed} has other content than when it was last fetched; the earlier content is kept in the cache`,
      );
    let earlier = cached?.entry.earlier ?? [];
    if (looksComplete(answer.body)) {
      const etag = answer.headers.get("etag");
      const lastModified = answer.headers.get("last-modified");
      ({ earlier } = await cache.put(address, {
        url: origin,
        headers,
        body: answer.body,
        fixed: fixed !== undefined,
        ...(etag === undefined ? {} : { etag }),
        ...(lastModified === undefined ? {} : { lastModified }),
      }));
    }
    return { bytes: answer.body, headers: answer.headers, origin, earlier };
  }

  return { get: (url, request = {}) => download(url, request) };
}

function validators({ entry }: Cached): Record<string, string> {
  return {
    ...(entry.etag === undefined ? {} : { "if-none-match": entry.etag }),
    ...(entry.lastModified === undefined ? {} : { "if-modified-since": entry.lastModified }),
  };
}

function sameBytes({ entry }: Cached, body: Uint8Array): boolean {
  return entry.sha256 === createHash("sha256").update(body).digest("hex");
}
