import { isArray, isObject, type Json, type JsonObject } from "./json.ts";
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

/**
 * Every object of a document but those that are data, outer ones first; the maps of names (`properties`) are not
 * told, for what looks like a keyword there is a name.
 */
export function* objectsIn(root: Json): Iterable<{ readonly pointer: Pointer; readonly object: JsonObject }> {
  // A list instead of recursion: documents may be nested deeper than the call stack allows.
  const pending: { pointer: Pointer; value: Json; names: boolean }[] = [
    { pointer: "", value: root, names: false },
  ];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { pointer, value, names } = next;
    if (isArray(value)) {
      for (let i = value.length - 1; i >= 0; i--)
        pending.push({ pointer: join(pointer, i), value: value[i] as Json, names: false });
      continue;
    }
    if (!isObject(value)) continue;
    if (!names) yield { pointer, object: value };
    for (const [key, member] of Object.entries(value).reverse()) {
      if (typeof member !== "object" || member === null) continue;
      if (!names && (DATA.has(key) || key.startsWith("x-"))) continue;
      const isMap = !names && (NAMED.has(key) || NAMED_BY_PLACE.has(key));
      pending.push({ pointer: join(pointer, key), value: member, names: isMap });
    }
  }
}
