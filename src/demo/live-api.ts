import type { Json } from "../model/json.ts";
import { type Answer, type Asked, json, pathOf } from "./answer.ts";
import { type RateLimit, RateWindow } from "./rate-limit.ts";

/** A path that the live API answers. */
export interface Route {
  readonly method: string;
  /** `{name}` stands for any one segment. */
  readonly path: string;
  readonly answer: Answer | ((asked: Asked) => Answer);
}

/** A running service. It is read at each request, so that a test may let the service move on. */
export interface LiveApi {
  /** What `GET /api/version` says. */
  version: string;
  /** The document that the service serves of itself. */
  document: Uint8Array | string;
  /** Default: `/api/docs/openapi.json` and `/openapi.json`. */
  documentPaths?: readonly string[];
  routes?: readonly Route[];
  /** Default: no limit, and no header that speaks of one. */
  rateLimit?: RateLimit;
  /** Every response's `X-Request-Id` is this with a number behind it. Default `request`. */
  requestIdPrefix?: string;
  /** The body of an error. Default: `{ code, message }`. */
  error?: (code: string, message: string) => Json;
}

const DOCUMENT_PATHS = ["/api/docs/openapi.json", "/openapi.json"];

/** Plays a running service: its version, its document, its routes; 404 with an error body for anything else. */
export function playLiveApi(live: LiveApi, now: () => number): (asked: Asked) => Answer {
  const window = live.rateLimit === undefined ? undefined : new RateWindow(live.rateLimit, now);
  let served = 0;
  return (asked) => {
    served += 1;
    const id = `${live.requestIdPrefix ?? "request"}-${String(served).padStart(5, "0")}`;
    const allowance = window?.take();
    const answer =
      allowance?.exceeded === true
        ? failure(live, 429, "rate_limit_exceeded", "Too many requests", {
            "Retry-After": String(Math.max(1, allowance.reset - Math.floor(now() / 1000))),
          })
        : routed(live, asked);
    const limits =
      allowance === undefined
        ? {}
        : {
            "X-RateLimit-Limit": String(allowance.limit),
            "X-RateLimit-Remaining": String(allowance.remaining),
            "X-RateLimit-Reset": String(allowance.reset),
          };
    return { ...answer, headers: { "X-Request-Id": id, ...limits, ...answer.headers } };
  };
}

function routed(live: LiveApi, asked: Asked): Answer {
  const path = pathOf(asked);
  const onPath = [...ownRoutes(live), ...(live.routes ?? [])].filter((route) => fits(route.path, path));
  const method = asked.method === "HEAD" ? "GET" : asked.method;
  const route = onPath.find((each) => each.method === method);
  if (route !== undefined) return typeof route.answer === "function" ? route.answer(asked) : route.answer;
  if (onPath.length === 0) return failure(live, 404, "not_found", `There is nothing at ${path}`);
  const allow = [...new Set(onPath.map((each) => each.method))].sort().join(", ");
  return failure(live, 405, "method_not_allowed", `Use ${allow}`, { Allow: allow });
}

function ownRoutes(live: LiveApi): Route[] {
  const document = { status: 200, headers: { "Content-Type": "application/json" }, body: live.document };
  const paths = live.documentPaths ?? DOCUMENT_PATHS;
  return [
    { method: "GET", path: "/api/version", answer: json(200, { version: live.version }) },
    ...paths.map((path) => ({ method: "GET", path, answer: document })),
  ];
}

function failure(
  live: LiveApi,
  status: number,
  code: string,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  return json(status, live.error?.(code, message) ?? { code, message }, headers);
}

function fits(template: string, path: string): boolean {
  const wanted = template.split("/");
  const given = path.split("/");
  return (
    wanted.length === given.length &&
    wanted.every((segment, i) => (/^\{.+\}$/.test(segment) ? given[i] !== "" : segment === given[i]))
  );
}
