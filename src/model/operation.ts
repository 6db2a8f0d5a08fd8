import type { JsonObject } from "./json.ts";
import type { Pointer } from "./pointer.ts";

export const METHODS = [
  "get",
  "put",
  "post",
  "delete",
  "options",
  "head",
  "patch",
  "trace",
  "query",
] as const;

/** Where an operation stands: a path's own, one the server calls on its own (webhook), or one it calls back. */
export type OperationKind = "path" | "webhook" | "callback";

/** One operation with everything its messages are made of; `$ref`s to components are followed. */
export interface Operation {
  /** `GET /pets/{id}`; webhooks and callbacks: `POST newPet (webhook)`. */
  readonly key: string;
  readonly kind: OperationKind;
  /** Upper case. */
  readonly method: string;
  /** The path template as written, the webhook's name, or the callback's expression. */
  readonly path: string;
  /** What a callback is called in the operation that it belongs to. */
  readonly callback: string | undefined;
  readonly pointer: Pointer;
  readonly raw: JsonObject;
  readonly operationId: string | undefined;
  readonly deprecated: boolean;
  readonly tags: readonly string[];
  /** The path item's and the operation's own, the latter winning. */
  readonly parameters: readonly Parameter[];
  readonly requestBody: RequestBody | undefined;
  readonly responses: readonly ResponseObject[];
  /** What counts for it: its own `security`, or the document's. An empty list: none is needed. */
  readonly security: readonly SecurityRequirement[];
  /** Operations that the server calls because of this one. */
  readonly callbacks: readonly Operation[];
}

export type ParameterPlace = "path" | "query" | "header" | "cookie" | "querystring";

export interface Parameter {
  /** As written; header names compare without case. */
  readonly name: string;
  readonly in: ParameterPlace;
  /** Where the parameter itself is written (the target, where it is a `$ref`). */
  readonly pointer: Pointer;
  readonly raw: JsonObject;
  readonly required: boolean;
  readonly deprecated: boolean;
  /** Serialisation, with the defaults of its place filled in (OpenAPI 3.1.1, 4.8.12.2). */
  readonly style: string;
  readonly explode: boolean;
  readonly schema?: Pointer;
  /** Instead of `schema`: exactly one media type. */
  readonly content: readonly MediaType[];
}

export interface RequestBody {
  readonly pointer: Pointer;
  readonly raw: JsonObject;
  readonly required: boolean;
  readonly content: readonly MediaType[];
}

export interface ResponseObject {
  /** `200`, `2XX` or `default`. */
  readonly status: string;
  readonly pointer: Pointer;
  readonly raw: JsonObject;
  readonly headers: readonly HeaderObject[];
  readonly content: readonly MediaType[];
  readonly links: readonly LinkObject[];
}

export interface LinkObject {
  readonly name: string;
  readonly pointer: Pointer;
  readonly raw: JsonObject;
}

export interface HeaderObject {
  readonly name: string;
  readonly pointer: Pointer;
  readonly raw: JsonObject;
  readonly required: boolean;
  readonly schema?: Pointer;
  readonly content: readonly MediaType[];
}

export interface MediaType {
  /** As written: `application/json; charset=utf-8`. */
  readonly type: string;
  readonly pointer: Pointer;
  readonly raw: JsonObject;
  readonly schema?: Pointer;
}

/** Scheme name → scopes; all schemes of one requirement are needed together. */
export type SecurityRequirement = Readonly<Record<string, readonly string[]>>;
