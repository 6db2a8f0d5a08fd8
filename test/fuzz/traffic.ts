import { gzipSync } from "node:zlib";
import { isArray, isObject, type Json, type JsonObject } from "../../src/model/json.ts";
import type { Choice } from "../support/generate/random.ts";
import { surprise } from "./hostile.ts";
import { disturb } from "./mutate.ts";

const METHODS = ["get", "put", "post", "delete", "patch", "head", "options"] as const;

/** An exchange as newline-delimited JSON has it; its bodies are JSON values. */
interface Call {
  readonly request: {
    readonly method: string;
    readonly url: string;
    readonly headers: Lists;
    readonly body?: Body;
  };
  readonly response: { readonly status: number; readonly headers: Lists; readonly body?: Body };
}
type Lists = Readonly<Record<string, readonly string[]>>;
type Body = { readonly json: Json };

/** Traffic that fits a document more or less, in the words of one of the tools that record some, and then disturbed. */
export function recording(document: JsonObject, choice: Choice): Uint8Array {
  const calls = Array.from({ length: choice.whole(1, 6) }, () => call(document, choice));
  const lines = choice.next() < 0.5;
  const trees = lines ? (calls as unknown as JsonObject[]) : [choice.of(ARCHIVES)(calls)];
  const said = trees.map((tree) => JSON.stringify(choice.next() < 0.6 ? disturb(tree, choice) : tree));
  const bytes = Buffer.from(said.join("\n"));
  return choice.next() < 0.05 ? gzipSync(bytes) : bytes;
}

function call(document: JsonObject, choice: Choice): Call {
  const paths = isObject(document.paths) ? Object.entries(document.paths) : [];
  const [path, item]: readonly [string, Json] = paths.length === 0 ? ["/", {}] : choice.of(paths);
  const known = METHODS.filter((method) => isObject(item) && Object.hasOwn(item, method));
  const method = known.length === 0 ? "get" : choice.of(known);
  const operation = isObject(item) ? item[method] : undefined;
  const responses = isObject(operation) && isObject(operation.responses) ? operation.responses : {};
  const statuses = Object.entries(responses);
  const [status, response]: readonly [string, Json] =
    statuses.length === 0 ? ["200", {}] : choice.of(statuses);
  const sample = (message: Json | undefined): { body?: Body } => {
    const schema = schemaOf(follow(document, message));
    return schema === undefined ? {} : { body: { json: value(document, schema, choice, 0) } };
  };
  const headers = {
    "content-type": [choice.of(["application/json", "text/plain", "application/json; x=1"])],
  };
  const filled = path.replace(/\{[^}]*\}/g, () =>
    encodeURIComponent(choice.of(["1", "a", "", "%", choice.uuid()])),
  );
  const query = choice.of(["", "?a=1", "?filter[a]=1&fields=a,b", "?%zz&&=&a"]);
  return {
    request: {
      method: method.toUpperCase(),
      url: `${choice.of(["https://eu.example/v1", "https://old.example/api", "", "http://[::1]:80"])}${filled}${query}`,
      headers,
      ...sample(isObject(operation) ? operation.requestBody : undefined),
    },
    response: { status: Number.parseInt(status, 10) || 200, headers, ...sample(response) },
  };
}

function schemaOf(message: Json | undefined): Json | undefined {
  if (!isObject(message)) return undefined;
  const [media] = isObject(message.content) ? Object.values(message.content) : [message];
  return isObject(media) ? media.schema : undefined;
}

