import type { Json } from "../model/json.ts";
import { isJson, parseMediaType } from "./media-type.ts";
import { coerce, mayBe, type Shape } from "./parameters/shape.ts";

/**
 * Reads `multipart/form-data` (RFC 7578) into an object: JSON parts parsed, files as text, repeated names as lists.
 * @returns `undefined` where the boundary is not known or not found.
 */
export function readMultipart(
  bytes: Buffer,
  boundary: string | undefined,
  shape: Shape | undefined,
): Json | undefined {
  // Latin-1 keeps one character for one byte, so that files survive the way through text.
  const text = bytes.toString("latin1");
  const mark = boundary ?? /^--([^\r\n]+)/.exec(text)?.[1];
  if (mark === undefined || !text.includes(`--${mark}`)) return undefined;
  const members = new Map<string, Json[]>();
  for (const part of text.split(`--${mark}`).slice(1)) {
    if (part.startsWith("--")) break;
    const split = /\r?\n\r?\n/.exec(part);
    if (split === null) continue;
    const head = part.slice(0, split.index);
    const body = part.slice(split.index + split[0].length).replace(/\r?\n$/, "");
    const name = /content-disposition:[^\n]*?\bname="?([^";\r\n]*)"?/i.exec(head)?.[1];
    if (name === undefined) continue;
    const content = Buffer.from(body, "latin1").toString("utf8");
    const type = /content-type:\s*([^\r\n]+)/i.exec(head)?.[1];
    members.set(name, [...(members.get(name) ?? []), partValue(content, type, shape?.property(name))]);
  }
  return Object.fromEntries(
    [...members].map(([name, values]) => {
      const list = values.length > 1 || (shape !== undefined && mayBe(shape.property(name), "array"));
      return [name, list ? values : (values[0] ?? "")];
    }),
  );
}

function partValue(content: string, type: string | undefined, shape: Shape | undefined): Json {
  const asks = shape !== undefined && !mayBe(shape, "string") && mayBe(shape, "object");
  if (asks || (type !== undefined && isJson(parseMediaType(type)))) {
    try {
      return JSON.parse(content) as Json;
    } catch {
      return content;
    }
  }
  const inner = shape !== undefined && mayBe(shape, "array") ? shape.item?.() : shape;
  return inner === undefined ? content : coerce(content, inner);
}
