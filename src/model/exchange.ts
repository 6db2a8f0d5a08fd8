import type { Json } from "./json.ts";

/** A message body as it was recorded. Absent means empty; `omitted` means it was not recorded, and why. */
export type Body =
  | { readonly text: string }
  | { readonly base64: string }
  | { readonly json: Json }
  | { readonly omitted: string };

/** Header names in lower case, each with all its values. */
export type Headers = Readonly<Record<string, readonly string[]>>;

/** One recorded request with its response. */
export interface Exchange {
  /** The recording's name, and the exchange's 0-based place in it. */
  readonly recording: string;
  readonly index: number;
  /** ISO 8601. */
  readonly at?: string;
  readonly request: {
    readonly method: string;
    readonly url: string;
    readonly headers: Headers;
    readonly body?: Body;
  };
  readonly response?: {
    readonly status: number;
    readonly headers: Headers;
    readonly body?: Body;
  };
}
