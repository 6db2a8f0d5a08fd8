import type { Body, Exchange, Headers } from "../../model/exchange.ts";
import { isArray, isObject, type Json, type JsonObject, objectAt, own, stringAt } from "../../model/json.ts";
import { isStatus, NotAnExchange } from "./exchange-reader.ts";
import { HeaderCollector, textOf } from "./headers.ts";
import type { Problem } from "./problem.ts";

/** Is it a Postman collection (format 2.x), by itself or as Postman's API delivers it? */
export function collectionIn(value: Json): JsonObject | undefined {
  if (!isObject(value)) return undefined;
  const collection = isObject(own(value, "collection")) ? objectAt(value, "collection") : value;
  return isArray(own(collection, "item")) && isObject(own(collection, "info")) ? collection : undefined;
}

/** Exchanges of a collection's saved responses (https://schema.postman.com/collection/json/v2.1.0/draft-07/docs/). */
export function* readCollection(
  collection: JsonObject,
  recording: string,
  onProblem: (problem: Problem) => void,
): Generator<Exchange> {
  const variables = variablesOf(own(collection, "variable"));
  let index = 0;
  const pending = [...listAt(collection, "item")].reverse();
  for (let item = pending.pop(); item !== undefined; item = pending.pop()) {
    if (!isObject(item)) {
      onProblem({ recording, index: index++, place: "an item", why: "it is not an object" });
      continue;
    }
    pending.push(...[...listAt(item, "item")].reverse());
    for (const response of listAt(item, "response")) {
      try {
        yield readSaved(item, response, variables, recording, index);
      } catch (error) {
        if (!(error instanceof NotAnExchange)) throw error;
        const name = JSON.stringify((stringAt(item, "name") ?? "").slice(0, 60));
        onProblem({ recording, index, place: `a response saved under ${name}`, why: error.message });
      }
      index++;
    }
  }
}

function readSaved(
  item: JsonObject,
  response: Json,
  variables: Variables,
  recording: string,
  index: number,
): Exchange {
  if (!isObject(response)) throw new NotAnExchange("it is not an object");
  const status = own(response, "code");
  if (!isStatus(status)) throw new NotAnExchange("it has no code");
  const body = stringAt(response, "body");
  return {
    recording,
    index,
    request: readRequest(own(response, "originalRequest") ?? own(item, "request") ?? null, variables),
    response: {
      status,
      headers: pairs(own(response, "header"), variables),
      ...(body === undefined || body === "" ? {} : { body: { text: body } }),
    },
  };
}

/** One execution of the report that newman writes with `--reporters json`. */
export function readExecution(value: JsonObject, recording: string, index: number): Exchange {
  const item = objectAt(value, "item");
  const request = readRequest(own(value, "request") ?? own(item, "request") ?? null, new Map());
  const response = own(value, "response");
  // Requests that never got an answer have none.
  if (!isObject(response)) return { recording, index, request };
  const status = own(response, "code");
  if (!isStatus(status)) throw new NotAnExchange("its response has no code");
  const stream = objectAt(response, "stream");
  const data = own(stream, "data");
  const text = stringAt(response, "body");
  const bytes = isArray(data)
    ? Buffer.from(data.filter((each) => typeof each === "number"))
    : Buffer.from(typeof data === "string" ? data : "", "base64");
  const body: Body | undefined =
    bytes.length > 0 ? { base64: bytes.toString("base64") } : text ? { text } : undefined;
  return {
    recording,
    index,
    request,
    response: {
      status,
      headers: pairs(own(response, "header"), new Map()),
      ...(body === undefined ? {} : { body }),
    },
  };
}

type Variables = ReadonlyMap<string, string>;

