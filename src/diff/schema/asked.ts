import { isArray, isObject, type Json, type JsonObject, objectAt } from "../../model/json.ts";
import type { LIST_KEYWORDS, MAP_KEYWORDS, SCHEMA_KEYWORDS } from "./keywords.ts";
import { nativePattern } from "./regex.ts";

/** The values that a schema is asked about. */
export type Values = readonly Json[];

/** The parts of the values that the schemas in a schema are asked about. */
export class Asked {
  readonly #schema: JsonObject;
  readonly #values: Values;
  readonly #arrays: readonly Values[];
  readonly #objects: readonly JsonObject[];
  /** The names of all members. */
  readonly #names: readonly string[];

  constructor(schema: JsonObject, values: Values) {
    this.#schema = schema;
    this.#values = values;
    this.#arrays = values.filter(isArray);
    this.#objects = values.filter(isObject);
    this.#names = [...new Set(this.#objects.flatMap(Object.keys))];
  }

  /** Of the schema that is the keyword's value. */
  of(keyword: (typeof SCHEMA_KEYWORDS)[number]): Values {
    switch (keyword) {
      case "additionalProperties":
        return this.#members(this.#names.filter((name) => this.#isAdditional(name)));
      case "unevaluatedProperties":
        return this.#members(this.#names);
      case "propertyNames":
        return this.#names;
      case "items":
      case "additionalItems":
      case "contains":
      case "unevaluatedItems":
        return this.#arrays.flat();
      default:
        return this.#values;
    }
  }

  /** Of one of the keyword's list of schemas. */
  at(keyword: (typeof LIST_KEYWORDS)[number], index: number): Values {
    if (keyword !== "prefixItems" && keyword !== "items") return this.#values;
    return this.#arrays.flatMap((array) => array.slice(index, index + 1));
  }

  /** The names of the keyword's schemas that are asked about anything. */
  names(keyword: (typeof MAP_KEYWORDS)[number]): readonly string[] {
    const map = objectAt(this.#schema, keyword);
    if (keyword !== "patternProperties") return this.#names.filter((name) => Object.hasOwn(map, name));
    return Object.keys(map).filter((pattern) => this.#names.some((name) => matches(pattern, name)));
  }

  /** Of the one of the keyword's schemas that has the name. */
  under(keyword: (typeof MAP_KEYWORDS)[number], name: string): Values {
    if (keyword === "properties") return this.#members([name]);
    if (keyword !== "patternProperties") return this.#objects.filter((value) => Object.hasOwn(value, name));
    return this.#members(this.#names.filter((one) => matches(name, one)));
  }

  #members(names: readonly string[]): Values {
    return names.flatMap((name) =>
      this.#objects.filter((value) => Object.hasOwn(value, name)).map((value) => value[name] as Json),
    );
  }

  #isAdditional(name: string): boolean {
    if (Object.hasOwn(objectAt(this.#schema, "properties"), name)) return false;
    return !Object.keys(objectAt(this.#schema, "patternProperties")).some((pattern) =>
      matches(pattern, name),
    );
  }
}

/** A pattern that cannot be read is left for Ajv to refuse. */
function matches(pattern: string, name: string): boolean {
  return nativePattern(pattern)?.test(name) ?? true;
}
