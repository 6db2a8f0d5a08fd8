import type { JsonObject } from "../../model/json.ts";
import { noteRule, operationRule } from "../rule.ts";

const SPEC = "https://spec.openapis.org/oas/v3.1.1.html";
const OK = { responses: { "200": { description: "OK" } } } as const;
const JSON_TEXT = { "application/json": { schema: { type: "string" } } } as const;
const body = (more: JsonObject = {}) => ({ ...OK, requestBody: { content: JSON_TEXT, ...more } });
const content = (types: JsonObject) => ({ responses: { "200": { description: "OK", content: types } } });
const PLAIN = { schema: { type: "string" } } as const;

export const bodyAdded = operationRule(
  "operation",
  { request: "safe", response: "safe" },
  {
    id: "request-body-added",
    title: "An operation takes a body",
    why: "Nobody has to send one.",
    spec: `${SPEC}#request-body-object`,
    example: { before: OK, after: body() },
    nearMiss: { before: body(), after: body({ required: false }) },
  },
);

export const requiredBodyAdded = operationRule(
  "operation",
  { request: "breaking", response: "safe" },
  {
    id: "required-request-body-added",
    title: "An operation asks for a body",
    why: "A client that sends none is refused.",
    spec: `${SPEC}#request-body-object`,
    example: { before: OK, after: body({ required: true }) },
    nearMiss: { before: OK, after: body() },
  },
);

export const bodyRemoved = operationRule(
  "operation",
  { request: "breaking", response: "breaking" },
  {
    id: "request-body-removed",
    title: "An operation no longer takes a body",
    why: "What a client sends is refused, as with a media type that is no longer taken; or nothing of it is heeded.",
    spec: `${SPEC}#request-body-object`,
    example: { before: body(), after: OK },
    nearMiss: { before: OK, after: OK },
  },
);

export const bodyBecameRequired = operationRule(
  "operation",
  { request: "breaking", response: "safe" },
  {
    id: "request-body-became-required",
    title: "A body must now be sent",
    why: "A client that sends none is refused.",
    spec: `${SPEC}#request-body-object`,
    example: { before: body(), after: body({ required: true }) },
    nearMiss: { before: body({ required: true }), after: body({ required: true }) },
  },
);

export const bodyBecameOptional = operationRule(
  "operation",
  { request: "safe", response: "breaking" },
  {
    id: "request-body-became-optional",
    title: "A body need no longer be sent",
    why: "Clients that send one go on as before.",
    spec: `${SPEC}#request-body-object`,
    example: { before: body({ required: true }), after: body() },
    nearMiss: { before: body({ required: false }), after: body() },
  },
);

export const mediaTypeAdded = operationRule(
  "operation",
  { request: "safe", response: "safe" },
  {
    id: "media-type-added",
    title: "A message may come in one more media type",
    why: "A client gets it only if it asks for it, and need not send it.",
    spec: `${SPEC}#media-type-object`,
    example: { before: content(JSON_TEXT), after: content({ ...JSON_TEXT, "text/csv": PLAIN }) },
    nearMiss: { before: content({ "Text/CSV": PLAIN }), after: content({ "text/csv": PLAIN }) },
  },
);

export const mediaTypeRemoved = operationRule(
  "operation",
  { request: "breaking", response: "breaking" },
  {
    id: "media-type-removed",
    title: "A message no longer comes in a media type",
    why: "A client that sends it or asks for it is refused.",
    spec: `${SPEC}#media-type-object`,
    example: { before: content({ ...JSON_TEXT, "text/csv": PLAIN }), after: content(JSON_TEXT) },
    nearMiss: { before: content({ "text/csv": PLAIN }), after: content({ "TEXT/csv": PLAIN }) },
  },
);

export const mediaTypeWidened = operationRule(
  "operation",
  { request: "safe", response: "dangerous" },
  {
    id: "media-type-widened",
    title: "A message may come in a wider range of media types",
    why: "What clients send is still taken; what they get may be of a type that they cannot read.",
    spec: `${SPEC}#media-type-object`,
    example: { before: content({ "text/csv": PLAIN }), after: content({ "text/*": PLAIN }) },
    nearMiss: { before: content({ "text/csv": PLAIN }), after: content({ "application/*": PLAIN }) },
  },
);

export const mediaTypeNarrowed = operationRule(
  "operation",
  { request: "breaking", response: "safe" },
  {
    id: "media-type-narrowed",
    title: "A message comes in only a part of a range of media types",
    why: "A client that sends another type of the range is refused.",
    spec: `${SPEC}#media-type-object`,
    example: { before: content({ "text/*": PLAIN }), after: content({ "text/csv": PLAIN }) },
    nearMiss: {
      before: content({ "text/*": PLAIN }),
      after: content({ "text/*": PLAIN, "text/csv": PLAIN }),
    },
  },
);

export const mediaTypeRegrouped = noteRule("operation", {
  id: "media-type-regrouped",
  title: "A media type is described beside the range that takes it in, or no longer is",
  why: "Messages may come as before; what they then hold is compared.",
  spec: `${SPEC}#media-type-object`,
  example: {
    before: content({ "text/*": PLAIN }),
    after: content({ "text/*": PLAIN, "text/csv": PLAIN }),
  },
  nearMiss: { before: content({ "text/*": PLAIN }), after: content({ "text/csv": PLAIN }) },
});

export const mediaSchemaAdded = operationRule(
  "operation",
  { request: "dangerous", response: "safe" },
  {
    id: "body-schema-added",
    title: "A body that could be anything now has a schema",
    why: "A client that sends something else is refused.",
    spec: `${SPEC}#media-type-object`,
    example: { before: content({ "application/json": {} }), after: content(JSON_TEXT) },
    nearMiss: { before: content(JSON_TEXT), after: content(JSON_TEXT) },
  },
);

export const mediaSchemaRemoved = operationRule(
  "operation",
  { request: "safe", response: "dangerous" },
  {
    id: "body-schema-removed",
    title: "A body that had a schema can now be anything",
    why: "A client that reads it may meet anything.",
    spec: `${SPEC}#media-type-object`,
    example: { before: content(JSON_TEXT), after: content({ "application/json": {} }) },
    nearMiss: { before: content(JSON_TEXT), after: content(JSON_TEXT) },
  },
);

export const encodingChanged = operationRule(
  "operation",
  { request: "dangerous", response: "dangerous" },
  {
    id: "encoding-changed",
    title: "The parts of a form are written in another way",
    why: "What one side writes, the other may not read.",
    spec: `${SPEC}#encoding-object`,
    example: {
      before: content({ "multipart/form-data": { schema: {} } }),
      after: content({ "multipart/form-data": { schema: {}, encoding: { a: { contentType: "text/csv" } } } }),
    },
    nearMiss: {
      before: content({ "multipart/form-data": { schema: {}, encoding: { a: { style: "form" } } } }),
      after: content({ "multipart/form-data": { schema: {}, encoding: { a: { explode: true } } } }),
    },
  },
);

export const messageRules = [
  ...[bodyAdded, requiredBodyAdded, bodyRemoved, bodyBecameRequired, bodyBecameOptional],
  ...[mediaTypeAdded, mediaTypeRemoved, mediaTypeWidened, mediaTypeNarrowed],
  mediaTypeRegrouped,
  ...[mediaSchemaAdded, mediaSchemaRemoved, encodingChanged],
];