function readRequest(request: Json, variables: Variables): Exchange["request"] {
  if (typeof request === "string")
    return { method: "GET", url: filled(request, variables, new Map()), headers: {} };
  if (!isObject(request)) throw new NotAnExchange("it has no request");
  const url = readUrl(own(request, "url") ?? null, variables);
  if (url === "") throw new NotAnExchange("its request has no url");
  return {
    method: stringAt(request, "method") ?? "GET",
    // A base address that only an environment knows says nothing of the path.
    url: url.replace(/^\{\{[^{}]*\}\}/, ""),
    headers: pairs(own(request, "header"), variables),
    ...requestBody(own(request, "body"), variables),
  };
}

/** A URL is text, or text with its parts, or the parts alone. Path variables are written `:name`. */
function readUrl(url: Json, variables: Variables): string {
  if (typeof url === "string") return filled(url, variables, new Map());
  if (!isObject(url)) return "";
  const inPath = variablesOf(own(url, "variable"));
  const raw = stringAt(url, "raw");
  if (raw !== undefined) return filled(raw, variables, inPath);
  const join = (key: string, by: string) => {
    const value = own(url, key);
    return (isArray(value) ? value : [value]).map((part) => textOf(part) ?? "").join(by);
  };
  const port = stringAt(url, "port");
  const query = listAt(url, "query")
    .filter((each) => isObject(each) && own(each, "disabled") !== true)
    .map((each) => {
      const [key = "", value] = ["key", "value"].map((name) => textOf(own(each as JsonObject, name)));
      return value === undefined ? key : `${key}=${value}`;
    });
  const protocol = stringAt(url, "protocol") ?? "https";
  const text = `${protocol}://${join("host", ".")}${port === undefined ? "" : `:${port}`}/${join("path", "/").replace(/^\//, "")}`;
  return filled(query.length === 0 ? text : `${text}?${query.join("&")}`, variables, inPath);
}

function filled(text: string, variables: Variables, inPath: Variables): string {
  return text
    .replace(/\{\{([^{}]+)\}\}/g, (whole, name: string) => variables.get(name.trim()) ?? whole)
    .replace(/(?<=\/):([^/?#:]+)/g, (whole, name: string) => inPath.get(name) ?? whole);
}

function variablesOf(value: Json | undefined): Variables {
  const found = new Map<string, string>();
  for (const each of isArray(value) ? value : []) {
    if (!isObject(each)) continue;
    const name = stringAt(each, "key") ?? stringAt(each, "id");
    const stated = own(each, "value");
    if (name !== undefined && (typeof stated === "string" || typeof stated === "number"))
      found.set(name, String(stated));
  }
  return found;
}

function pairs(value: Json | undefined, variables: Variables): Headers {
  const collector = new HeaderCollector();
  for (const each of isArray(value) ? value : []) {
    const name = isObject(each) ? stringAt(each, "key") : undefined;
    if (!isObject(each) || name === undefined || own(each, "disabled") === true) continue;
    collector.add(name, filled(stringAt(each, "value") ?? "", variables, new Map()));
  }
  return collector.headers;
}

function requestBody(body: Json | undefined, variables: Variables): { body?: Body } {
  if (!isObject(body)) return {};
  const mode = stringAt(body, "mode");
  if (mode === "raw") {
    const text = filled(stringAt(body, "raw") ?? "", variables, new Map());
    return text === "" ? {} : { body: { text } };
  }
  if (mode === "urlencoded") {
    const fields = new URLSearchParams();
    for (const each of listAt(body, "urlencoded")) {
      if (isObject(each) && own(each, "disabled") !== true)
        fields.append(stringAt(each, "key") ?? "", stringAt(each, "value") ?? "");
    }
    return { body: { text: fields.toString() } };
  }
  if (mode === "graphql") return { body: { json: own(body, "graphql") ?? null } };
  return mode === undefined
    ? {}
    : { body: { omitted: `the collection does not hold a body of mode ${mode}` } };
}

function listAt(object: JsonObject, key: string): readonly Json[] {
  const value = own(object, key);
  return isArray(value) ? value : [];
}
