import { brotliDecompressSync, gunzipSync, inflateRawSync, inflateSync } from "node:zlib";
import type { Body, Headers } from "../../model/exchange.ts";
import { NotAnExchange } from "./exchange-reader.ts";
import { inMegabytes, LONGEST } from "./longest.ts";

/**
 * A body from the bytes that went over the wire: some recorders keep them compressed as they came. Bytes that are
 * not compressed, whatever the header says, were unpacked by the recorder.
 * @throws NotAnExchange for one that unfolds to more than anybody should look at.
 */
export function bodyOf(bytes: Buffer, headers: Headers): { body?: Body } {
  if (bytes.length === 0) return {};
  const codings = (headers["content-encoding"] ?? []).join(",").toLowerCase().split(",");
  let plain = bytes;
  for (const coding of codings.reverse()) plain = unpacked(plain, coding.trim());
  return { body: { base64: plain.toString("base64") } };
}

function unpacked(bytes: Buffer, coding: string): Buffer {
  const options = { maxOutputLength: LONGEST };
  try {
    if (coding === "gzip" || coding === "x-gzip") return gunzipSync(bytes, options);
    if (coding === "br") return brotliDecompressSync(bytes, options);
    // RFC 9110, 8.4.1.2: the zlib format; some servers leave its head out.
    if (coding === "deflate")
      return bytes[0] === 0x78 ? inflateSync(bytes, options) : inflateRawSync(bytes, options);
  } catch (error) {
    if ((error as { code?: unknown }).code === "ERR_BUFFER_TOO_LARGE")
      throw new NotAnExchange(`a body of it unfolds to more than ${inMegabytes(LONGEST)}`);
  }
  return bytes;
}
