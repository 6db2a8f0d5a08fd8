import { isUtf8 } from "node:buffer";
import { isTooDeep, TOO_DEEP } from "./depth.ts";
import { InputError } from "./errors.ts";
import type { Json } from "./json.ts";
import { jsonFault, readJson } from "./json-text.ts";
import type { Pointer } from "./pointer.ts";
import type { Source } from "./source.ts";
import { readYaml, YamlFault } from "./yaml-text.ts";

/** A parsed text with the way back to its lines. */
export interface Parsed {
  readonly value: Json;
  /** 1-based line of the value at a pointer, or of its nearest ancestor that is in the text. */
  line(pointer: Pointer): number | undefined;
}

/**
 * Parses JSON or YAML, told apart by content.
 * @throws InputError naming the line for text that is neither, and saying so where it is an HTML page, or where it is
 * nested too deep to be worked with.
 */
export function parseText(source: Source): Parsed {
  const parsed = readText(source);
  if (isTooDeep(parsed.value)) throw tooDeep(source);
  return parsed;
}

export function tooDeep(source: Source): InputError {
  return unreadable(source, TOO_DEEP.why, TOO_DEEP.hint);
}

/** The same for whoever finds out how deep it is while walking through it. */
export function readText(source: Source): Parsed {
  const text = decode(source);
  const start = text.trimStart();
  if (start === "") throw unreadable(source, "it is empty", "Check where it comes from");
  if (start.startsWith("<")) {
    throw unreadable(
      source,
      `it is ${/^<(?:!doctype html|html)/i.test(start) ? "an HTML page" : "XML or HTML"}, not JSON or YAML (it begins ${JSON.stringify(start.slice(0, 40))})`,
      "Check the address: this is often a login or error page",
    );
  }
  return start.startsWith("{") || start.startsWith("[") ? parseJson(source, text) : parseYaml(source, text);
}

function unreadable(source: Source, why: string, hint: string): InputError {
  return new InputError({ what: "cannot read", where: source.ref, why, hint });
}

function decode(source: Source): string {
  const { bytes } = source;
  const utf16 =
    bytes[0] === 0xff && bytes[1] === 0xfe
      ? "utf-16le"
      : bytes[0] === 0xfe && bytes[1] === 0xff
        ? "utf-16be"
        : undefined;
  try {
    if (utf16 !== undefined) return new TextDecoder(utf16, { fatal: true }).decode(bytes);
  } catch {
    throw unreadable(source, "its bytes are not UTF-16 text", "Save it as UTF-8");
  }
  if (!isUtf8(bytes)) throw unreadable(source, "its bytes are not UTF-8 text", "Save it as UTF-8");
  // Unlike a TextDecoder, this gives text of ASCII one byte a character, which JSON.parse reads twice as fast.
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
    .toString("utf8")
    .replace(/^\ufeff/, "");
}

function parseJson(source: Source, text: string): Parsed {
  try {
    return readJson(text);
  } catch (error) {
    // Flow mappings are YAML too, with comments and bare keys. A large broken JSON text would be parsed for nothing.
    const fallback = text.length > 200_000 ? undefined : tryYaml(text);
    if (fallback !== undefined) return fallback;
    throw unreadable(
      source,
      `it is not valid JSON (${jsonFault(text, error)})`,
      "It may have been cut off; fetch it again",
    );
  }
}

function tryYaml(text: string): Parsed | undefined {
  try {
    return readYaml(text);
  } catch (error) {
    if (error instanceof YamlFault) return undefined;
    throw error;
  }
}

function parseYaml(source: Source, text: string): Parsed {
  try {
    return readYaml(text);
  } catch (error) {
    if (!(error instanceof YamlFault)) throw error;
    throw unreadable(source, error.message, error.hint);
  }
}
