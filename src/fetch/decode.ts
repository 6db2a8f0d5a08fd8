import { promisify } from "node:util";
import { brotliDecompress, gunzip, inflate } from "node:zlib";

/** A body that is longer than it may be. */
export class TooLarge extends Error {
  override readonly name = "TooLarge";
  readonly limit: number;

  constructor(limit: number) {
    super(`it is larger than ${Math.floor(limit / 1024 / 1024)} MB`);
    this.limit = limit;
  }
}

/** A body whose encoding is unknown or broken. */
export class Undecodable extends Error {
  override readonly name = "Undecodable";
}

const DECODERS = new Map([
  ["gzip", promisify(gunzip)],
  ["x-gzip", promisify(gunzip)],
  ["deflate", promisify(inflate)],
  ["br", promisify(brotliDecompress)],
]);

/** Real documents shrink to a tenth or so; a few bytes that grow a thousandfold are an attack or an accident. */
const MAX_RATIO = 200;
const ALWAYS_ALLOWED = 10 * 1024 * 1024;

/**
 * Undoes the content codings of RFC 9110, section 8.4.1.
 * @throws TooLarge when the result grows beyond `maxBytes` or beyond all proportion; Undecodable.
 */
export async function decode(body: Uint8Array, encodings: string, maxBytes: number): Promise<Uint8Array> {
  let bytes = body;
  const names = encodings
    .toLowerCase()
    .split(",")
    .map((name) => name.trim());
  for (const name of names.reverse()) {
    if (name === "" || name === "identity" || bytes.length === 0) continue;
    const decoder = DECODERS.get(name);
    if (decoder === undefined)
      throw new Undecodable(`its content encoding ${JSON.stringify(name)} is unknown`);
    const limit = Math.min(maxBytes, Math.max(ALWAYS_ALLOWED, body.length * MAX_RATIO));
    try {
      bytes = await decoder(bytes, { maxOutputLength: limit });
    } catch (error) {
      if (error instanceof RangeError) throw new TooLarge(limit);
      throw new Undecodable(`its ${name} encoding is broken`, { cause: error });
    }
  }
  return bytes;
}
