import type { JsonObject } from "../../model/json.ts";
import { operationRule } from "../rule.ts";

const SPEC = "https://spec.openapis.org/oas/v3.1.1.html#header-object";
const PLAIN = { schema: { type: "string" } } as const;
const headers = (map: JsonObject) => ({ responses: { "200": { description: "OK", headers: map } } });

export const headerAdded = operationRule(
  "operation",
  { request: "safe", response: "safe" },
  {
    id: "response-header-added",
    title: "A response carries one more header",
    why: "A client ignores headers that it does not know.",
    spec: SPEC,
    example: { before: headers({}), after: headers({ "X-Total": PLAIN }) },
    nearMiss: { before: headers({ "X-Total": PLAIN }), after: headers({ "x-total": PLAIN }) },
  },
);

export const headerRemoved = operationRule(
  "operation",
  { request: "dangerous", response: "dangerous" },
  {
    id: "response-header-removed",
    title: "A response no longer carries an optional header",
    why: "A client that reads it never finds it.",
    spec: SPEC,
    example: { before: headers({ "X-Total": PLAIN }), after: headers({}) },
    nearMiss: { before: headers({ "X-Total": PLAIN }), after: headers({ "X-TOTAL": PLAIN }) },
  },
);

export const requiredHeaderRemoved = operationRule(
  "operation",
  { request: "dangerous", response: "breaking" },
  {
    id: "required-response-header-removed",
    title: "A response no longer carries a header that was always there",
    why: "A client that reads it was promised to find it.",
    spec: SPEC,
    example: { before: headers({ "X-Total": { ...PLAIN, required: true } }), after: headers({}) },
    nearMiss: { before: headers({ "X-Total": PLAIN }), after: headers({}) },
  },
);

export const headerBecameOptional = operationRule(
  "operation",
  { request: "safe", response: "breaking" },
  {
    id: "response-header-became-optional",
    title: "A header that was always there may be missing",
    why: "A client that reads it may not find it.",
    spec: SPEC,
    example: {
      before: headers({ "X-Total": { ...PLAIN, required: true } }),
      after: headers({ "X-Total": PLAIN }),
    },
    nearMiss: {
      before: headers({ "X-Total": { ...PLAIN, required: false } }),
      after: headers({ "X-Total": PLAIN }),
    },
  },
);

export const headerBecameRequired = operationRule(
  "operation",
  { request: "breaking", response: "safe" },
  {
    id: "response-header-became-required",
    title: "A header is now always there",
    why: "More is promised than before.",
    spec: SPEC,
    example: {
      before: headers({ "X-Total": PLAIN }),
      after: headers({ "X-Total": { ...PLAIN, required: true } }),
    },
    nearMiss: {
      before: headers({ "X-Total": PLAIN }),
      after: headers({ "X-Total": { ...PLAIN, required: false } }),
    },
  },
);

export const headerRules = [
  ...[headerAdded, headerRemoved, requiredHeaderRemoved, headerBecameOptional, headerBecameRequired],
];
