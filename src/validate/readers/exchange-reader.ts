import type { Body, Exchange, Headers } from "../../model/exchange.ts";
import { isArray, isObject, type Json, type JsonObject, own, stringAt } from "../../model/json.ts";
import { HeaderCollector } from "./headers.ts";

/** Why something is no exchange; the text follows the place: `line 3: it has no request.url`. */
export class NotAnExchange extends Error {}

/**
 * Reads one exchange of our own format (see the README, "Recordings").
 * @throws NotAnExchange
 */
export function readExchange(value: Json, recording: string, index: number): Exchange {
  if (!isObject(value)) throw new NotAnExchange("it is not an object");
  const request = own(value, "request");
  if (!isObject(request)) throw new NotAnExchange("it has no request");
  const method = stringAt(request, "method");
  const url = stringAt(request, "url");
  if (method === undefined || method === "") throw new NotAnExchange("it has no request.method");
  if (url === undefined || url === "") throw new NotAnExchange("it has no request.url");
  const at = stringAt(value, "at");
  const response = own(value, "response");
  return {
    recording,
    index,
    ...(at === undefined ? {} : { at }),
    request: { method, url, headers: readHeaders(own(request, "headers")), ...readBody(request) },
    ...(response === undefined || response === null ? {} : { response: readResponse(response) }),
  };
}

function readResponse(response: Json): NonNullable<Exchange["response"]> {
  const status = isObject(response) ? own(response, "status") : undefined;
  if (!isObject(response) || !isStatus(status)) throw new NotAnExchange("its response has no status");
  return { status, headers: readHeaders(own(response, "headers")), ...readBody(response) };
}

/** Three digits, as RFC 9110 (section 15) has them, whether or not the number means anything. */
export function isStatus(value: Json | undefined): value is number {
  return Number.isInteger(value) && (value as number) >= 100 && (value as number) <= 999;
}

/** Names with lists of values; a bare string is a list of one. */
export function readHeaders(value: Json | undefined): Headers {
  if (value === undefined || value === null) return {};
  if (!isObject(value)) throw new NotAnExchange("its headers are no object");
  const collector = new HeaderCollector();
  for (const [name, stated] of Object.entries(value)) {
    for (const each of isArray(stated) ? stated : [stated]) collector.add(name, each);
  }
  return collector.headers;
}

function readBody(message: JsonObject): { body?: Body } {
  const body = own(message, "body");
  if (body === undefined || body === null) return {};
  if (isObject(body)) {
    for (const key of ["text", "base64", "omitted"] as const) {
      const value = own(body, key);
      if (typeof value === "string") return { body: { [key]: value } as unknown as Body };
    }
    const json = own(body, "json");
    if (json !== undefined) return { body: { json } };
  }
  throw new NotAnExchange('its body is none of {"text"}, {"base64"}, {"json"} and {"omitted"}');
}
