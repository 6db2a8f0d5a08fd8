import type { Body, Exchange, Headers } from "../../model/exchange.ts";
import { isArray, isObject, type Json, type JsonObject, objectAt, own, stringAt } from "../../model/json.ts";
import { NotAnExchange } from "./exchange-reader.ts";
import type { Problem } from "./problem.ts";

/**
 * Exchanges of an HTTP Archive (HAR 1.2), read leniently: an entry that lacks what is needed is reported and
 * passed over. Requests that were never answered (status 0: blocked, cancelled) have no response.
 */
export function* readHar(
  archive: JsonObject,
  recording: string,
  onProblem: (problem: Problem) => void,
): Generator<Exchange> {
  const entries = own(objectAt(archive, "log"), "entries");
  for (const [index, entry] of (isArray(entries) ? entries : []).entries()) {
    try {
      yield readEntry(entry, recording, index);
    } catch (error) {
      if (!(error instanceof NotAnExchange)) throw error;
      onProblem({ recording, index, place: `entry ${index}`, why: error.message });
    }
  }
}

/** Is it an archive, whatever else it holds? */
export function isHar(value: Json): value is JsonObject {
  return isObject(value) && isArray(own(objectAt(value, "log"), "entries"));
}

function readEntry(entry: Json, recording: string, index: number): Exchange {
  if (!isObject(entry)) throw new NotAnExchange("it is not an object");
  const request = objectAt(entry, "request");
  const method = stringAt(request, "method");
  const url = stringAt(request, "url");
  if (method === undefined || url === undefined)
    throw new NotAnExchange("it has no request with method and url");
  const at = stringAt(entry, "startedDateTime");
  const response = objectAt(entry, "response");
  const status = own(response, "status");
  if (own(entry, "response") !== undefined && typeof status !== "number")
    throw new NotAnExchange("its response has no status");
  return {
    recording,
    index,
    ...(at === undefined ? {} : { at }),
    request: { method, url, headers: readHeaders(own(request, "headers")), ...requestBody(request) },
    ...(typeof status !== "number" || status < 100
      ? {}
      : { response: { status, headers: readHeaders(own(response, "headers")), ...responseBody(response) } }),
  };
}

/** HTTP/2 pseudo-headers (`:method`) repeat what the request line says. */
function readHeaders(value: Json | undefined): Headers {
  const headers = new Map<string, string[]>();
  for (const item of isArray(value) ? value : []) {
    if (!isObject(item)) continue;
    const name = stringAt(item, "name")?.toLowerCase();
    if (name === undefined || name.startsWith(":")) continue;
    headers.set(name, [...(headers.get(name) ?? []), stringAt(item, "value") ?? ""]);
  }
  return Object.fromEntries(headers);
}

function requestBody(request: JsonObject): { body?: Body } {
  const post = own(request, "postData");
  if (!isObject(post)) return (numberAt(request, "bodySize") ?? 0) > 0 ? { body: NOT_RECORDED } : {};
  const text = stringAt(post, "text");
  if (text !== undefined) return { body: { text } };
  const params = own(post, "params");
  if (!isArray(params) || params.length === 0) return { body: NOT_RECORDED };
  const pairs = params.filter(isObject).map((param) => {
    return `${encodeURIComponent(stringAt(param, "name") ?? "")}=${encodeURIComponent(stringAt(param, "value") ?? "")}`;
  });
  // The parts of a multipart form are not told in full here.
  return /multipart/i.test(stringAt(post, "mimeType") ?? "")
    ? { body: NOT_RECORDED }
    : { body: { text: pairs.join("&") } };
}

function responseBody(response: JsonObject): { body?: Body } {
  const content = objectAt(response, "content");
  const text = stringAt(content, "text");
  if (text === undefined) {
    // Browsers leave out bodies that they have thrown away, and only their size tells.
    const size = Math.max(numberAt(content, "size") ?? 0, numberAt(response, "bodySize") ?? 0);
    return size > 0 ? { body: NOT_RECORDED } : {};
  }
  if (text === "") return {};
  return { body: stringAt(content, "encoding") === "base64" ? { base64: text } : { text } };
}

const NOT_RECORDED: Body = { omitted: "the archive holds no text for it" };

function numberAt(object: JsonObject, key: string): number | undefined {
  const value = own(object, key);
  return typeof value === "number" ? value : undefined;
}
