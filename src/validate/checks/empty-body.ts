import type { Rule } from "../../model/rule.ts";
import type { Check } from "./check.ts";

const forbidden: Rule = {
  id: "response-body-forbidden",
  area: "validate",
  title: "A response carried a body where HTTP allows none",
  severity: { response: "breaking" },
  why: "Answers to HEAD and those with status 204, 205 or 304 end with their headers; clients ignore or choke on more.",
  spec: "https://www.rfc-editor.org/rfc/rfc9110#section-6.4.1",
};

const missing: Rule = {
  id: "response-body-missing",
  area: "validate",
  title: "A response came without the body that the document describes",
  severity: { response: "breaking" },
  why: "A client that trusts the document parses the body and fails.",
  spec: "https://spec.openapis.org/oas/v3.1.1.html#response-object",
};

const undocumented: Rule = {
  id: "response-body-undocumented",
  area: "validate",
  title: "A response carried a body where the document describes none",
  severity: { response: "dangerous" },
  why: "Clients that trust the document throw it away; nothing says what it holds.",
  spec: "https://spec.openapis.org/oas/v3.1.1.html#response-object",
};

export const emptyBody: Check = {
  rules: [forbidden, missing, undocumented],
  run({ exchange, response, responseMessage, report }) {
    const status = exchange.response?.status;
    if (status === undefined || responseMessage === undefined) return;
    const { state } = responseMessage.content;
    const direction = "response";
    const head = exchange.request.method.toUpperCase() === "HEAD";
    if (head || status === 204 || status === 205 || status === 304) {
      if (state === "empty" || state === "unknown") return;
      const message = `the answer to ${head ? "HEAD" : `a request with status ${status}`} carries a body`;
      report({ rule: forbidden, direction, message, ...(response && { pointer: response.pointer }) });
      return;
    }
    if (response === undefined || state === "unknown") return;
    const place = { direction, pointer: response.pointer } as const;
    // A response without `content` is one without a body; never look for one under `default` instead.
    if (response.content.length === 0) {
      if (state !== "empty")
        report({
          ...place,
          rule: undocumented,
          message: "the response carries a body; the document knows none",
        });
    } else if (state === "empty" && response.content.every(({ schema }) => schema !== undefined)) {
      report({ ...place, rule: missing, message: "the response has no body; the document describes one" });
    }
  },
};
