import { isTooDeep, MOST_LEVELS } from "./depth.ts";
import { type Container, isArray, isContainer, type Json, type Plain } from "./json.ts";
import type { Trail } from "./trail.ts";

/** What an object or list is, besides a part of the document that has keywords of its own. */
type Content = "data" | "named";

const CONTENT: ReadonlyMap<string, Content> = new Map([
  // Here `$ref` is a word like any other.
  ...entries("data", ["example", "examples", "default", "enum", "const"]),
  // Maps whose keys are names of the document's own choice, so that a property may be called `default`.
  ...entries("named", ["properties", "patternProperties", "$defs", "definitions"]),
  ...entries("named", ["dependentSchemas", "schemas"]),
  // The named maps of OpenAPI whose values are no data either: `components.examples` may hold `$ref`s.
  ...entries("named", ["paths", "webhooks", "responses", "callbacks", "headers", "parameters"]),
]);

function entries(content: Content, keys: readonly string[]): (readonly [string, Content])[] {
  return keys.map((key) => [key, content] as const);
}

function contentOf(key: string): Content | undefined {
  return CONTENT.get(key) ?? (key.startsWith("x-") ? "data" : undefined);
}

/** @param at the way to the object that has the keyword */
type Visit = (keyword: string, value: Plain, at: Trail | undefined) => void;

/**
 * Tells every keyword of a document that has a plain value, as `$ref` and `nullable` have. What is data is passed
 * over, and so are the maps of names (`properties`), for what looks like a keyword there is a name.
 * @returns false for a document that is nested too deep, which is not walked to its end
 */
export function visitKeywords(root: Json, visit: Visit): boolean {
  return !isContainer(root) || visitIn(root, undefined, false, visit, MOST_LEVELS);
}

/**
 * Whole documents are walked through here when they are loaded: `for … in` takes half the time of `Object.entries`.
 * @param named are the keys names of the document's own choice?
 */
function visitIn(
  value: Container,
  at: Trail | undefined,
  named: boolean,
  visit: Visit,
  levels: number,
): boolean {
  if (levels === 0) return false;
  if (isArray(value)) {
    let key = 0;
    for (const item of value) {
      if (isContainer(item) && !visitIn(item, { up: at, key, value: item }, false, visit, levels - 1))
        return false;
      key++;
    }
    return true;
  }
  for (const key in value) {
    const member = value[key] as Json;
    if (!isContainer(member)) {
      if (!named) visit(key, member, at);
      continue;
    }
    const content = named ? undefined : contentOf(key);
    const isShallow =
      content === "data"
        ? !isTooDeep(member, levels - 1)
        : visitIn(member, { up: at, key, value: member }, content === "named", visit, levels - 1);
    if (!isShallow) return false;
  }
  return true;
}
