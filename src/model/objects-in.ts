import { isArray, type Json, type JsonObject } from "./json.ts";
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

type Container = JsonObject | readonly Json[];

/** An object or array where it stands. Its pointer is put together on demand: few are asked for theirs. */
class Place<Value extends Container = Container> {
  readonly object: Value;
  /** Are the keys names of the document's own choice? */
  readonly named: boolean;
  readonly #parent: Place | undefined;
  readonly #key: string | number;
  #pointer: Pointer | undefined;

  constructor(object: Value, named: boolean, parent?: Place, key: string | number = "") {
    this.object = object;
    this.named = named;
    this.#parent = parent;
    this.#key = key;
  }

  get pointer(): Pointer {
    this.#pointer ??= this.#parent === undefined ? "" : join(this.#parent.pointer, this.#key);
    return this.#pointer;
  }
}

/**
 * Every object of a document but those that are data, outer ones first; the maps of names (`properties`) are not
 * told, for what looks like a keyword there is a name.
 */
export function* objectsIn(root: Json): Iterable<Place<JsonObject>> {
  // A list instead of recursion: documents may be nested deeper than the call stack allows.
  const pending = isContainer(root) ? [new Place(root, false)] : [];
  for (let place = pending.pop(); place !== undefined; place = pending.pop()) {
    const { object, named } = place;
    if (isArray(object)) {
      for (let i = object.length - 1; i >= 0; i--) {
        const item = object[i];
        if (isContainer(item)) pending.push(new Place(item, false, place, i));
      }
      continue;
    }
    if (!named) yield place as Place<JsonObject>;
    const keys = Object.keys(object);
    for (let i = keys.length - 1; i >= 0; i--) {
      const key = keys[i] as string;
      const member = object[key];
      if (!isContainer(member)) continue;
      if (named) pending.push(new Place(member, false, place, key));
      else if (!DATA.has(key) && !key.startsWith("x-"))
        pending.push(new Place(member, NAMED.has(key) || NAMED_BY_PLACE.has(key), place, key));
    }
  }
}

function isContainer(value: Json | undefined): value is Container {
  return typeof value === "object" && value !== null;
}
