import type { Document } from "../../model/document.ts";
import type { Rule } from "../../model/rule.ts";
import type { ServiceDefinition } from "../../model/service.ts";
import type { Check } from "./check.ts";
import { isCommonHeader } from "./common-headers.ts";

const undocumented: Rule = {
  id: "response-header-undocumented",
  area: "validate",
  title: "A response carries a header that the document does not mention",
  severity: { response: "note" },
  why: "Nothing forbids it; but clients may come to rely on what is promised nowhere. (What HTTP itself and the machines in between add is not told.)",
  spec: "https://spec.openapis.org/oas/v3.1.1.html#header-object",
  remedy: "Add the header to the response, or stop sending it.",
};

/** Headers that neither the document nor the service's promises know: shape drift, never a fault. */
export const undocumentedHeaders: Check = {
  rules: [undocumented],
  run({ exchange, response, operation, document, service, report }) {
    if (exchange.response === undefined || response === undefined) return;
    for (const written of Object.keys(exchange.response.headers)) {
      const name = written.toLowerCase();
      if (isCommonHeader(name) || isPromised(service, name)) continue;
      if (response.headers.some((each) => each.name.toLowerCase() === name)) continue;
      const elsewhere = documented(document).has(name);
      report({
        rule: undocumented,
        direction: "response",
        message: elsewhere
          ? `the response header ${name} is documented elsewhere, but not for ${operation.key} ${response.status}`
          : `the response header ${name} is nowhere in the document`,
        subject: name,
        // What no operation documents is one finding, however many of them send it.
        ...(elsewhere ? { pointer: response.pointer } : { operation: "" }),
      });
    }
  },
};

function isPromised(service: ServiceDefinition | undefined, name: string): boolean {
  if (service === undefined) return false;
  const { responseHeaders = [], requestIdHeader, rateLimit } = service;
  return (
    name === requestIdHeader ||
    [rateLimit?.limit, rateLimit?.remaining, rateLimit?.reset].includes(name) ||
    responseHeaders.some((each) => each.name.toLowerCase() === name)
  );
}

const DOCUMENTED = new WeakMap<Document, ReadonlySet<string>>();

function documented(document: Document): ReadonlySet<string> {
  const known = DOCUMENTED.get(document);
  if (known !== undefined) return known;
  const responses = document.operations.flatMap((operation) => operation.responses);
  const names = new Set(responses.flatMap(({ headers }) => headers.map(({ name }) => name.toLowerCase())));
  DOCUMENTED.set(document, names);
  return names;
}
