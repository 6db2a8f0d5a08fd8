import { noteRule, operationRule } from "../rule.ts";

const SPEC = "https://spec.openapis.org/oas/v3.1.1.html";
const answers = (...statuses: string[]) => ({
  responses: Object.fromEntries(statuses.map((status) => [status, { description: status }])),
});

export const statusAdded = operationRule(
  "operation",
  { request: "safe", response: { tolerant: "safe", strict: "dangerous" } },
  {
    id: "status-added",
    title: "An operation may answer with one more status",
    why: "A client should treat a status it does not know like the first of its hundred (RFC 9110, section 15); generated ones may not.",
    spec: `${SPEC}#responses-object`,
    example: { before: answers("200"), after: answers("200", "404") },
    nearMiss: { before: answers("200", "4xx"), after: answers("4XX", "200") },
  },
);

export const statusRegrouped = noteRule("operation", {
  id: "status-regrouped",
  title: "A status is described by a range of statuses, or the other way round",
  why: "The operation may answer as before; what it then says is compared.",
  spec: `${SPEC}#patterned-fields-0`,
  example: { before: answers("200", "404"), after: answers("200", "4XX") },
  nearMiss: { before: answers("200", "404"), after: answers("200", "5XX") },
});

export const statusRemoved = operationRule(
  "operation",
  { request: "dangerous", response: "safe" },
  {
    id: "status-removed",
    title: "An operation no longer documents an error status",
    why: "Fewer answers are left to expect.",
    spec: `${SPEC}#responses-object`,
    example: { before: answers("200", "404"), after: answers("200") },
    nearMiss: { before: answers("200", "202"), after: answers("200") },
  },
);

export const successRemoved = operationRule(
  "operation",
  { request: "breaking", response: "breaking" },
  {
    id: "success-status-removed",
    title: "An operation no longer answers with a success status",
    why: "A client that waits for this status takes the answer for a failure.",
    spec: `${SPEC}#responses-object`,
    example: { before: answers("200", "202"), after: answers("202") },
    nearMiss: { before: answers("200", "404"), after: answers("200") },
  },
);

export const statusRules = [statusAdded, statusRegrouped, statusRemoved, successRemoved];
