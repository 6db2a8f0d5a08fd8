import type { Body, Exchange, Headers } from "../../model/exchange.ts";
import { isArray, type Json, type JsonObject, own, stringAt } from "../../model/json.ts";
import { bodyOf } from "./encoding.ts";
import { isStatus, NotAnExchange, readHeaders } from "./exchange-reader.ts";
import { HeaderCollector, textOf } from "./headers.ts";

/** Is it a definition as nock's recorder writes them with `output_objects`, and nock back always? */
export function isDefinition(value: JsonObject): boolean {
  return typeof own(value, "scope") === "string";
}

/** The exchange of one definition (https://github.com/nock/nock#recording). */
export function readDefinition(value: JsonObject, recording: string, index: number): Exchange {
  const path = stringAt(value, "path");
  const status = own(value, "status") ?? 200;
  if (path === undefined) throw new NotAnExchange("it has no path");
  if (!isStatus(status)) throw new NotAnExchange("its status is no HTTP status");
  const headers = responseHeaders(value);
  return {
    recording,
    index,
    request: {
      method: (stringAt(value, "method") ?? "GET").toUpperCase(),
      url: `${stringAt(value, "scope")}${path}`,
      headers: readHeaders(own(value, "reqheaders")),
      ...plainBody(own(value, "body")),
    },
    response: { status, headers, ...responseBody(value, headers) },
  };
}

/** `rawHeaders` is a flat list of names and values, or an object in some versions. */
function responseHeaders(value: JsonObject): Headers {
  const raw = own(value, "rawHeaders") ?? own(value, "headers");
  if (!isArray(raw)) return readHeaders(raw);
  const collector = new HeaderCollector();
  for (let i = 0; i + 1 < raw.length; i += 2) collector.add(textOf(raw[i]) ?? "", raw[i + 1]);
  return collector.headers;
}

/** JSON is kept parsed, encoded content as a list of its chunks in hex, other binary content as hex. */
function responseBody(value: JsonObject, headers: Headers): { body?: Body } {
  const response = own(value, "response");
  const chunks = isArray(response) ? response.filter((each) => typeof each === "string") : [];
  if (headers["content-encoding"] !== undefined && isArray(response) && chunks.length === response.length)
    return bodyOf(Buffer.from(chunks.join(""), "hex"), headers);
  if (own(value, "responseIsBinary") === true && typeof response === "string")
    return bodyOf(Buffer.from(response, "hex"), headers);
  return plainBody(response);
}

function plainBody(value: Json | undefined): { body?: Body } {
  if (value === undefined || value === "") return {};
  return { body: typeof value === "string" ? { text: value } : { json: value } };
}
