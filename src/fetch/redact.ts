/** Query parameters whose names say that their value is nobody's business. */
const SECRET_NAME = /token|key|secret|sig|passw|pwd|auth|cred|session|code/i;

/** Is the text an address that HTTP can be asked for? */
export function isHttpUrl(text: string): boolean {
  return /^https?:\/\//i.test(text) && URL.canParse(text);
}

/** A URL without user, password and fragment. */
export function withoutLogin(url: string | URL): URL {
  const bare = new URL(url);
  bare.username = "";
  bare.password = "";
  bare.hash = "";
  return bare;
}

/** A URL for messages and files: without user, password, fragment, and values of secret-looking parameters. */
export function safeUrl(url: string | URL): string {
  const shown = withoutLogin(url);
  for (const name of new Set(shown.searchParams.keys()))
    if (SECRET_NAME.test(name)) shown.searchParams.set(name, "***");
  return shown.href;
}

/** A reference for messages and reports: one that is a URL may hold a login, or a token in its query. */
export function shownReference(reference: string): string {
  if (!/^https?:/i.test(reference)) return reference;
  if (isHttpUrl(reference)) return safeUrl(reference).replaceAll(/%7Bversion%7D/gi, "{version}");
  // What is no URL may still hold a login.
  return reference.replace(/^([a-z]+:\/*)[^/@]*@/i, "$1***@").replace(/\?.*/s, "?***");
}

/** Takes out of texts what must not be seen in them. */
export class Redactor {
  readonly #secrets = new Set<string>();

  /** From now on, `secret` is replaced wherever it appears; what is too short to be one is let be. */
  hide(secret: string): void {
    if (secret.length >= 4) this.#secrets.add(secret).add(encodeURIComponent(secret));
  }

  clean(text: string): string {
    let result = text;
    // Longest first, so that a secret that contains another leaves no rest.
    for (const secret of [...this.#secrets].sort((a, b) => b.length - a.length))
      result = result.replaceAll(secret, "***");
    return result;
  }
}

/** The first characters of untrusted bytes on one line, with nothing in them that a terminal would obey. */
export function excerpt(bytes: Uint8Array | string, length = 120): string {
  const text = typeof bytes === "string" ? bytes : new TextDecoder().decode(bytes.subarray(0, length * 4));
  const line = text
    .replace(/\s+/g, " ")
    .trim()
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cn}]/gu, (c) => `\\u{${c.codePointAt(0)?.toString(16)}}`);
  const characters = [...line];
  return characters.length > length ? `${characters.slice(0, length).join("")}…` : line;
}
