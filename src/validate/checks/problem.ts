import { isObject, type Json, own } from "../../model/json.ts";
import type { Rule } from "../../model/rule.ts";
import type { ServiceDefinition } from "../../model/service.ts";
import { inWords } from "../redact.ts";
import type { Check, Visit } from "./check.ts";

const PROBLEM_JSON = "application/problem+json";

const details: Rule = {
  id: "problem-details",
  area: "validate",
  title: "A problem's members are not what RFC 9457 says of them",
  severity: { response: "dangerous" },
  why: "Clients read type, status, title, detail and instance by that standard, and pass over a member of another type.",
  spec: "https://www.rfc-editor.org/rfc/rfc9457#section-3.1",
};

const wrongType: Rule = {
  id: "problem-media-type",
  area: "validate",
  title: "An error did not come as the problem details that the service promises",
  severity: { response: "dangerous" },
  why: "Clients know a problem by its media type; under another one they do not look for its members.",
  spec: "https://www.rfc-editor.org/rfc/rfc9457#section-3",
};

/** Problem details for HTTP APIs: whatever says it is one, and every error of a service that promises them. */
export const problem: Check = {
  rules: [details, wrongType],
  run(visit) {
    const { exchange, responseMessage } = visit;
    if (exchange.response === undefined || responseMessage === undefined) return;
    const { sentType, content } = responseMessage;
    const promised = exchange.response.status < 400 ? undefined : promiseOf(visit.service);
    const stated = sentType?.essence === PROBLEM_JSON;
    if (promised !== undefined && sentType !== undefined && content.state !== "empty")
      mediaType(visit, sentType.essence, promised);
    const expected =
      promised !== undefined && (sentType?.essence ?? promised.mediaType) === promised.mediaType;
    if ((stated || expected) && content.state === "value")
      members(visit, content.value, exchange.response.status);
  },
};

interface Promised {
  readonly mediaType: string;
  readonly source: string;
}

function promiseOf(service: ServiceDefinition | undefined): Promised | undefined {
  const errors = service?.errors;
  if (errors?.problemDetails === undefined) return undefined;
  return { mediaType: errors.problemDetails.mediaType ?? PROBLEM_JSON, source: errors.source };
}

function mediaType({ report }: Visit, sent: string, { mediaType: expected, source }: Promised): void {
  // A problem under its own name is one wherever another name would have done.
  if (sent === expected || sent === PROBLEM_JSON) return;
  report({
    rule: wrongType,
    direction: "response",
    message: `the error is ${sent || "of an empty media type"}, not ${expected} (${source})`,
    expected,
    actual: sent,
  });
}

const MEMBERS: readonly (readonly [name: string, what: string, is: (value: Json) => boolean])[] = [
  ["type", "a URI reference", isUriReference],
  ["status", "a number", (value) => typeof value === "number"],
  ["title", "text", (value) => typeof value === "string"],
  ["detail", "text", (value) => typeof value === "string"],
  ["instance", "a URI reference", isUriReference],
];

function members({ report }: Visit, body: Json, status: number): void {
  const say = (message: string, instance: string, expected: Json, actual?: Json) =>
    report({
      rule: details,
      direction: "response",
      message,
      instance,
      expected,
      ...(actual === undefined ? {} : { actual }),
    });
  if (!isObject(body)) {
    say("the problem is not an object", "", "object");
    return;
  }
  for (const [name, what, is] of MEMBERS) {
    const value = own(body, name);
    if (value !== undefined && !is(value))
      say(`${name} is ${inWords(value, name)}, must be ${what}`, `/${name}`, what, value);
  }
  const stated = own(body, "status");
  if (typeof stated === "number" && stated !== status)
    say(`status is ${stated}, and the answer's own is ${status}`, "/status", status, stated);
}

/** RFC 3986, section 2: the characters that a reference may hold; what it names is nobody's business here. */
function isUriReference(value: Json): boolean {
  return typeof value === "string" && /^(?:[\w.~:/?#[\]@!$&'()*+,;=-]|%[\da-f]{2})*$/i.test(value);
}
