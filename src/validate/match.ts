import type { Document } from "../model/document.ts";
import { objectAt, own } from "../model/json.ts";
import type { Operation } from "../model/operation.ts";
import { resolve } from "../model/pointer.ts";
import type { ServiceDefinition } from "../model/service.ts";
import { closestFirst } from "./closest.ts";
import { narrowlyFits } from "./parameters/fit.ts";
import { ANY_BASE, type Base, behindBases, readBase, readServers } from "./servers.ts";
import { compareTemplates, decode, matchSegment, readTemplate, type Segment, splitPath } from "./template.ts";

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

interface Route {
  readonly template: readonly Segment[];
  readonly path: string;
  readonly bases: readonly Base[];
  readonly operations: ReadonlyMap<string, Operation>;
}

interface Candidate {
  readonly route: Route;
  readonly variables: ReadonlyMap<string, string>;
  readonly knownHost: boolean;
}

/** A trie over the segments of the path templates, made once per document. */
interface Node {
  readonly literals: Map<string, Node>;
  readonly patterns: { readonly segment: Segment; readonly node: Node }[];
  readonly routes: Route[];
}

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

/** Splits a recorded URL; one without a host (`/pets?x=1`) is taken as it stands. */
export function parseUrl(url: string): { host: string; path: string; query: string } {
  const match = /^(?:[a-z][\w+.-]*:)?\/\/([^/?#]*)([^?#]*)(?:\?([^#]*))?/i.exec(url);
  const [host, path, query] =
    match === null
      ? ["", url.replace(/[?#].*$/s, ""), /\?([^#]*)/.exec(url)?.[1] ?? ""]
      : [(match[1] ?? "").replace(/^.*@/, "").toLowerCase(), match[2] ?? "", match[3] ?? ""];
  return { host, path: path.startsWith("/") ? path : `/${path}`, query };
}

export class Router {
  readonly #document: Document;
  readonly #root: Node = newNode();
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
    return closestFirst(shownPath(rest), [...new Set(this.#paths)]).slice(0, 3);
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

function newNode(): Node {
  return { literals: new Map(), patterns: [], routes: [] };
}

function insert(root: Node, route: Route): void {
  let node = root;
  for (const segment of route.template) {
    const known =
      segment.kind === "literal"
        ? node.literals.get(segment.text)
        : node.patterns.find(({ segment: other }) => sameShape(segment, other))?.node;
    const next = known ?? newNode();
    if (known === undefined && segment.kind === "literal") node.literals.set(segment.text, next);
    else if (known === undefined) node.patterns.push({ segment, node: next });
    node = next;
  }
  node.routes.push(route);
}

function sameShape(left: Segment, right: Segment): boolean {
  if (left.kind === "literal" || right.kind === "literal") return false;
  return left.pattern.source === right.pattern.source;
}

function search(root: Node, segments: readonly string[]): { route: Route; variables: Map<string, string> }[] {
  let nodes = [root];
  for (const sent of segments) {
    const next: Node[] = [];
    for (const node of nodes) {
      const literal = node.literals.get(decode(sent));
      if (literal !== undefined) next.push(literal);
      for (const { segment, node: below } of node.patterns) {
        if (matchSegment(segment, sent) !== undefined) next.push(below);
      }
    }
    nodes = next;
  }
  return nodes.flatMap((node) =>
    node.routes.map((route) => ({ route, variables: variablesOf(route.template, segments) })),
  );
}

/** Variables are named by each route itself: two templates of one shape may name them differently. */
function variablesOf(template: readonly Segment[], segments: readonly string[]): Map<string, string> {
  const variables = new Map<string, string>();
  for (const [i, segment] of template.entries()) {
    for (const [name, value] of matchSegment(segment, segments[i] ?? "") ?? []) variables.set(name, value);
  }
  return variables;
}

/** A path as a report may show it: what looks like an identifier or a secret is a star, so that alike ones are one. */
function shownPath(path: string): string {
  const segments = splitPath(path).map((segment) => {
    const text = decode(segment);
    return /^\d+$|^[\da-f]{8}-[\da-f-]{27}$|^[\da-f]{16,}$|^[\w-]{33,}$|[^\w.~:@!$&'()*+,;=-]/i.test(text)
      ? "*"
      : text;
  });
  return `/${segments.join("/")}`.slice(0, 200);
}
