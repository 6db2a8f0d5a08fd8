import type { Document } from "../model/document.ts";
import { UsageError } from "../model/errors.ts";
import type { Exchange } from "../model/exchange.ts";
import type { Finding } from "../model/finding.ts";
import type { Operation } from "../model/operation.ts";
import { matchOperation, type ValidateOptions, validate } from "../validate/index.ts";
import { type Received, readReceived } from "./exchange.ts";

/**
 * Holds a response against a document.
 * @param operation `GET /pets/{id}` or an operationId; without it, the response's own URL and method tell.
 * @returns what is wrong with the response, worst first. What is wrong with the request is not the response's fault.
 */
export async function checkResponse(
  document: Document,
  received: unknown,
  operation?: string,
  options: ValidateOptions = {},
): Promise<Finding[]> {
  const read = await readReceived(received);
  const wanted = operation === undefined ? undefined : findOperation(document, operation);
  const exchange = exchangeOf(document, read, wanted, options);
  const { findings } = await validate(document, [exchange], options);
  return findings.filter(({ status, rule }) => status !== undefined || UNKNOWN.has(rule));
}

const UNKNOWN: ReadonlySet<string> = new Set(["operation-undocumented", "method-undocumented"]);

function findOperation(document: Document, name: string): Operation {
  const found = document.operations.find(({ key, operationId }) => key === name || operationId === name);
  if (found !== undefined) return found;
  throw new UsageError({
    what: "cannot find the operation",
    where: name,
    why: "the document has no such operation",
    hint: "Name it as GET /pets/{id}, or by its operationId",
  });
}

function exchangeOf(
  document: Document,
  { url, method, response }: Received,
  operation: Operation | undefined,
  { service }: ValidateOptions,
): Exchange {
  const make = (verb: string, at: string): Exchange => ({
    recording: "response",
    index: 0,
    request: { method: verb, url: at, headers: {} },
    response,
  });
  if (operation !== undefined) {
    const own =
      url === undefined ? undefined : matchOperation(document, { method: operation.method, url }, service);
    // The response may come from a test server under another base path: its template stands for the path then.
    return make(operation.method, url !== undefined && own?.operation === operation ? url : operation.path);
  }
  if (url === undefined) {
    throw new UsageError({
      what: "cannot tell",
      where: "the operation",
      why: "the response does not know which request it answers",
      hint: 'Name it: toMatchContract("GET /pets/{id}")',
    });
  }
  return make(method ?? methodFor(document, url, service), url);
}

/** `fetch` does not tell the method: GET where there is one, else the only one that the path has. */
function methodFor(document: Document, url: string, service: ValidateOptions["service"]): string {
  const fits = (method: string) => matchOperation(document, { method, url }, service) !== undefined;
  if (fits("GET")) return "GET";
  const others = ["POST", "PUT", "PATCH", "DELETE"].filter(fits);
  const [only = "GET"] = others;
  if (others.length < 2) return only;
  throw new UsageError({
    what: "cannot tell",
    where: "the operation",
    why: `${url} has ${others.join(", ")}, and the response does not say which of them it answers`,
    hint: `Name it: toMatchContract("${only} /…")`,
  });
}
