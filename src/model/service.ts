import type { JsonObject } from "./json.ts";
import type { Pointer } from "./pointer.ts";

/**
 * What specwitness knows of an API beyond its document. Plain data: the shipped services and those in a
 * configuration file have this one shape. Strings may hold `${NAME}`, replaced from the environment.
 */
export interface ServiceDefinition {
  readonly name: string;
  readonly title: string;
  readonly documents: {
    /** A reference with `{version}` in it: where a tagged document is. */
    readonly tagged?: string;
    /** Base URLs that tests and mirrors replace. Default: GitHub's own. */
    readonly github?: { readonly api: string; readonly raw: string };
    /** The document the running server serves. */
    readonly live?: string;
    /** The document the maker's site shows. */
    readonly published?: string;
    /** Members that legitimately differ between live and tagged documents. Default: `servers`. */
    readonly ignore?: readonly string[];
    /** `false` where `info.version` never moves (Airbyte), so that the tag alone is the version. */
    readonly versionInDocument?: boolean;
  };
  /** Says which version is running. */
  readonly versionEndpoint?: {
    readonly url: string;
    /** Where the version is in a JSON answer; default `/version`. A bare JSON string or plain text is read as well. */
    readonly pointer?: Pointer;
    /** The sentence of the maker's pages that promises the two versions agree. */
    readonly source?: string;
  };
  /** Other places where the same service runs, and is expected to be of the same version. No login is sent there. */
  readonly regions?: readonly Region[];
  /** Base URLs of the API; `{name}` stands for one label or segment. A document's own `servers` count as well. */
  readonly servers?: readonly string[];
  /** What the document's paths begin with and the rest of a URL behind its server does not: `/focus/v1`. */
  readonly documentPrefix?: string;
  readonly authentication?: Authentication;
  readonly rateLimit?: {
    /** Header names in lower case. */
    readonly limit?: string;
    readonly remaining?: string;
    /** UTC epoch seconds at which the window ends. */
    readonly reset?: string;
    /** What is promised where no header says so. */
    readonly requests?: number;
    readonly windowSeconds?: number;
    readonly source?: string;
  };
  /** Every body is JSON, an error's too, but for operations whose path holds one of these segments. */
  readonly jsonOnly?: { readonly source: string; readonly exceptSegments?: readonly string[] };
  /** What every error answer looks like, documented or not. */
  readonly errors?: ErrorShape;
  /** Headers that every response carries. */
  readonly responseHeaders?: readonly { readonly name: string; readonly source: string }[];
  /** The response header that identifies a request to the maker's support, in lower case. */
  readonly requestIdHeader?: string;
  readonly statusConventions?: readonly StatusConvention[];
  /** Where a document gives a media type the wrong schema: the right one. */
  readonly mediaTypes?: readonly MediaTypeCorrection[];
  /** Last path segments of POSTs that only read: `search`, `list`. */
  readonly safeToRepeat?: readonly string[];
  /** How operation descriptions state requirements, so that changes to them are seen. */
  readonly requirements?: {
    /** The line that starts the list, and where the sentence comes from. */
    readonly heading: string;
    readonly source: string;
  };
}

export interface Region {
  readonly name: string;
  /** The URL of its version endpoint, which answers like the service's own. */
  readonly versionEndpoint?: string;
  /** The document its server serves. */
  readonly live?: string;
}

export type Authentication =
  | { readonly type: "bearer"; readonly tokenEnv: string; readonly renewal?: TokenRenewal }
  | { readonly type: "basic"; readonly userEnv: string; readonly passwordEnv: string }
  | { readonly type: "header"; readonly name: string; readonly valueEnv: string };

/**
 * Where a short-lived bearer token comes from when none is given (OAuth 2.0 client credentials, RFC 6749,
 * section 4.4). It is kept until it expires; a 401 fetches a new one and repeats the request once.
 */
export interface TokenRenewal {
  readonly url: string;
  readonly clientIdEnv: string;
  readonly clientSecretEnv: string;
  /** How the request is written: as the RFC says (default), or as one JSON object that holds the secret too. */
  readonly request?: "form" | "json";
  readonly source: string;
}

export interface ErrorShape {
  /** JSON Schema (2020-12) of every error body. */
  readonly schema?: JsonObject;
  /** Errors are problem details (RFC 9457). Default media type: the standard's own, `application/problem+json`. */
  readonly problemDetails?: { readonly mediaType?: string };
  /** The sentence of the maker's pages this comes from. */
  readonly source: string;
  /** Error codes that may only come with these statuses, where the body holds a code at `codePointer`. */
  readonly codePointer?: Pointer;
  readonly codeStatuses?: Readonly<Record<string, readonly number[]>>;
  /** Properties whose absence alone is a note, with the contradiction it shows. */
  readonly lenient?: Readonly<Record<string, string>>;
  /** Statuses whose bodies tell nothing of the inside: no stack trace, no SQL, no host name. */
  readonly opaque?: { readonly statuses: readonly number[]; readonly source: string };
}

export interface StatusConvention {
  readonly status: number;
  readonly rule: string;
  readonly meaning: string;
  readonly source: string;
}

export interface MediaTypeCorrection {
  readonly mediaType: string;
  /** Bodies follow the schema of `application/json`, except that this component is replaced by `replacement`. */
  readonly component: Pointer;
  readonly replacement: JsonObject;
  readonly source: string;
}
