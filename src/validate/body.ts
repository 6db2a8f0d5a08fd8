import { isUtf8 } from "node:buffer";
import { reasonOf } from "../model/errors.ts";
import type { Body } from "../model/exchange.ts";
import type { Json } from "../model/json.ts";
import { readForm } from "./form.ts";
import { isJson, type ParsedMediaType } from "./media-type.ts";
import { readMultipart } from "./multipart.ts";
import { coerce, mayBe, type Shape } from "./parameters/shape.ts";
import { isDeeperThan, type Survey, survey } from "./raw-json.ts";

/** The JSON text that a value was read from, and what a look at it told. */
interface RawText {
  readonly text: string;
  readonly survey: Survey;
}

/** What is nested deeper than this is not held against a schema. */
const DEEPEST = 500;
const TOO_DEEP: Content = { state: "malformed", why: `it is nested deeper than ${DEEPEST} levels` };

/** What a recorded body holds, as far as its media type lets it be told. */
export type Content =
  | { readonly state: "empty" }
  /** It was not recorded. */
  | { readonly state: "unknown" }
  | { readonly state: "value"; readonly value: Json; readonly raw?: RawText }
  /** It is not what its media type says. */
  | { readonly state: "malformed"; readonly why: string }
  /** A JSON Schema says nothing of it: XML, images, … */
  | { readonly state: "opaque" };

/**
 * Reads a recorded body by its media type.
 * @param shape what the schema asks of forms, whose values are all text.
 */
export function readContent(
  body: Body | undefined,
  type: ParsedMediaType | undefined,
  shape?: Shape,
): Content {
  if (body === undefined) return { state: "empty" };
  if ("omitted" in body) return { state: "unknown" };
  if ("json" in body)
    return isDeeperThan(body.json, DEEPEST) ? TOO_DEEP : { state: "value", value: body.json };
  if ("text" in body ? body.text === "" : body.base64 === "") return { state: "empty" };
  const text = () => ("text" in body ? body.text : Buffer.from(body.base64, "base64").toString("utf8"));
  if (type === undefined) return guess(text());
  if (isJson(type)) {
    if ("base64" in body && !isUtf8(Buffer.from(body.base64, "base64")))
      return { state: "malformed", why: "it is not UTF-8" };
    return parseJson(text());
  }
  if (type.essence === "application/x-www-form-urlencoded")
    return { state: "value", value: readForm(text(), shape) };
  if (type.essence === "multipart/form-data") {
    const bytes = "text" in body ? Buffer.from(body.text, "utf8") : Buffer.from(body.base64, "base64");
    const value = readMultipart(bytes, type.parameters.get("boundary"), shape);
    return value === undefined
      ? { state: "malformed", why: "its parts cannot be told apart" }
      : { state: "value", value };
  }
  if (type.type === "text" && type.subtype !== "xml") return readText(text(), shape);
  return { state: "opaque" };
}

/** Text in a format of its own (events, CSV) whose schema describes what is in it cannot be held against that. */
function readText(text: string, shape: Shape | undefined): Content {
  if (shape === undefined) return { state: "value", value: text };
  const structured = mayBe(shape, "object") || mayBe(shape, "array");
  if (structured && !mayBe(shape, "string")) return { state: "opaque" };
  return { state: "value", value: coerce(text, shape) };
}

function parseJson(text: string): Content {
  try {
    const value = JSON.parse(text.startsWith("\uFEFF") ? text.slice(1) : text) as Json;
    const found = survey(text);
    return found.depth > DEEPEST ? TOO_DEEP : { state: "value", value, raw: { text, survey: found } };
  } catch (error) {
    return {
      state: "malformed",
      why: reasonOf(error)
        .replace(/, ".*" is not valid JSON$/s, "")
        .slice(0, 120),
    };
  }
}

/** Without a media type: JSON where it is, else nothing is known. */
function guess(text: string): Content {
  const content = parseJson(text);
  return content.state === "value" ? content : { state: "opaque" };
}
