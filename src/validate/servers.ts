import { isArray, isObject, type Json, type JsonObject, own, stringAt } from "../model/json.ts";
import { withoutDefaultPort } from "./url.ts";

/** Where an API starts: a host (none: any) and the path in front of its templates. */
export interface Base {
  /** Matches `host` or `host:port`; absent for a relative server. */
  readonly host?: RegExp;
  /** Matches the beginning of a path up to where the templates start. */
  readonly path: RegExp;
}

export const ANY_BASE: Base = { path: /^/ };

/** Reads the `servers` of a document, path item or operation; variables stand for their `enum`, or for anything. */
export function readServers(servers: Json | undefined): Base[] {
  if (!isArray(servers)) return [];
  return servers.filter(isObject).flatMap((server) => {
    const url = stringAt(server, "url");
    const variables = own(server, "variables");
    return url === undefined ? [] : [readBase(url, isObject(variables) ? variables : {})];
  });
}

/** Reads one server URL; `{name}` and `${name}` are variables. */
export function readBase(url: string, variables: JsonObject = {}): Base {
  const [, scheme, authority, path = ""] = /^([a-z{$][\w+.{}$-]*):\/\/([^/?#]*)([^?#]*)/i.exec(url) ?? [
    undefined,
    undefined,
    undefined,
    url,
  ];
  const host = authority === undefined ? undefined : withoutDefaultPort(scheme, authority);
  const prefix = path.replace(/[?#].*$/, "").replace(/\/+$/, "");
  const expression = (text: string) =>
    text
      .split(/\$?\{([^{}]*)\}/)
      .map((part, i) => (i % 2 === 0 ? literal(part) : choices(own(variables, part))))
      .join("");
  const rooted = prefix === "" || prefix.startsWith("/") || /^\$?\{/.test(prefix) ? prefix : `/${prefix}`;
  const start = { path: new RegExp(`^${expression(rooted)}(?=/|$)`) };
  return host === undefined ? start : { ...start, host: new RegExp(`^${expression(host)}$`, "i") };
}

/** What a variable may stand for. A default alone does not limit it, and it may hold a path (`{basePath}`). */
function choices(variable: Json | undefined): string {
  const list = isObject(variable) ? own(variable, "enum") : undefined;
  const values = isArray(list) ? list.filter((value) => typeof value === "string") : [];
  if (values.length > 0) return `(?:${values.map((value) => literal(value.replace(/\/+$/, ""))).join("|")})`;
  const fallback = isObject(variable) ? stringAt(variable, "default") : undefined;
  return fallback === undefined ? "[^/]+" : `(?:${literal(fallback.replace(/\/+$/, ""))}|[^/]+)`;
}

function literal(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
}

/** What is left of a path behind each base that fits, and whether the host is one of theirs. */
export function behindBases(
  bases: readonly Base[],
  host: string,
  path: string,
): { readonly rests: readonly string[]; readonly knownHost: boolean } {
  const own = bases.filter((base) => base.host?.test(host) ?? true);
  const knownHost = own.length > 0;
  // A recording made through a proxy or against another installation has a host of its own: any base may be meant.
  const candidates = knownHost ? own : [...bases, ANY_BASE];
  const rests = new Set<string>();
  for (const base of candidates) {
    const match = base.path.exec(path);
    if (match !== null) rests.add(path.slice(match[0].length) || "/");
  }
  // The longest base first: `/api/v1` before `/api`.
  return { rests: [...rests].sort((a, b) => a.length - b.length), knownHost };
}