/** A value that fits a schema about as well as what a careless server sends. */
function value(document: JsonObject, stated: Json, choice: Choice, depth: number): Json {
  const schema = follow(document, stated);
  if (!isObject(schema) || depth > 6 || choice.next() < 0.02) return surprise(choice);
  if (schema.const !== undefined) return schema.const;
  if (isArray(schema.enum) && schema.enum.length > 0) return choice.of(schema.enum);
  const inside = (part: Json) => value(document, part, choice, depth + 1);
  for (const union of [schema.oneOf, schema.anyOf])
    if (isArray(union) && union.length > 0) return inside(choice.of(union));
  const parts = isArray(schema.allOf) ? schema.allOf.map(inside).filter(isObject) : [];
  const type = isArray(schema.type) && schema.type.length > 0 ? choice.of(schema.type) : schema.type;
  if (type === "array") return [inside(schema.items ?? {}), inside(schema.items ?? {})];
  if (type === "integer") return choice.whole(0, 100);
  if (type === "number") return choice.next() * 100;
  if (type === "boolean") return choice.next() < 0.5;
  if (type === "null") return null;
  if (type === "string")
    return choice.of(["a", "Abc", choice.uuid(), "2024-01-01", "2024-01-01T00:00:00Z", ""]);
  const properties = isObject(schema.properties) ? Object.entries(schema.properties) : [];
  const own = properties.filter(() => choice.next() < 0.8).map(([key, part]) => [key, inside(part)] as const);
  return Object.fromEntries([...parts.flatMap((part) => Object.entries(part)), ...own]);
}

function follow(document: JsonObject, stated: Json | undefined): Json | undefined {
  let at = stated;
  for (let steps = 0; steps < 5 && isObject(at) && typeof at.$ref === "string"; steps++) {
    const path = at.$ref.replace(/^#\//, "").split("/");
    at = path.reduce<Json | undefined>((node, token) => (isObject(node) ? node[token] : undefined), document);
  }
  return at;
}

const textOf = (body: Body | undefined) => (body === undefined ? "" : JSON.stringify(body.json));
const pairs = (headers: Lists) =>
  Object.entries(headers).flatMap(([name, all]) => all.map((each) => ({ name, key: name, value: each })));

const har = (calls: readonly Call[]): JsonObject => ({
  log: {
    version: "1.2",
    entries: calls.map(({ request, response }) => ({
      startedDateTime: "2026-11-20T04:30:00Z",
      request: { method: request.method, url: request.url, headers: pairs(request.headers) },
      response: {
        status: response.status,
        headers: pairs(response.headers),
        content: { mimeType: "application/json", text: textOf(response.body) },
      },
    })),
  },
});

const postman = (calls: readonly Call[]): JsonObject => ({
  info: { schema: "https://schema.getpostman.com/json/collection/v2.1.0/collection.json" },
  item: calls.map(({ request, response }) => {
    const originalRequest = {
      method: request.method,
      header: pairs(request.headers),
      url: { raw: request.url },
    };
    const saved = { code: response.status, header: pairs(response.headers), body: textOf(response.body) };
    return { name: request.url, request: originalRequest, response: [{ originalRequest, ...saved }] };
  }),
});

const newman = (calls: readonly Call[]): JsonObject => ({
  run: {
    executions: calls.map(({ request, response }) => ({
      request: { method: request.method, header: pairs(request.headers), url: request.url },
      response: {
        code: response.status,
        header: pairs(response.headers),
        stream: { type: "Buffer", data: [...Buffer.from(textOf(response.body))] },
      },
    })),
  },
});

const nock = (calls: readonly Call[]): JsonObject =>
  calls.map(({ request, response }) => ({
    scope: "https://eu.example:443",
    method: request.method,
    path: request.url.replace(/^https?:\/\/[^/]*/, ""),
    status: response.status,
    response: response.body?.json ?? "",
    rawHeaders: pairs(response.headers).flatMap(({ name, value }) => [name, value]),
  })) as unknown as JsonObject;

const undici = (calls: readonly Call[]): JsonObject =>
  calls.map(({ request, response }, index) => ({
    hash: `h${index}`,
    snapshot: {
      request: {
        method: request.method,
        url: request.url,
        headers: { accept: "*/*" },
        body: textOf(request.body),
      },
      responses: [
        {
          statusCode: response.status,
          headers: Object.fromEntries(pairs(response.headers).map(({ name, value }) => [name, value])),
          body: Buffer.from(textOf(response.body)).toString("base64"),
          trailers: {},
        },
      ],
      callCount: 0,
      timestamp: "2026-11-20T04:30:00Z",
    },
  })) as unknown as JsonObject;

const ARCHIVES = [har, har, postman, newman, nock, undici];
