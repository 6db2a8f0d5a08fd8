import { isUtf8 } from "node:buffer";
import { InputError } from "../model/errors.ts";
import { excerpt } from "./redact.ts";

/** Enough of a text to tell what it is. */
function head(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes.subarray(0, 4096)).trimStart();
}

/**
 * Looks whether bytes that were sent as a document can be one at all.
 * @throws InputError for nothing, a web page, the pointer file of Git LFS, and other character sets.
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
  // UTF-16 says so at its beginning; everything else is told by nothing but its bytes.
  const inUtf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  if (!inUtf16 && !isUtf8(bytes)) throw refuse("its bytes are not UTF-8 text", "Save it as UTF-8");
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
