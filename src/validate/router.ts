import type { Document } from "../model/document.ts";
import { objectAt, own } from "../model/json.ts";
import type { Operation } from "../model/operation.ts";
import { resolve } from "../model/pointer.ts";
import type { ServiceDefinition } from "../model/service.ts";
import { closest } from "./closest.ts";
import { narrowlyFits } from "./parameters/fit.ts";
import { insert, newTree, type Route, type RouteTree, search } from "./routes.ts";
import { ANY_BASE, type Base, behindBases, readBase, readServers } from "./servers.ts";
import { compareTemplates, readTemplate, splitPath } from "./template.ts";
import { parseUrl, shownPath } from "./url.ts";

/** An operation that a request is meant for. */
export interface Match {
  readonly operation: Operation;
  /** Path parameters by name, as sent: styles are undone before the percent-encoding. */
  readonly pathParameters: ReadonlyMap<string, string>;
  /** Is the host one of the document's or the service's servers (or are there none)? */
  readonly knownHost: boolean;
  /** Other operations that fit exactly as well. */
  readonly ambiguous: readonly Operation[];
}

/** Why a request matches nothing, with what it may have meant. */
export type Mismatch =
  | { readonly reason: "path"; readonly path: string; readonly nearest: readonly string[] }
  | { readonly reason: "method"; readonly path: string; readonly methods: readonly string[] };

interface Candidate {
  readonly route: Route;
  readonly variables: ReadonlyMap<string, string>;
  readonly knownHost: boolean;
}

/** Finds the operation a request is meant for; made once per document and service. */
export class Router {
  readonly #document: Document;
  readonly #root: RouteTree = newTree();
  readonly #bases: readonly Base[];
  readonly #paths: readonly string[];
  readonly #prefix: string | undefined;
  /** Servers that a path item or an operation has of its own. */
  readonly #special = new Set<readonly Base[]>();

  constructor(document: Document, service: ServiceDefinition | undefined) {
    this.#document = document;
    this.#prefix = service?.documentPrefix?.replace(/\/+$/, "");
    const stated = readServers(own(document.root, "servers"));
    const promised = (service?.servers ?? []).map((url) => readBase(url));
    this.#bases = stated.length + promised.length > 0 ? [...stated, ...promised] : [ANY_BASE];
    const routes = this.#routes(promised);
    this.#paths = routes.map(({ path }) => path);
    for (const route of routes) insert(this.#root, route);
  }

  find(method: string, url: string): Match | Mismatch {
    const { host, path } = parseUrl(url);
    let candidates = this.#candidates(host, path);
    // A slash too many is forgiven where nothing else fits.
    if (candidates.length === 0 && path.length > 1 && path.endsWith("/"))
      candidates = this.#candidates(host, path.slice(0, -1));
    const shown = shownPath(path);
    const best = candidates[0];
    if (best === undefined) return { reason: "path", path: shown, nearest: this.#nearest(path) };
    const wanted = method.toUpperCase();
    const able = candidates.flatMap((candidate) => {
      const operation = operationFor(candidate.route, wanted);
      return operation === undefined ? [] : [{ ...candidate, operation }];
    });
    const fitting = able.filter(({ operation, variables }) =>
      narrowlyFits(this.#document, operation, variables),
    );
    const ranked = fitting.length > 0 ? fitting : able;
    const chosen = ranked[0];
    // A concrete path without the method does not fall through to a template that would take any text there.
    const overlooked = chosen !== undefined && operationFor(best.route, wanted) === undefined;
    const concrete = compareTemplates(best.route.template, chosen?.route.template ?? []) < 0;
    if (chosen === undefined || (overlooked && concrete && !isNarrow(this.#document, chosen))) {
      const methods = [...best.route.operations.keys()];
      return { reason: "method", path: best.route.path, methods };
    }
    const { operation, variables, knownHost, route } = chosen;
    const ambiguous = ranked
      .slice(1)
      .filter((other) => compareTemplates(other.route.template, route.template) === 0)
      .map((other) => other.operation);
    return { operation, pathParameters: variables, knownHost, ambiguous };
  }

  /** Routes that fit the path, the most concrete first, in document order where they are alike. */
  #candidates(host: string, path: string): Candidate[] {
    const overall = behindBases(this.#bases, host, path);
    const found = new Map<Route, Candidate>();
    const collect = (rest: string, knownHost: boolean, admitted: (route: Route) => boolean) => {
      for (const { route, variables } of search(this.#root, splitPath(rest))) {
        if (admitted(route) && !found.has(route)) found.set(route, { route, variables, knownHost });
      }
    };
    for (const rest of overall.rests.flatMap((each) => [each, ...this.#prefixed(each)])) {
      collect(rest, overall.knownHost, (route) => route.bases === this.#bases);
      if (found.size > 0) break;
    }
    for (const bases of this.#special) {
      const { rests, knownHost } = behindBases(bases, host, path);
      // A host that is somebody else's is not guessed at.
      if (!knownHost && this.#bases.some((base) => base.host?.test(host))) continue;
      for (const rest of rests) collect(rest, knownHost, (route) => route.bases === bases);
    }
    return [...found.values()].sort((a, b) => compareTemplates(a.route.template, b.route.template));
  }

  /** A service may be reached under servers that already hold what the document's paths begin with. */
  #prefixed(rest: string): string[] {
    const prefix = this.#prefix;
    return prefix === undefined || rest.startsWith(`${prefix}/`) ? [] : [`${prefix}${rest}`];
  }

  #routes(promised: readonly Base[]): Route[] {
    const routes = new Map<string, Route & { readonly operations: Map<string, Operation> }>();
    for (const operation of this.#document.operations) {
      if (operation.kind !== "path") continue;
      const item = resolve(this.#document.root, operation.pointer.replace(/\/[^/]*$/, "") as "");
      const stated =
        own(operation.raw, "servers") ?? own(objectAt({ item: item ?? null }, "item"), "servers");
      const local = readServers(stated);
      const key = local.length === 0 ? operation.path : `${operation.path} ${operation.method}`;
      let route = routes.get(key);
      if (route === undefined) {
        const bases = local.length === 0 ? this.#bases : [...local, ...promised];
        if (bases !== this.#bases) this.#special.add(bases);
        route = {
          template: readTemplate(operation.path),
          path: operation.path,
          bases,
          operations: new Map(),
        };
        routes.set(key, route);
      }
      route.operations.set(operation.method, operation);
    }
    return [...routes.values()];
  }

  #nearest(path: string): string[] {
    const rest = behindBases(this.#bases, "", path).rests[0] ?? path;
    const shapes = new Map(this.#paths.map((each) => [each.replace(/\{[^{}]*\}/g, "*"), each]));
    return closest(shownPath(rest), [...shapes.keys()])
      .slice(0, 3)
      .map((shape) => shapes.get(shape) ?? shape);
  }
}

function operationFor(route: Route, method: string): Operation | undefined {
  return route.operations.get(method) ?? (method === "HEAD" ? route.operations.get("GET") : undefined);
}

/** Do the parameters of the match say what they take, so that taking the value means something? */
function isNarrow(
  document: Document,
  { operation, variables }: Candidate & { operation: Operation },
): boolean {
  return narrowlyFits(document, operation, variables, { mustSay: true });
}
