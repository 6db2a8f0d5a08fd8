import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
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
export function acceptsAt(document: Document, pointer: string, value: Json): boolean {
  const compiled = COMPILED.get(document) ?? new Map<string, ValidateFunction>();
  COMPILED.set(document, compiled);
  const validate = compiled.get(pointer) ?? compile(document, pointer);
  compiled.set(pointer, validate);
  return validate(value) === true;
}

const COMPILED = new WeakMap<Document, Map<string, ValidateFunction>>();

function compile({ root }: Document, pointer: string): ValidateFunction {
  const ajv = new Ajv2020({
    ...{ strict: false, logger: false, meta: false, validateFormats: false, validateSchema: false },
    // Each is used for a few values: compiling counts, not running.
    ...{ inlineRefs: false, code: { optimize: false } },
  });
  ajv.addSchema(spelledOut(root as JsonObject), "document");
  return ajv.compile({ $ref: `document#${encodeURI(pointer)}` });
}

/** The same for a document of {@link documentWithSchema}. */
export function acceptsWhole(document: Document, slot: Slot, value: Json): boolean {
  return acceptsAt(document, `/paths/~1things/post/${PLACES[slot]}`, value);
}
