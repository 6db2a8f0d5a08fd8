import { type Container, isArray, isContainer, type Json, type Plain } from "./json.ts";
import { join, type Pointer } from "./pointer.ts";

/** Members whose content is data, where `$ref` is a word like any other. */
const DATA = new Set(["example", "examples", "default", "enum", "const"]);
/** Maps whose keys are names of the document's own choice, so that a property may be called `default`. */
const NAMED = new Set([
  "properties",
  "patternProperties",
  "$defs",
  "definitions",
  "dependentSchemas",
  "schemas",
]);
/** The named maps of OpenAPI whose values are no data either: `components.examples` may hold `$ref`s. */
const NAMED_BY_PLACE = new Set(["paths", "webhooks", "responses", "callbacks", "headers", "parameters"]);

/** @param at where the object stands that has the keyword */
type Visit = (keyword: string, value: Plain, at: Pointer) => void;

/**
 * Tells every keyword of a document that has a plain value, as `$ref` and `nullable` have. What is data is passed
 * over, and so are the maps of names (`properties`), for what looks like a keyword there is a name.
 */
export function visitKeywords(root: Json, visit: Visit): void {
  if (isContainer(root)) visitIn(root, "", false, visit);
}

/** @param named are the keys names of the document's own choice? */
function visitIn(value: Container, at: Pointer, named: boolean, visit: Visit): void {
  if (isArray(value)) {
    for (const [i, item] of value.entries()) if (isContainer(item)) visitIn(item, `${at}/${i}`, false, visit);
    return;
  }
  // Whole documents are walked through here when they are loaded: `for … in` takes half the time of `Object.entries`.
  for (const key in value) {
    const member = value[key] as Json;
    if (!isContainer(member)) {
      if (!named) visit(key, member, at);
    } else if (named) visitIn(member, join(at, key), false, visit);
    else if (!DATA.has(key) && !key.startsWith("x-"))
      visitIn(member, join(at, key), NAMED.has(key) || NAMED_BY_PLACE.has(key), visit);
  }
}
