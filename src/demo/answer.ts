import { createHash } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import type { Json } from "../model/json.ts";

/** A request as the demonstration server saw it, with what it answered. */
export interface RequestSeen {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly status: number;
}

export type Asked = Omit<RequestSeen, "status">;

export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

export function json(status: number, value: Json, headers: Readonly<Record<string, string>> = {}): Answer {
  return {
    status,
    headers: { "Content-Type": "application/json; charset=utf-8", ...headers },
    body: JSON.stringify(value),
  };
}

/** The path without its query. */
export function pathOf(asked: Asked): string {
  return asked.path.split("?", 1)[0] as string;
}

/**
 * A 200 with an entity tag, or 304 without a body when the asker has these bytes already
 * (RFC 9110, section 13.1.2: the comparison is weak).
 */
export function conditional(asked: Asked, answer: Answer, strength: "weak" | "strong"): Answer {
  if (answer.status !== 200) return answer;
  const hash = createHash("sha256")
    .update(answer.body ?? "")
    .digest("hex");
  const etag = strength === "weak" ? `W/"${hash}"` : `"${hash}"`;
  const known = (asked.headers["if-none-match"] ?? "")
    .split(",")
    .map((tag) => tag.trim().replace(/^W\//, ""));
  if (known.includes(`"${hash}"`) || known.includes("*")) return { status: 304, headers: { ETag: etag } };
  return { ...answer, headers: { ...answer.headers, ETag: etag } };
}
