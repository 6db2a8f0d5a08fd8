import { lookup } from "node:dns/promises";
import { BlockList, isIP } from "node:net";
import { InputError } from "../model/errors.ts";
import type { Downloads } from "./downloads.ts";
import { safeUrl } from "./redact.ts";

/** Addresses that only this machine or its network can reach (RFC 6890, and RFC 6598's shared space). */
const INSIDE = new BlockList();
for (const [network, prefix] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.168.0.0", 16],
] as const)
  INSIDE.addSubnet(network, prefix, "ipv4");
for (const [network, prefix] of [
  ["::", 127],
  ["fc00::", 7],
  ["fe80::", 10],
] as const)
  INSIDE.addSubnet(network, prefix, "ipv6");

export function isInside(address: string): boolean {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return isInside(mapped);
  return INSIDE.check(address, isIP(address) === 6 ? "ipv6" : "ipv4");
}

function refuse(url: string | URL, why: string, hint: string): InputError {
  return new InputError({ what: "cannot follow the $ref to", where: safeUrl(url), why, hint });
}

const FETCH_FIRST = "Bundle the document into one file first";

/**
 * A document from elsewhere must not make this machine ask its own network for anything.
 * @throws InputError for a host that is, or resolves to, such an address.
 */
async function assertPublic(url: URL): Promise<void> {
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const addresses =
    isIP(host) !== 0
      ? [host]
      : await lookup(host, { all: true }).then(
          (all) => all.map(({ address }) => address),
          () => [],
        );
  if (/(?:^|\.)localhost$/i.test(host) || addresses.some(isInside))
    throw refuse(
      url,
      "a document from elsewhere may not refer to addresses of the local network",
      FETCH_FIRST,
    );
}

/** Reads http(s) references of a document that came from `own` (an origin), or from no server at all. */
export function remoteReader(
  downloads: Downloads,
  own: string | undefined,
  trust: "anywhere" | "public",
  headersFor: (url: string) => Readonly<Record<string, string>> = () => ({}),
): (url: string) => Promise<Uint8Array> {
  return async (text) => {
    const url = new URL(text);
    if (url.protocol !== "http:" && url.protocol !== "https:")
      throw refuse(url, `${url.protocol} cannot be reached from this document`, FETCH_FIRST);
    const allow = async (hop: URL) => {
      if (trust === "public" && hop.origin !== own) await assertPublic(hop);
    };
    const { bytes } = await downloads.get(text, { allow, credentials: headersFor(text) });
    return bytes;
  };
}

/** @throws InputError for a path that is not inside the folder, both as absolute paths with `/`. */
export function assertWithin(folder: string, path: string, url: string): void {
  if (path.startsWith(folder.endsWith("/") ? folder : `${folder}/`)) return;
  throw refuse(url, "it leads outside of the document's folder", FETCH_FIRST);
}
