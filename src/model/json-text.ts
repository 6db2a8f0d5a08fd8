import { reasonOf } from "./errors.ts";
import type { Json } from "./json.ts";
import { JsonPlaces } from "./json-places.ts";
import { LineStarts } from "./line-starts.ts";
import type { Parsed } from "./parse.ts";

/** @throws SyntaxError for text that is no JSON; {@link jsonFault} says where. */
export function readJson(text: string): Parsed {
  const value = JSON.parse(text) as Json;
  // Lines are asked for rarely: they are found on first use.
  let found: { readonly places: JsonPlaces; readonly starts: LineStarts } | undefined;
  return {
    value,
    line(pointer) {
      found ??= { places: new JsonPlaces(text), starts: new LineStarts(text) };
      return found.starts.placeOf(found.places.offsetOf(pointer)).line;
    },
  };
}

/** V8's message with its offset turned into line and column. */
export function jsonFault(text: string, error: unknown): string {
  const reason = reasonOf(error).replace(/\s+/g, " ");
  const at = / in JSON at position (\d+).*$/.exec(reason);
  const offset = at === null ? text.length : Number(at[1]);
  const before = text.slice(0, offset);
  const line = before.split("\n").length;
  const column = offset - before.lastIndexOf("\n");
  return `line ${line}, column ${column}: ${reason.replace(/ in JSON at position.*$/, "").replace(/, ".*" is not valid JSON$/s, "")}`;
}
