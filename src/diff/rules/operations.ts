import { operationRule } from "../rule.ts";

const SPEC = "https://spec.openapis.org/oas/v3.1.1.html#operation-object";
const OK = { responses: { "200": { description: "OK" } } } as const;
const PATH = { paths: { "/things": { get: OK } } } as const;
const TWO = { paths: { "/things": { get: OK, post: OK } } } as const;
const RETIRING = { paths: { "/things": { get: OK, post: { ...OK, deprecated: true } } } } as const;

export const operationAdded = operationRule(
  "document",
  { request: "safe", response: "dangerous" },
  {
    id: "operation-added",
    title: "An operation is new",
    why: "Nobody uses it yet. A webhook, which the server calls, may meet clients that do not expect it.",
    spec: SPEC,
    example: { before: PATH, after: TWO },
    nearMiss: {
      before: { paths: { "/things/{a}": { get: OK } } },
      after: { paths: { "/things/{b}": { get: OK } } },
    },
  },
);

export const operationRemoved = operationRule(
  "document",
  { request: "breaking", response: "breaking" },
  {
    id: "operation-removed",
    title: "An operation is gone",
    why: "A client that uses it gets an error instead of an answer; one that waits to be called (webhook) waits for ever.",
    spec: SPEC,
    example: { before: TWO, after: PATH },
    nearMiss: { before: RETIRING, after: PATH },
  },
);

export const retiredOperationRemoved = operationRule(
  "document",
  { request: "dangerous", response: "dangerous" },
  {
    id: "deprecated-operation-removed",
    title: "An operation that was announced to go away is gone",
    why: "A client that did not heed the announcement gets an error instead of an answer.",
    spec: SPEC,
    example: { before: RETIRING, after: PATH },
    nearMiss: { before: TWO, after: PATH },
  },
);

export const operationIdChanged = operationRule(
  "operation",
  { request: { tolerant: "note", strict: "dangerous" }, response: { tolerant: "note", strict: "dangerous" } },
  {
    id: "operation-id-changed",
    title: "An operation has another operationId",
    why: "Generated clients name their methods by it, and links refer to it.",
    spec: SPEC,
    example: { before: { ...OK, operationId: "a" }, after: { ...OK, operationId: "b" } },
    nearMiss: { before: { ...OK, operationId: "a" }, after: { operationId: "a", ...OK } },
  },
);

export const operationTagsChanged = operationRule(
  "operation",
  { request: "note", response: "note" },
  {
    id: "tags-changed",
    title: "Tags changed",
    why: "Tags sort operations for readers, and into classes in some generated clients.",
    spec: "https://spec.openapis.org/oas/v3.1.1.html#tag-object",
    example: { before: { ...OK, tags: ["a"] }, after: { ...OK, tags: ["b"] } },
    nearMiss: { before: { ...OK, tags: ["a", "b"] }, after: { ...OK, tags: ["b", "a"] } },
  },
);

export const requirementAdded = operationRule(
  "operation",
  { request: "dangerous" },
  {
    id: "requirement-added",
    title: "An operation asks for one more scope, role, permission or feature",
    why: "A client that has not got it is refused. Read from the operation's description, as the service's definition says.",
    example: {
      before: { ...OK, description: 'Requirements:<br/>- scopes: "a"' },
      after: { ...OK, description: 'Requirements:<br/>- scopes: "a"<br/>- role: "admin"' },
    },
    nearMiss: {
      before: { ...OK, description: 'Requirements:<br/>- scopes: "a"' },
      after: { ...OK, description: 'Requirements:<br/>- scopes: "a"<br/>- scopes: "a"' },
    },
  },
);

export const requirementRemoved = operationRule(
  "operation",
  { request: "safe" },
  {
    id: "requirement-removed",
    title: "An operation no longer asks for a scope, role, permission or feature",
    why: "More clients may use it.",
    example: { before: requirementAdded.example.after, after: requirementAdded.example.before },
    nearMiss: { before: requirementAdded.nearMiss.after, after: requirementAdded.nearMiss.before },
  },
);

export const requirementChanged = operationRule(
  "operation",
  { request: "dangerous" },
  {
    id: "requirement-changed",
    title: "An operation asks for another scope, role, permission or feature",
    why: "A client that has the old one may lack the new one: which is the wider is not written down.",
    example: {
      before: { ...OK, description: 'Requirements:<br/>- scopes: "a"' },
      after: { ...OK, description: 'Requirements:<br/>- scopes: "b"' },
    },
    nearMiss: {
      before: { ...OK, description: 'Requirements:<br/>- scopes: "a"<br/>- role: "b"' },
      after: { ...OK, description: 'Requirements:<br/>- role: "b"<br/>- scopes: "a"' },
    },
  },
);

export const callbackAdded = operationRule(
  "operation",
  { response: "dangerous" },
  {
    id: "callback-added",
    title: "A server may call back in one more way",
    why: "A client that does not expect the call may refuse it.",
    spec: "https://spec.openapis.org/oas/v3.1.1.html#callback-object",
    example: { before: OK, after: { ...OK, callbacks: { done: { "{$url}": { post: OK } } } } },
    nearMiss: {
      before: { ...OK, callbacks: { done: { "{$url}": { post: OK } } } },
      after: { callbacks: { done: { "{$url}": { post: OK } } }, ...OK },
    },
  },
);

export const callbackRemoved = operationRule(
  "operation",
  { response: "breaking" },
  {
    id: "callback-removed",
    title: "A server no longer calls back",
    why: "A client that waits for the call waits for ever.",
    spec: "https://spec.openapis.org/oas/v3.1.1.html#callback-object",
    example: { before: callbackAdded.example.after, after: callbackAdded.example.before },
    nearMiss: callbackAdded.nearMiss,
  },
);

export const operationRules = [
  ...[operationAdded, operationRemoved, retiredOperationRemoved, operationIdChanged, operationTagsChanged],
  ...[requirementAdded, requirementRemoved, requirementChanged, callbackAdded, callbackRemoved],
];
