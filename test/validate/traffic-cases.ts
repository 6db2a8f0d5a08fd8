import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type Document, loadDocument } from "../../src/model/document.ts";
import type { Body, Exchange } from "../../src/model/exchange.ts";
import type { Json, JsonObject } from "../../src/model/json.ts";
import { makeSource } from "../../src/model/source.ts";

/** One labelled exchange from another project's test suite. */
export interface TrafficCase {
  readonly name: string;
  readonly suite: string;
  readonly spec: string | JsonObject;
  readonly needs?: readonly string[];
  readonly request: {
    readonly method: string;
    readonly path: string;
    readonly query?: Json;
    readonly headers: Readonly<Record<string, string | readonly string[]>>;
    readonly body: Json;
  };
  readonly response: {
    readonly status: number;
    readonly headers: Readonly<Record<string, string | readonly string[]>>;
    readonly body: Json;
    readonly bodyAbsent?: boolean;
  };
  readonly valid: boolean;
  readonly why: string;
  readonly findings?: readonly { readonly type: string; readonly specLocation: string }[];
}

export function readCases(file: string): TrafficCase[] {
  const lines = readFileSync(file, "utf8").trim().split("\n");
  return lines.map((line) => JSON.parse(line) as TrafficCase);
}

export function documentOfCase(file: string, { spec, name }: TrafficCase): Document {
  const bytes =
    typeof spec === "string" ? readFileSync(join(dirname(file), spec)) : Buffer.from(JSON.stringify(spec));
  return loadDocument(makeSource({ ref: name, origin: name, bytes }));
}

export function exchangeOfCase(test: TrafficCase): Exchange {
  const { request, response } = test;
  const query = queryOf(request.query ?? null);
  // In Pact, a body that is not named was not looked at.
  const pact = test.suite.includes("pact");
  return {
    recording: "case",
    index: 0,
    request: {
      method: request.method,
      url: `${request.path.startsWith("/") ? "" : "/"}${request.path}${query}`,
      headers: headersOf(request.headers),
      ...bodyOf(request.body, pact, request.headers),
    },
    response: {
      status: response.status,
      headers: headersOf(response.headers),
      ...(response.bodyAbsent === true ? {} : bodyOf(response.body, pact, response.headers)),
    },
  };
}

function queryOf(query: Json): string {
  if (query === null || query === "") return "";
  if (typeof query === "string") return `?${query}`;
  const pairs = Object.entries(query).flatMap(([name, values]) =>
    (Array.isArray(values) ? values : [values]).map((value): [string, string] => [name, String(value)]),
  );
  return `?${new URLSearchParams(pairs)}`;
}

function headersOf(headers: Readonly<Record<string, string | readonly string[]>>) {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name.toLowerCase(),
      typeof value === "string" ? [value] : value,
    ]),
  );
}

function bodyOf(
  body: Json,
  pact: boolean,
  headers: Readonly<Record<string, string | readonly string[]>>,
): { body?: Body } {
  if (body === null) return pact ? { body: { omitted: "not part of the interaction" } } : {};
  const type = Object.entries(headers).find(([name]) => name.toLowerCase() === "content-type")?.[1];
  const isJson = type === undefined || /json/i.test(String(type));
  return { body: typeof body === "string" && !isJson ? { text: body } : { json: body } };
}
