import type { Exchange } from "../../model/exchange.ts";
import { isArray, isObject, type Json, type JsonObject, objectAt, own, stringAt } from "../../model/json.ts";
import { bodyOf } from "./encoding.ts";
import { isStatus, NotAnExchange, readHeaders } from "./exchange-reader.ts";

/** Is it an entry of a file that undici's `SnapshotAgent` has written? */
export function isSnapshot(value: JsonObject): boolean {
  return isObject(own(value, "snapshot"));
}

/**
 * The exchanges of one snapshot: a request with the answers it was given one after the other
 * (https://undici.nodejs.org/#/docs/api/SnapshotAgent).
 */
export function readSnapshot(value: JsonObject, recording: string, index: number): Exchange[] {
  const snapshot = objectAt(value, "snapshot");
  const request = objectAt(snapshot, "request");
  const method = stringAt(request, "method");
  const url = stringAt(request, "url");
  if (method === undefined || url === undefined)
    throw new NotAnExchange("its snapshot has no request with method and url");
  const at = stringAt(snapshot, "timestamp");
  const sent = stringAt(request, "body");
  const list = own(snapshot, "responses");
  const responses = isArray(list) ? list : [own(snapshot, "response") ?? null];
  return responses.map((response, i) => ({
    recording,
    index: index + i,
    ...(at === undefined ? {} : { at }),
    request: {
      method,
      url,
      headers: readHeaders(own(request, "headers")),
      ...(sent === undefined || sent === "" ? {} : { body: { text: sent } }),
    },
    response: readResponse(response),
  }));
}

function readResponse(response: Json): NonNullable<Exchange["response"]> {
  const status = isObject(response) ? own(response, "statusCode") : undefined;
  if (!isObject(response) || !isStatus(status))
    throw new NotAnExchange("a response of its snapshot has no statusCode");
  const headers = readHeaders(own(response, "headers"));
  return { status, headers, ...bodyOf(Buffer.from(stringAt(response, "body") ?? "", "base64"), headers) };
}
