import { InputError } from "../model/errors.ts";
import type { Json } from "../model/json.ts";
import { type Pointer, resolve } from "../model/pointer.ts";
import { excerpt } from "./redact.ts";

const VERSION_TEXT = /^[0-9A-Za-z][0-9A-Za-z._+-]{0,99}$/;

/**
 * Reads the version out of what a version endpoint answers: JSON with the version at `pointer`, a JSON string, or
 * plain text. It comes from a server, so that only what can be a version's text is taken.
 * @throws InputError that shows the first bytes of anything else.
 */
export function readVersionAnswer(bytes: Uint8Array, pointer: Pointer, where: string): string {
  const text = new TextDecoder().decode(bytes).trim();
  const value = versionIn(text, pointer);
  if (value !== undefined && VERSION_TEXT.test(value)) return value;
  throw new InputError({
    what: "cannot read the version from",
    where,
    why:
      text === ""
        ? "the answer is empty"
        : `the answer is neither JSON with a version at ${pointer === "" ? "its top" : pointer} nor a version alone (it begins ${JSON.stringify(excerpt(text, 80))})`,
    hint: "Check the address, and the service's versionEndpoint",
  });
}

function versionIn(text: string, pointer: Pointer): string | undefined {
  let value: Json;
  try {
    value = JSON.parse(text) as Json;
  } catch {
    return text;
  }
  if (typeof value === "string") return value;
  // A bare 1.20 is a number in JSON, and a version.
  if (typeof value === "number") return text;
  const found = resolve(value, pointer);
  return typeof found === "string" ? found : undefined;
}
