import type { JsonObject } from "../../model/json.ts";
import { operationRule } from "../rule.ts";

const SPEC = "https://spec.openapis.org/oas/v3.1.1.html#security-requirement-object";
const OK = { responses: { "200": { description: "OK" } } } as const;
const asks = (...alternatives: Record<string, string[]>[]) => ({ ...OK, security: alternatives });
const scheme = (more: JsonObject) => ({
  components: { securitySchemes: { key: { type: "apiKey", name: "X-Key", in: "header", ...more } } },
});

export const securityAdded = operationRule(
  "operation",
  { request: "breaking", response: "safe" },
  {
    id: "security-added",
    title: "An operation that anybody could use asks for credentials",
    why: "A client without credentials is refused.",
    spec: SPEC,
    example: { before: OK, after: asks({ key: [] }) },
    nearMiss: { before: OK, after: asks() },
  },
);

export const securityRemoved = operationRule(
  "operation",
  { request: "safe", response: "dangerous" },
  {
    id: "security-removed",
    title: "An operation no longer asks for credentials",
    why: "Clients that send them go on as before.",
    spec: SPEC,
    example: { before: asks({ key: [] }), after: OK },
    nearMiss: { before: asks(), after: OK },
  },
);

export const alternativeAdded = operationRule(
  "operation",
  { request: "safe", response: "dangerous" },
  {
    id: "security-alternative-added",
    title: "An operation takes one more kind of credentials",
    why: "Clients may go on with those they have.",
    spec: SPEC,
    example: { before: asks({ key: [] }), after: asks({ key: [] }, { token: [] }) },
    nearMiss: { before: asks({ key: [] }, { token: [] }), after: asks({ token: [] }, { key: [] }) },
  },
);

export const alternativeRemoved = operationRule(
  "operation",
  { request: "breaking", response: "safe" },
  {
    id: "security-alternative-removed",
    title: "An operation no longer takes a kind of credentials",
    why: "A client that has only these is refused.",
    spec: SPEC,
    example: { before: asks({ key: [] }, { token: [] }), after: asks({ key: [] }) },
    nearMiss: { before: asks({ key: [] }), after: asks({ key: [] }) },
  },
);

export const scopeAdded = operationRule(
  "operation",
  { request: "breaking", response: "safe" },
  {
    id: "security-scope-added",
    title: "An operation asks for one more scope",
    why: "A client whose token lacks the scope is refused.",
    spec: SPEC,
    example: { before: asks({ token: ["read"] }), after: asks({ token: ["read", "write"] }) },
    nearMiss: { before: asks({ token: ["read", "write"] }), after: asks({ token: ["write", "read"] }) },
  },
);

export const scopeRemoved = operationRule(
  "operation",
  { request: "safe", response: "dangerous" },
  {
    id: "security-scope-removed",
    title: "An operation no longer asks for a scope",
    why: "More clients may use it.",
    spec: SPEC,
    example: { before: asks({ token: ["read", "write"] }), after: asks({ token: ["read"] }) },
    nearMiss: { before: asks({ token: ["read"] }), after: asks({ token: ["read"] }) },
  },
);

export const schemeChanged = operationRule(
  "document",
  { request: "breaking", response: "breaking", none: "note" },
  {
    id: "security-scheme-changed",
    title: "Credentials are sent in another way",
    why: "A client that sends them as before is refused.",
    spec: "https://spec.openapis.org/oas/v3.1.1.html#security-scheme-object",
    example: { before: scheme({}), after: scheme({ name: "X-Other" }) },
    nearMiss: { before: scheme({ description: "a" }), after: scheme({ description: "b" }) },
  },
);

const tokens = (flow: JsonObject) => ({
  components: {
    securitySchemes: {
      token: {
        type: "oauth2",
        flows: {
          clientCredentials: { tokenUrl: "https://a.example/token", scopes: { read: "Read" }, ...flow },
        },
      },
    },
  },
});

export const flowChanged = operationRule(
  "document",
  { request: "dangerous", response: "dangerous", none: "note" },
  {
    id: "oauth-flow-changed",
    title: "Tokens are got in another way, or with fewer scopes",
    why: "A client that asks for a token as before may get none; one that it has still counts.",
    spec: "https://spec.openapis.org/oas/v3.1.1.html#oauth-flows-object",
    example: { before: tokens({}), after: tokens({ tokenUrl: "https://b.example/token" }) },
    nearMiss: { before: tokens({}), after: tokens({ scopes: { read: "Read things" } }) },
  },
);

export const flowExtended = operationRule(
  "document",
  { request: "safe", response: "safe", none: "note" },
  {
    id: "oauth-flow-extended",
    title: "There is one more way to get a token, or one more scope",
    why: "Clients may go on as they are.",
    spec: "https://spec.openapis.org/oas/v3.1.1.html#oauth-flows-object",
    example: { before: tokens({}), after: tokens({ scopes: { read: "Read", write: "Write" } }) },
    nearMiss: { before: tokens({ scopes: { read: "Read", write: "Write" } }), after: tokens({}) },
  },
);

export const securityRules = [
  ...[securityAdded, securityRemoved, alternativeAdded, alternativeRemoved, scopeAdded, scopeRemoved],
  ...[schemeChanged, flowChanged, flowExtended],
];
