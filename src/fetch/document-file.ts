import { readFile } from "node:fs/promises";
import { InputError, reasonOf } from "../model/errors.ts";
import { assertDocumentLike } from "./content.ts";
import { MissingError } from "./fetch-errors.ts";

/**
 * The bytes of a file.
 * @param shown how messages name it.
 * @throws MissingError, and InputError for what cannot be read or is a web page.
 */
export async function readDocument(path: string, shown: string): Promise<Uint8Array> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(path);
  } catch (error) {
    throw fileProblem(error, shown);
  }
  // What an empty file lacks is better said by who wants to parse it.
  if (bytes.length > 0) assertDocumentLike(bytes, shown);
  return bytes;
}

export function fileProblem(error: unknown, where: string): InputError {
  const what = "cannot read";
  switch ((error as NodeJS.ErrnoException).code) {
    case "ENOENT":
    case "ENOTDIR":
      return new MissingError({ what, where, why: "there is no such file", hint: "Check the path" });
    case "EISDIR":
      return new InputError({ what, where, why: "it is a folder", hint: "Name a file in it" });
    case "EACCES":
    case "EPERM":
      return new InputError({ what, where, why: "it may not be read", hint: "Check its permissions" });
    default:
      return new InputError({ what, where, why: reasonOf(error) }, { cause: error });
  }
}
