import type { JsonObject } from "../../model/json.ts";
import { operationRule } from "../rule.ts";

const SPEC = "https://spec.openapis.org/oas/v3.1.1.html#link-object";
const links = (map: JsonObject) => ({ responses: { "200": { description: "OK", links: map } } });
const OWNER = { operationId: "getOwner" } as const;

export const linkAdded = operationRule(
  "operation",
  { response: "safe" },
  {
    id: "link-added",
    title: "A response leads on to one more operation",
    why: "Nobody has to follow it.",
    spec: SPEC,
    example: { before: links({}), after: links({ owner: OWNER }) },
    nearMiss: { before: links({ owner: OWNER }), after: links({ owner: OWNER }) },
  },
);

export const linkRemoved = operationRule(
  "operation",
  { response: "dangerous" },
  {
    id: "link-removed",
    title: "A response no longer leads on to an operation",
    why: "A client that goes on from there no longer knows with which values.",
    spec: SPEC,
    example: { before: links({ owner: OWNER }), after: links({}) },
    nearMiss: { before: links({}), after: links({ owner: OWNER }) },
  },
);

export const linkChanged = operationRule(
  "operation",
  { response: "dangerous" },
  {
    id: "link-changed",
    title: "A response leads on to another operation, or with other values",
    why: "A client that goes on as before asks for something else.",
    spec: SPEC,
    example: { before: links({ owner: OWNER }), after: links({ owner: { operationId: "getUser" } }) },
    nearMiss: {
      before: links({ owner: OWNER }),
      after: links({ owner: { ...OWNER, description: "Who owns it" } }),
    },
  },
);

export const linkRules = [linkAdded, linkRemoved, linkChanged];
