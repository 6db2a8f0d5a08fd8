import { isArray, isObject, type Json, own, stringAt } from "./json.ts";
import { fromFragment, join, type Pointer, resolve } from "./pointer.ts";

export interface Reference {
  /** Where the object with the `$ref` stands. */
  readonly pointer: Pointer;
  readonly ref: string;
}

export interface References {
  /** Same-document references with nothing at their end. */
  readonly dangling: readonly Reference[];
  /** References to other documents, without duplicates. */
  readonly external: readonly string[];
}

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

/** Finds every `$ref` of a document that does not lead to a value in it. */
export function findReferences(root: Json): References {
  const dangling: Reference[] = [];
  const external = new Set<string>();
  const anchors = new Set<string>();
  const fragments: Reference[] = [];
  // A stack instead of recursion: documents may be nested deeper than the call stack allows.
  const pending: { pointer: Pointer; value: Json; names: boolean }[] = [
    { pointer: "", value: root, names: false },
  ];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { pointer, value, names } = next;
    if (isArray(value)) {
      for (const [i, item] of value.entries()) {
        if (typeof item === "object" && item !== null)
          pending.push({ pointer: join(pointer, i), value: item, names: false });
      }
      continue;
    }
    if (!isObject(value)) continue;
    const ref = names ? undefined : stringAt(value, "$ref");
    if (ref !== undefined) {
      const target = fromFragment(ref);
      if (!ref.startsWith("#")) external.add(ref);
      else if (target === undefined) fragments.push({ pointer, ref });
      else if (resolve(root, target) === undefined) dangling.push({ pointer, ref });
    }
    for (const key of ["$anchor", "$dynamicAnchor"]) {
      const anchor = stringAt(value, key);
      if (anchor !== undefined) anchors.add(`#${anchor}`);
    }
    const id = stringAt(value, "$id");
    if (id !== undefined) anchors.add(id);
    for (const [key, member] of Object.entries(value)) {
      if (typeof member !== "object" || member === null) continue;
      if (!names && (DATA.has(key) || key.startsWith("x-"))) continue;
      pending.push({
        pointer: join(pointer, key),
        value: member,
        names: !names && (NAMED.has(key) || NAMED_BY_PLACE.has(key)) && own(value, key) === member,
      });
    }
  }
  for (const reference of fragments) if (!anchors.has(reference.ref)) dangling.push(reference);
  return { dangling: dangling.reverse(), external: [...external].filter((ref) => !anchors.has(ref)) };
}
