import { isObject, type JsonObject, objectAt, own, stringAt } from "../../model/json.ts";
import type { SecurityRequirement } from "../../model/operation.ts";
import { join } from "../../model/pointer.ts";
import type { Rule } from "../../model/rule.ts";
import { shortList } from "../closest.ts";
import { readPairs } from "../parameters/style.ts";
import { isRedacted } from "../redact.ts";
import { parseUrl } from "../url.ts";
import type { Check, Visit } from "./check.ts";
import { header, headerValues } from "./headers.ts";

export const credentialsMissing: Rule = {
  id: "security-missing",
  area: "validate",
  title: "A request was answered without the credentials that the document asks for",
  severity: { request: "dangerous" },
  why: "Either the operation is open to everybody, or the document asks for too much, or the recorder left the credentials out altogether.",
  spec: "https://spec.openapis.org/oas/v3.1.1.html#security-requirement-object",
  remedy:
    "Let the recorder redact credentials instead of removing their headers; mend the document or the server if they are really not needed.",
};

/** Does the request carry anything that looks like credentials, redacted or not? */
export function carriesCredentials({ exchange }: Pick<Visit, "exchange">): boolean {
  const { headers } = exchange.request;
  return Object.keys(headers).some((name) => /^(?:authorization|cookie)$|api-?key|token/i.test(name));
}

export const security: Check = {
  rules: [credentialsMissing],
  run(visit) {
    const { operation, exchange, document, refused, report } = visit;
    // A server that refuses does not take the request without credentials.
    if (refused || exchange.response === undefined || operation.security.length === 0) return;
    if (operation.security.some((requirement) => isMet(visit, requirement))) return;
    const names = [...new Set(operation.security.flatMap((requirement) => Object.keys(requirement)))];
    const pointer =
      own(operation.raw, "security") !== undefined ? join(operation.pointer, "security") : "/security";
    report({
      rule: credentialsMissing,
      direction: "request",
      message: `answered ${exchange.response.status} without ${shortList(names.map((name) => inWords(document.root, name)))}`,
      pointer,
      expected: names,
    });
  },
};

function isMet(visit: Visit, requirement: SecurityRequirement): boolean {
  return Object.keys(requirement).every((name) => isPresent(visit, schemeOf(visit.document.root, name)));
}

function schemeOf(root: JsonObject, name: string): JsonObject {
  return objectAt(objectAt(objectAt(root, "components"), "securitySchemes"), name);
}

/** Only the name of what carries the credentials counts: recordings hold no secrets. */
function isPresent({ exchange }: Visit, scheme: JsonObject): boolean {
  const { headers, url } = exchange.request;
  const type = stringAt(scheme, "type");
  if (type === "apiKey") {
    const name = stringAt(scheme, "name") ?? "";
    const place = stringAt(scheme, "in");
    if (place === "query") return readPairs(parseUrl(url).query).some((pair) => pair.name === name);
    if (place === "cookie") {
      const cookies = header(headers, "cookie");
      return (
        cookies !== undefined &&
        (isRedacted(cookies) || cookies.split(/;\s*/).some((part) => part.split("=")[0] === name))
      );
    }
    return headerValues(headers, name).length > 0;
  }
  // Mutual TLS leaves no trace in a message; of a scheme that is not described nothing can be asked.
  if (type === "mutualTLS" || type === undefined || !isObject(scheme)) return true;
  return headerValues(headers, "authorization").length > 0;
}

function inWords(root: JsonObject, name: string): string {
  const scheme = schemeOf(root, name);
  return stringAt(scheme, "type") === "apiKey" ? (stringAt(scheme, "name") ?? name) : name;
}
