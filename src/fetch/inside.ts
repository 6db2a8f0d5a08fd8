import { type LookupAddress, lookup as systemLookup } from "node:dns";
import { lookup as lookUp } from "node:dns/promises";
import { BlockList, isIP, type LookupFunction } from "node:net";

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

/** Is the host of a URL one of this machine or its network, by name or by any of its addresses? */
export async function leadsInside({ hostname }: URL): Promise<boolean> {
  const host = hostname.replace(/^\[|\]$/g, "");
  if (isIP(host) !== 0) return isInside(host);
  if (/(?:^|\.)localhost\.?$/i.test(host)) return true;
  // A name that is unknown here (a proxy may know it) leads nowhere inside.
  const found = await lookUp(host, { all: true }).catch(() => []);
  return found.some(({ address }) => isInside(address));
}

/** A name turned out to be one of this machine or its network. */
export class InsideAddress extends Error {
  override readonly name = "InsideAddress";
}

/**
 * Looks names up, and refuses those with any address of the inside. The connection goes to the addresses that were
 * looked at, so that a name that changes its mind (DNS rebinding) gains nothing.
 */
export function publicLookup(lookup: LookupFunction = systemLookup): LookupFunction {
  return (hostname, options, callback) =>
    lookup(hostname, options, (error, found, family) => {
      const addresses: readonly LookupAddress[] =
        typeof found === "string" ? [{ address: found, family: family ?? 0 }] : (found ?? []);
      if (error === null && addresses.some(({ address }) => isInside(address)))
        callback(new InsideAddress(`${hostname} is an address of the local network`), []);
      else callback(error, found, family);
    });
}
