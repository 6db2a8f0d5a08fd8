import type { Rule } from "../../model/rule.ts";
import { reportFaults } from "./body-faults.ts";
import type { Check } from "./check.ts";

const body: Rule = {
  id: "request-body",
  area: "validate",
  title: "A request body does not fit its schema",
  severity: { request: "breaking" },
  why: "A server that keeps to the document refuses it. (Where the server did refuse it, this is a note.)",
  spec: "https://spec.openapis.org/oas/v3.1.1.html#request-body-object",
};

const missing: Rule = {
  id: "request-body-missing",
  area: "validate",
  title: "A request came without the body that the operation requires",
  severity: { request: "breaking" },
  why: "A server that keeps to the document refuses it. (Where the server did refuse it, this is a note.)",
  spec: "https://spec.openapis.org/oas/v3.1.1.html#request-body-object",
};

const undocumented: Rule = {
  id: "request-body-undocumented",
  area: "validate",
  title: "A request carried a body where the operation documents none",
  severity: { request: "dangerous" },
  why: "Nothing says what the server makes of it.",
  spec: "https://spec.openapis.org/oas/v3.1.1.html#operation-object",
};

export const requestBody: Check = {
  rules: [body, missing, undocumented],
  run(visit) {
    const { operation, requestMessage, report } = visit;
    const { content, mediaType, engine } = requestMessage;
    const documented = operation.requestBody;
    const direction = "request";
    if (documented === undefined) {
      if (content.state === "empty" || content.state === "unknown") return;
      const message = "the request carries a body; the document knows none for this operation";
      report({ rule: undocumented, direction, message, pointer: operation.pointer });
      return;
    }
    if (content.state === "empty") {
      if (!documented.required) return;
      const message = "the request has no body, and the operation requires one";
      report({ rule: missing, direction, message, pointer: documented.pointer });
    } else if (content.state === "malformed" && mediaType !== undefined) {
      const message = `the request body is not what its media type says: ${content.why}`;
      report({ rule: body, direction, message, pointer: mediaType.pointer });
    } else if (content.state === "value" && mediaType?.schema !== undefined) {
      const faults = engine.check(mediaType.schema, content.value);
      reportFaults(visit, faults, { rule: body, direction, subject: "the request body" });
    }
  },
};
