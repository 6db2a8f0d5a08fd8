import { isArray, isObject, type Json } from "../model/json.ts";
import type { Way } from "./way.ts";

/** Is this media type XML (RFC 7303, section 4.2)? */
function isXml(type: string | undefined): boolean {
  return type !== undefined && /^(?:(?:application|text)\/xml|[^;]+\+xml)\s*(?:;|$)/i.test(type);
}

/**
 * Can a value not be told from one of another type where these ways lead, because they lead through XML alone?
 * There an empty object, an empty list, an empty text and null are one empty element.
 */
export function isLostInXml(value: Json, ways: readonly Way[]): boolean {
  return isEmpty(value) && ways.every(({ uses }) => uses.every(({ mediaType }) => isXml(mediaType)));
}

function isEmpty(value: Json): boolean {
  if (isArray(value)) return value.length === 0;
  return isObject(value) ? Object.keys(value).length === 0 : value === null || value === "";
}
