import type { Rule } from "../../model/rule.ts";
import { shortList } from "../closest.ts";
import type { Observation } from "../findings.ts";
import type { Mismatch } from "../match.ts";
import type { Check } from "./check.ts";

const spec = "https://spec.openapis.org/oas/v3.1.1.html#paths-object";

const operationUndocumented: Rule = {
  id: "operation-undocumented",
  area: "validate",
  title: "A request went to a path that the document does not have",
  severity: { none: "dangerous" },
  why: "Whatever was recorded there cannot be held against anything, and may change without a word.",
  spec,
  remedy:
    "Document the path; if it is documented under another base path, name the server it was recorded on.",
};

const methodUndocumented: Rule = {
  id: "method-undocumented",
  area: "validate",
  title: "A request used a method that the document does not have for its path",
  severity: { none: "dangerous" },
  why: "Whatever was recorded there cannot be held against anything, and may change without a word.",
  spec,
};

const ambiguous: Rule = {
  id: "operation-ambiguous",
  area: "validate",
  title: "A request fits several path templates equally well",
  severity: { none: "note" },
  why: "Templates that differ only in the names of their variables are one path; the first one was taken.",
  spec,
};

const serverUndocumented: Rule = {
  id: "server-undocumented",
  area: "validate",
  title: "A recording was made on a host that is none of the documented servers",
  severity: { none: "note" },
  why: "It was matched by its path alone; another installation may run another version.",
  spec: "https://spec.openapis.org/oas/v3.1.1.html#server-object",
};

const deprecated: Rule = {
  id: "deprecated-operation",
  area: "validate",
  title: "A deprecated operation is in use",
  severity: { request: "note" },
  why: "It will be removed one day; the recordings show that something still calls it.",
  spec: "https://spec.openapis.org/oas/v3.1.1.html#operation-object",
};

/** What an exchange that matches no operation is reported as. */
export function unmatched(method: string, mismatch: Mismatch): Observation {
  const operation = `${method.toUpperCase()} ${mismatch.path}`;
  if (mismatch.reason === "method") {
    const message = `the document has ${mismatch.path}, but not with ${method.toUpperCase()}; it knows ${shortList(mismatch.methods, 8)}`;
    return {
      rule: methodUndocumented,
      direction: "none",
      message,
      operation,
      expected: [...mismatch.methods],
    };
  }
  const nearest = mismatch.nearest.length === 0 ? "" : `; nearest: ${mismatch.nearest.join(", ")}`;
  const message = `the document has no path ${mismatch.path}${nearest}`;
  return {
    rule: operationUndocumented,
    direction: "none",
    message,
    operation,
    expected: [...mismatch.nearest],
  };
}

export const operation: Check = {
  rules: [operationUndocumented, methodUndocumented, ambiguous, serverUndocumented, deprecated],
  run({ match, operation: { pointer, key, deprecated: old }, exchange, report }) {
    if (match.ambiguous.length > 0) {
      const others = match.ambiguous.map((each) => each.key);
      const message = `${shortList(others)} would have fitted as well as ${key}`;
      report({ rule: ambiguous, direction: "none", message, pointer, expected: others });
    }
    if (!match.knownHost) {
      const host = /^(?:[a-z][\w+.-]*:)?\/\/(?:[^/?#]*@)?([^/?#]*)/i.exec(exchange.request.url)?.[1] ?? "";
      const message = `${host || "the host"} is none of the document's servers`;
      report({
        rule: serverUndocumented,
        direction: "none",
        message,
        pointer: "",
        subject: host,
        operation: "",
      });
    }
    if (old)
      report({ rule: deprecated, direction: "request", message: `${key} is deprecated and in use`, pointer });
  },
};
