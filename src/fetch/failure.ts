import { reasonOf } from "../model/errors.ts";
import { NoAnswer, TooSlow } from "./client.ts";
import { TooLarge, Undecodable } from "./decode.ts";
import { InsideAddress } from "./inside.ts";

/** Why a request got no usable answer, in words for a person, and whether trying again can help. */
export interface Failure {
  readonly why: string;
  readonly hint?: string;
  readonly retry: boolean;
}

const CLOSED: Failure = { why: "the connection was closed before the answer was complete", retry: true };
const SLOW: Failure = { why: "it did not answer in time", retry: true };
const UNREACHABLE: Failure = { why: "the network does not reach it", hint: "Check the network", retry: true };

const BY_CODE: ReadonlyMap<string, Failure> = new Map<string, Failure>([
  ["ECONNREFUSED", { why: "the connection was refused", hint: "Check host and port", retry: false }],
  ["ECONNRESET", CLOSED],
  ["EPIPE", CLOSED],
  ["UND_ERR_SOCKET", CLOSED],
  ["UND_ERR_RES_CONTENT_LENGTH_MISMATCH", CLOSED],
  ["ENOTFOUND", { why: "its host name is unknown (DNS)", hint: "Check the host name", retry: false }],
  [
    "EAI_AGAIN",
    { why: "its host name could not be looked up (DNS)", hint: "Check the network", retry: true },
  ],
  ["ENETUNREACH", UNREACHABLE],
  ["EHOSTUNREACH", UNREACHABLE],
  [
    "UND_ERR_CONNECT_TIMEOUT",
    { why: "connecting took too long", hint: "Check the network and the proxy", retry: true },
  ],
  ["ETIMEDOUT", SLOW],
  ["UND_ERR_HEADERS_TIMEOUT", SLOW],
  ["UND_ERR_BODY_TIMEOUT", { why: "its answer stopped half-way", retry: true }],
]);

/** Reads the error of a transport. */
export function describeFailure(error: unknown): Failure {
  if (error instanceof TooLarge)
    return { why: `its answer is too large (${error.message.replace(/^it is /, "")})`, retry: false };
  if (error instanceof Undecodable)
    return { why: `its answer cannot be read: ${error.message}`, retry: true };
  if (error instanceof NoAnswer) return SLOW;
  if (error instanceof TooSlow)
    return { why: "its answer comes so slowly that it was given up", hint: "Try again later", retry: false };
  if (error instanceof InsideAddress)
    return {
      why: "a document from elsewhere may not refer to addresses of the local network",
      hint: "Bundle the document into one file first, or give --allow-external if you trust it",
      retry: false,
    };
  const refused = /^Proxy (?:response|Authentication Required) \((\d+)\)/.exec(reasonOf(error))?.[1];
  if (refused !== undefined)
    return {
      why: `the proxy answers with status ${refused}`,
      hint: "Check HTTP_PROXY, HTTPS_PROXY and NO_PROXY",
      retry: false,
    };
  const code = codeOf(error);
  const known = BY_CODE.get(code);
  if (known !== undefined) return known;
  if (/CERT|SELF_SIGNED|UNABLE_TO_|ERR_TLS/.test(code)) {
    return {
      why: `its TLS certificate is not trusted (${reasonOf(error)})`,
      hint: "Name the certificate's issuer in NODE_EXTRA_CA_CERTS if you trust it",
      retry: false,
    };
  }
  if (/^ERR_SSL|^EPROTO/.test(code))
    return { why: "it does not speak TLS there", hint: "Check scheme and port", retry: false };
  if (error instanceof Error && error.name === "HTTPParserError")
    return { why: "what it answers is not HTTP", hint: "Check the port", retry: false };
  return { why: reasonOf(error), retry: false };
}

/** A name with several addresses fails with one error for each. */
function codeOf(error: unknown): string {
  for (let current = error; current instanceof Error; current = current.cause) {
    const { code } = current as NodeJS.ErrnoException;
    if (typeof code === "string") return code;
    if (current instanceof AggregateError && current.errors.length > 0) return codeOf(current.errors[0]);
  }
  return "";
}
