import { InputError } from "../model/errors.ts";
import { excerpt } from "./redact.ts";

/** Enough of a text to tell what it is. */
function head(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes.subarray(0, 4096)).trimStart();
}

/**
 * Looks whether bytes that were sent as a document can be one at all.
 * @throws InputError for nothing, a web page, and the pointer file of Git LFS.
 */
export function assertDocumentLike(bytes: Uint8Array, where: string): void {
  const refuse = (why: string, hint: string) => new InputError({ what: "cannot use", where, why, hint });
  const text = head(bytes);
  if (text === "") throw refuse("it is empty", "Check the address");
  if (/^<(?:!doctype|html|head|body)/i.test(text)) {
    const title = /<title[^>]*>([^<]*)/i.exec(text)?.[1];
    const named = title === undefined ? "" : ` titled ${JSON.stringify(excerpt(title, 60))}`;
    throw refuse(
      `it is an HTML page${named}, not a document`,
      "Check the address: this is often a login page",
    );
  }
  if (text.startsWith("version https://git-lfs.github.com/spec/")) {
    throw refuse(
      "it is a Git LFS pointer, not the file itself",
      "Name a local checkout where Git LFS has run",
    );
  }
}

/** Does a text that begins like JSON also end like it? One that does not was cut off, and must not be kept. */
export function looksComplete(bytes: Uint8Array): boolean {
  const start = head(bytes)[0];
  if (start !== "{" && start !== "[") return true;
  const end = new TextDecoder().decode(bytes.subarray(-64)).trimEnd();
  return end.endsWith(start === "{" ? "}" : "]");
}
