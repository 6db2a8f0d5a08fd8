import type { JsonObject } from "../../model/json.ts";
import { noteRule, operationRule } from "../rule.ts";

const SPEC = "https://spec.openapis.org/oas/v3.1.1.html#parameter-object";
const OK = { responses: { "200": { description: "OK" } } } as const;
const limit = (more: JsonObject = {}) => ({
  ...OK,
  parameters: [{ name: "limit", in: "query", schema: { type: "integer" }, ...more }],
});

export const parameterAdded = operationRule(
  "operation",
  { request: "safe", response: "safe" },
  {
    id: "parameter-added",
    title: "An operation takes one more parameter",
    why: "Nobody has to send it.",
    spec: SPEC,
    example: { before: OK, after: limit() },
    nearMiss: { before: limit(), after: limit({ required: false }) },
  },
);

export const requiredParameterAdded = operationRule(
  "operation",
  { request: "breaking", response: "safe" },
  {
    id: "required-parameter-added",
    title: "An operation asks for one more parameter",
    why: "A client that does not send it is refused.",
    spec: SPEC,
    example: { before: OK, after: limit({ required: true }) },
    nearMiss: { before: OK, after: limit() },
  },
);

export const parameterRemoved = operationRule(
  "operation",
  { request: "dangerous", response: "dangerous" },
  {
    id: "parameter-removed",
    title: "An operation no longer knows a parameter",
    why: "A client that still sends it may be refused, or gets an answer that does not heed it.",
    spec: SPEC,
    example: { before: limit(), after: OK },
    nearMiss: { before: limit(), after: limit() },
  },
);

export const parameterBecameRequired = operationRule(
  "operation",
  { request: "breaking", response: "safe" },
  {
    id: "parameter-became-required",
    title: "A parameter must now be sent",
    why: "A client that leaves it out is refused.",
    spec: SPEC,
    example: { before: limit(), after: limit({ required: true }) },
    nearMiss: { before: limit({ required: true }), after: limit({ required: true }) },
  },
);

export const parameterBecameOptional = operationRule(
  "operation",
  { request: "safe", response: "breaking" },
  {
    id: "parameter-became-optional",
    title: "A parameter need no longer be sent",
    why: "Clients that send it go on as before.",
    spec: SPEC,
    example: { before: limit({ required: true }), after: limit() },
    nearMiss: { before: limit({ required: false }), after: limit() },
  },
);

export const serializationChanged = operationRule(
  "operation",
  { request: "breaking", response: "breaking" },
  {
    id: "serialization-changed",
    title: "A parameter or header is written in another way",
    why: "What one side writes, the other reads as something else.",
    spec: "https://spec.openapis.org/oas/v3.1.1.html#style-values",
    example: { before: limit({ style: "form" }), after: limit({ style: "pipeDelimited" }) },
    nearMiss: { before: limit(), after: limit({ style: "form", explode: true }) },
  },
);

export const reservedChanged = operationRule(
  "operation",
  { request: "dangerous", response: "dangerous" },
  {
    id: "reserved-characters-changed",
    title: "A parameter holds reserved characters as they are, or no longer does",
    why: "A value with a reserved character in it (`/`, `&`, `+`) is read in another way.",
    spec: SPEC,
    example: { before: limit(), after: limit({ allowReserved: true }) },
    nearMiss: { before: limit(), after: limit({ allowReserved: false }) },
  },
);

export const emptyAccepted = operationRule(
  "operation",
  { request: "safe", response: "dangerous" },
  {
    id: "empty-value-accepted",
    title: "A parameter may be sent without a value",
    why: "Nobody has to.",
    spec: SPEC,
    example: { before: limit(), after: limit({ allowEmptyValue: true }) },
    nearMiss: { before: limit(), after: limit({ allowEmptyValue: false }) },
  },
);

export const emptyRefused = operationRule(
  "operation",
  { request: "breaking", response: "safe" },
  {
    id: "empty-value-refused",
    title: "A parameter may no longer be sent without a value",
    why: "A client that sends it so is refused.",
    spec: SPEC,
    example: { before: limit({ allowEmptyValue: true }), after: limit() },
    nearMiss: { before: limit({ allowEmptyValue: false }), after: limit() },
  },
);

const AUTHORIZATION = { name: "Authorization", in: "header", required: true, schema: { type: "string" } };

export const ignoredHeaderChanged = noteRule("operation", {
  id: "ignored-header-changed",
  title: "A header is described where OpenAPI ignores it",
  why: "What is said of Accept, Content-Type and Authorization as parameters, or of Content-Type as a header of a response, counts for nothing: media types and security schemes say it.",
  spec: SPEC,
  example: { before: OK, after: { ...OK, parameters: [AUTHORIZATION] } },
  nearMiss: { before: OK, after: { ...OK, parameters: [{ ...AUTHORIZATION, name: "X-Authorization" }] } },
});

export const parameterRules = [
  ...[parameterAdded, requiredParameterAdded, parameterRemoved],
  ...[parameterBecameRequired, parameterBecameOptional, serializationChanged],
  ...[reservedChanged, emptyAccepted, emptyRefused, ignoredHeaderChanged],
];
