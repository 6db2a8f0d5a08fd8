import { Ajv2020 } from "ajv/dist/2020.js";
import type { Document } from "../../src/model/document.ts";
import type { Json, JsonObject } from "../../src/model/json.ts";
import type { Slot } from "./documents.ts";
import { spelledOut } from "./tagged.ts";

const PLACES: Readonly<Record<Slot, string>> = {
  request: "requestBody/content/application~1json/schema",
  response: "responses/200/content/application~1json/schema",
  query: "parameters/0/schema",
  "response-header": "responses/200/headers/X-Thing/schema",
};

/**
 * What Ajv says of a value, given the whole document with every component in it: nothing is cut out, and nothing put
 * otherwise but what discriminators mean.
 */
export function acceptsAt({ root }: Document, pointer: string, value: Json): boolean {
  const ajv = new Ajv2020({ strict: false, logger: false, validateFormats: false, validateSchema: false });
  ajv.addSchema(spelledOut(root as JsonObject), "document");
  const validate = ajv.compile({ $ref: `document#${encodeURI(pointer)}` });
  return validate(value) === true;
}

/** The same for a document of {@link documentWithSchema}. */
export function acceptsWhole(document: Document, slot: Slot, value: Json): boolean {
  return acceptsAt(document, `/paths/~1things/post/${PLACES[slot]}`, value);
}
