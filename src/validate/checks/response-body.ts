import type { Rule } from "../../model/rule.ts";
import { reportFaults } from "./body-faults.ts";
import type { Check } from "./check.ts";

const body: Rule = {
  id: "response-body",
  area: "validate",
  title: "A response body does not fit its schema",
  severity: { response: "breaking" },
  why: "A client that trusts the document reads something else than it was promised.",
  spec: "https://spec.openapis.org/oas/v3.1.1.html#response-object",
  remedy: "Mend the server, or the schema if the server is right.",
};

export const responseBody: Check = {
  rules: [body],
  run(visit) {
    const { responseMessage, report } = visit;
    if (responseMessage === undefined) return;
    const { content, mediaType, engine } = responseMessage;
    const direction = "response";
    if (content.state === "malformed" && mediaType !== undefined) {
      const message = `the response body is not what its media type says: ${content.why}`;
      report({ rule: body, direction, message, pointer: mediaType.pointer });
    } else if (content.state === "value" && mediaType?.schema !== undefined) {
      const faults = engine.check(mediaType.schema, content.value);
      reportFaults(visit, faults, { rule: body, direction, subject: "the response body" });
    }
  },
};
