import { decode, splitPath } from "./template.ts";

/** Splits a recorded URL; one without a host (`/pets?x=1`) is taken as it stands. */
export function parseUrl(url: string): { host: string; path: string; query: string } {
  const match = /^(?:[a-z][\w+.-]*:)?\/\/([^/?#]*)([^?#]*)(?:\?([^#]*))?/i.exec(url);
  const [host, path, query] =
    match === null
      ? ["", url.replace(/[?#].*$/s, ""), /\?([^#]*)/.exec(url)?.[1] ?? ""]
      : [(match[1] ?? "").replace(/^.*@/, "").toLowerCase(), match[2] ?? "", match[3] ?? ""];
  return { host, path: path.startsWith("/") ? path : `/${path}`, query };
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
