import type { Body, Exchange, Headers } from "../../model/exchange.ts";
import { isArray, isObject, type Json, type JsonObject, objectAt, own, stringAt } from "../../model/json.ts";
import { bodyOf } from "./encoding.ts";
import { isStatus, NotAnExchange } from "./exchange-reader.ts";
import { HeaderCollector } from "./headers.ts";

/**
 * One entry of an HTTP Archive (HAR 1.2), read leniently. Requests that were never answered (status 0: blocked,
 * cancelled) have no response. Polly's recordings are archives too, with bodies as they came over the wire.
 * @throws NotAnExchange for an entry that lacks what is needed.
 */
export function readEntry(entry: Json, recording: string, index: number): Exchange {
  if (!isObject(entry)) throw new NotAnExchange("it is not an object");
  const request = objectAt(entry, "request");
  const method = stringAt(request, "method");
  const url = stringAt(request, "url");
  if (method === undefined || url === undefined)
    throw new NotAnExchange("it has no request with method and url");
  const at = stringAt(entry, "startedDateTime");
  const response = objectAt(entry, "response");
  const status = own(response, "status");
  const answered = own(entry, "response") !== undefined && !(typeof status === "number" && status < 100);
  if (answered && !isStatus(status)) throw new NotAnExchange("its response has no status");
  return {
    recording,
    index,
    ...(at === undefined ? {} : { at }),
    request: { method, url, headers: readHeaders(own(request, "headers")), ...requestBody(request) },
    ...(isStatus(status) ? { response: readResponse(response, status) } : {}),
  };
}

function readResponse(response: JsonObject, status: number): NonNullable<Exchange["response"]> {
  const headers = readHeaders(own(response, "headers"));
  return { status, headers, ...responseBody(response, headers) };
}

/** HTTP/2 pseudo-headers (`:method`) repeat what the request line says. */
function readHeaders(value: Json | undefined): Headers {
  const collector = new HeaderCollector();
  for (const item of isArray(value) ? value : []) {
    const name = isObject(item) ? stringAt(item, "name") : undefined;
    if (!isObject(item) || name === undefined || name.startsWith(":")) continue;
    collector.add(name, own(item, "value") ?? "");
  }
  return collector.headers;
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

function responseBody(response: JsonObject, headers: Headers): { body?: Body } {
  const content = objectAt(response, "content");
  const text = stringAt(content, "text");
  if (text === undefined) {
    // Browsers leave out bodies that they have thrown away, and only their size tells.
    const size = Math.max(numberAt(content, "size") ?? 0, numberAt(response, "bodySize") ?? 0);
    return size > 0 ? { body: NOT_RECORDED } : {};
  }
  if (text === "") return {};
  if (stringAt(content, "encoding") !== "base64") return { body: { text } };
  return bodyOf(Buffer.concat(chunksOf(text).map((chunk) => Buffer.from(chunk, "base64"))), headers);
}

/** Polly keeps compressed content as a list of its chunks. */
function chunksOf(text: string): string[] {
  if (!text.startsWith("[")) return [text];
  try {
    return (JSON.parse(text) as Json[]).map(String);
  } catch {
    return [text];
  }
}

const NOT_RECORDED: Body = { omitted: "the archive holds no text for it" };

function numberAt(object: JsonObject, key: string): number | undefined {
  const value = own(object, key);
  return typeof value === "number" ? value : undefined;
}
