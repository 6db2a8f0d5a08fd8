import { type Document, loadDocument } from "../../src/model/document.ts";
import type { Json, JsonObject } from "../../src/model/json.ts";
import { makeSource } from "../../src/model/source.ts";

/** A document from its members; what every document needs is filled in. */
export function documentOf(members: JsonObject, ref = "test.json", date?: string): Document {
  const root = { openapi: "3.1.0", info: { title: "Test", version: "1" }, paths: {}, ...members };
  const published = date === undefined ? {} : { date };
  return loadDocument(makeSource({ ref, origin: ref, bytes: JSON.stringify(root), ...published }));
}

const OK = { description: "OK" };

/** Where a schema is put to be compared. */
export const SLOTS = ["request", "response", "query", "response-header"] as const;
export type Slot = (typeof SLOTS)[number];

/** A document with one operation, `POST /things`, that holds the schema in one place. */
export function documentWithSchema(schema: Json, slot: Slot, components: JsonObject = {}): Document {
  const content = { "application/json": { schema } };
  const operations: Record<Slot, JsonObject> = {
    request: { requestBody: { content }, responses: { "200": OK } },
    response: { responses: { "200": { ...OK, content } } },
    query: { parameters: [{ name: "q", in: "query", schema }], responses: { "200": OK } },
    "response-header": { responses: { "200": { ...OK, headers: { "X-Thing": { schema } } } } },
  };
  return documentOf({
    paths: { "/things": { post: operations[slot] } },
    components: { schemas: components },
  });
}
