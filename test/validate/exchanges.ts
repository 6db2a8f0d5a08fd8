import type { Document } from "../../src/model/document.ts";
import type { Body, Exchange } from "../../src/model/exchange.ts";
import type { Finding } from "../../src/model/finding.ts";
import type { Json } from "../../src/model/json.ts";
import type { ServiceDefinition } from "../../src/model/service.ts";
import { validate } from "../../src/validate/index.ts";

interface Facts {
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON, with the content-type that says so unless `headers` do. */
  readonly json?: Json;
  readonly body?: Body;
}

/** An exchange of one line: `exchange("GET /pets", 200, { json: [] })`. */
export function exchange(
  call: string,
  status: number | undefined,
  response: Facts = {},
  request: Facts = {},
): Exchange {
  const [method = "GET", url = "/"] = call.split(" ");
  return {
    recording: "test.ndjson",
    index: 0,
    request: { method, url, ...messageOf(request) },
    ...(status === undefined ? {} : { response: { status, ...messageOf(response) } }),
  };
}

function messageOf({ headers = {}, json, body }: Facts): Pick<Exchange["request"], "headers" | "body"> {
  const typed = json === undefined ? headers : { "content-type": "application/json", ...headers };
  const lists = Object.fromEntries(Object.entries(typed).map(([name, value]) => [name, [value]]));
  const content = body ?? (json === undefined ? undefined : { json });
  return { headers: lists, ...(content === undefined ? {} : { body: content }) };
}

/** What is found in one exchange. */
export async function findingsIn(
  document: Document,
  exchanges: Exchange | readonly Exchange[],
  service?: ServiceDefinition,
): Promise<readonly Finding[]> {
  const list = "request" in exchanges ? [exchanges] : exchanges;
  const { findings } = await validate(document, list, service === undefined ? {} : { service });
  return findings;
}

/** The rules only, for checks that are told by which of them speak. */
export async function rulesIn(
  document: Document,
  exchanges: Exchange | readonly Exchange[],
  service?: ServiceDefinition,
): Promise<string[]> {
  return (await findingsIn(document, exchanges, service)).map(({ rule }) => rule);
}
