import { createHash } from "node:crypto";

/** The bytes of a document with where they came from; made by `fetch`, read by {@link loadDocument}. */
export interface Source {
  /** The reference as it was asked for: `latest`, `./api.yaml`, `git:v1:api.yaml`. */
  readonly ref: string;
  /** Where the bytes really came from (a path or URL, without credentials). */
  readonly origin: string;
  readonly bytes: Uint8Array;
  /** SHA-256 of the bytes, lower-case hex. */
  readonly sha256: string;
  /** The version it was published as (the tag's name), where there is one. */
  readonly version?: string;
  /** SHA-256 of other contents that were fetched from this very place before, newest last. */
  readonly earlier?: readonly string[];
  /** When it was published, ISO 8601, where that is known. */
  readonly date?: string;
}

export function makeSource(
  facts: Omit<Source, "sha256" | "bytes"> & { readonly bytes: Uint8Array | string },
): Source {
  const bytes = typeof facts.bytes === "string" ? new TextEncoder().encode(facts.bytes) : facts.bytes;
  return { ...facts, bytes, sha256: createHash("sha256").update(bytes).digest("hex") };
}
