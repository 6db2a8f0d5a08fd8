/*
 * Response headers that no description of an API needs to mention, because something else defines them: fields of the
 * IANA registry of HTTP fields that a response may carry (RFC 9110, section 16.3.1:
 * https://www.iana.org/assignments/http-fields), and what servers, gateways, content networks and tracing add on the way.
 */

/** HTTP itself (RFC 9110 to 9114), connections and their upgrades. */
const HTTP = `
  accept-ranges age allow alt-svc authentication-info cache-control connection content-disposition
  content-encoding content-language content-length content-location content-range content-type date etag
  expires http2-settings keep-alive last-modified location pragma proxy-authenticate
  proxy-authentication-info proxy-connection proxy-status cache-status cdn-cache-control retry-after server
  set-cookie trailer transfer-encoding upgrade vary via warning www-authenticate`;

/** Negotiation, links, digests and the end of an API's life. */
const NEGOTIATION = `
  accept-ch accept-patch accept-post content-digest critical-ch deprecation digest link preference-applied
  priority repr-digest server-timing sunset want-digest`;

/** What browsers are told: who may read it (Fetch), and how carefully. */
const BROWSERS = `
  clear-site-data content-security-policy content-security-policy-report-only cross-origin-embedder-policy
  cross-origin-opener-policy cross-origin-resource-policy expect-ct feature-policy nel
  observe-browsing-topics origin-agent-cluster p3p permissions-policy public-key-pins referrer-policy
  report-to reporting-endpoints strict-transport-security timing-allow-origin x-content-type-options
  x-dns-prefetch-control x-download-options x-frame-options x-permitted-cross-domain-policies x-robots-tag
  x-ua-compatible x-xss-protection`;

/** Software and machines in between. */
const MACHINES = `
  powered-by x-powered-by x-aspnet-version x-aspnetmvc-version x-runtime x-response-time x-cache
  x-cache-hits x-served-by x-timer x-varnish x-backend x-backend-server x-accel-buffering x-accel-expires
  x-azure-ref x-vercel-id x-vercel-cache x-nf-request-id fly-request-id server-id x-edge-location
  x-proxy-cache x-via`;

/** One request among many. */
const TRACING = `
  baggage traceparent tracestate traceresponse request-id x-request-id x-correlation-id correlation-id
  x-trace-id x-cloud-trace-context x-transaction-id x-ot-span-context`;

const COMMON: ReadonlySet<string> = new Set(
  [HTTP, NEGOTIATION, BROWSERS, MACHINES, TRACING].flatMap((names) => names.trim().split(/\s+/)),
);

const FAMILIES =
  /^(?:access-control|sec|ratelimit|x-ratelimit|x-rate-limit|cf|x-amz|x-amzn|x-envoy|x-b3|x-datadog|x-goog|x-guploader|x-ms|x-fastly|x-akamai|akamai|x-github-cdn|x-kong|x-middleware|x-forwarded)-|^:/;

/** @param name in lower case. */
export function isCommonHeader(name: string): boolean {
  return COMMON.has(name) || FAMILIES.test(name);
}
