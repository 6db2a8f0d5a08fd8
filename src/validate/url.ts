import { decode, splitPath } from "./template.ts";

/** Splits a recorded URL; one without a host (`/pets?x=1`) is taken as it stands. */
export function parseUrl(url: string): { host: string; path: string; query: string } {
  const match = /^(?:([a-z][\w+.-]*):)?\/\/([^/?#]*)([^?#]*)(?:\?([^#]*))?/i.exec(url);
  const [host, path, query] =
    match === null
      ? ["", url.replace(/[?#].*$/s, ""), /\?([^#]*)/.exec(url)?.[1] ?? ""]
      : [
          withoutDefaultPort(match[1], (match[2] ?? "").replace(/^.*@/, "").toLowerCase()),
          match[3] ?? "",
          match[4] ?? "",
        ];
  return { host, path: path.startsWith("/") ? path : `/${path}`, query };
}

/** `https://api.example:443` is `https://api.example` (RFC 9110, section 4.2.3); nock writes it in full. */
export function withoutDefaultPort(scheme = "", host: string): string {
  const port = { http: ":80", https: ":443" }[scheme.toLowerCase()];
  return port !== undefined && host.endsWith(port) ? host.slice(0, -port.length) : host;
}

/** A path as a report may show it: what looks like an identifier or a secret is a star, so that alike ones are one. */
export function shownPath(path: string): string {
  const segments = splitPath(path).map((segment) => {
    const text = decode(segment);
    return /^\d+$|^[\da-f]{8}-[\da-f-]{27}$|^[\da-f]{16,}$|^[\w-]{33,}$|[^\w.~:@!$&'()*+,;=-]/i.test(text)
      ? "*"
      : text;
  });
  return `/${segments.join("/")}`.slice(0, 200);
}
