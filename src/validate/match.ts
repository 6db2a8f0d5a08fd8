import type { Document } from "../model/document.ts";
import type { ServiceDefinition } from "../model/service.ts";
import { type Match, Router } from "./router.ts";

export type { Match, Mismatch } from "./router.ts";

/**
 * The operation that a recorded request is meant for: the most concrete path template, and among equal ones
 * that whose parameter schemas take the values. HEAD follows GET.
 * @returns `undefined` where the document has no such path or method.
 */
export function matchOperation(
  document: Document,
  request: { readonly method: string; readonly url: string },
  service?: ServiceDefinition,
): Match | undefined {
  const found = routerOf(document, service).find(request.method, request.url);
  return "operation" in found ? found : undefined;
}

const ROUTERS = new WeakMap<Document, Map<ServiceDefinition | undefined, Router>>();

/** The router of a document, made on first use. */
export function routerOf(document: Document, service?: ServiceDefinition): Router {
  const known = ROUTERS.get(document) ?? new Map<ServiceDefinition | undefined, Router>();
  ROUTERS.set(document, known);
  const router = known.get(service) ?? new Router(document, service);
  known.set(service, router);
  return router;
}
