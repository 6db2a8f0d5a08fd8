import { isArray, isObject, type Json, type JsonObject, objectAt, own } from "../model/json.ts";

/** Every component by the reference that names it. */
export function componentsOf(root: JsonObject): ReadonlyMap<string, Json> {
  const components = new Map<string, Json>();
  for (const [kind, map] of Object.entries(objectAt(root, "components"))) {
    if (!isObject(map)) continue;
    for (const [name, component] of Object.entries(map)) {
      components.set(`#/components/${kind}/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`, component);
    }
  }
  return components;
}

/** The text of every `$ref` in a value. */
export function referencesIn(value: Json): ReadonlySet<string> {
  const references = new Set<string>();
  // A list instead of recursion, and no spreading: values may be deeper, and arrays longer, than the stack allows.
  const pending: Json[] = [value];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (typeof next !== "object" || next === null) continue;
    if (isArray(next)) {
      for (const item of next) pending.push(item);
      continue;
    }
    const ref = own(next as JsonObject, "$ref");
    if (typeof ref === "string") references.add(ref);
    for (const member of Object.values(next)) pending.push(member);
  }
  return references;
}

/** The pointers of all components that paths and webhooks lead to, through any chain of references. */
export function reachableComponents(root: JsonObject): ReadonlySet<string> {
  const components = componentsOf(root);
  const found = new Set<string>();
  const pending: Json[] = [objectAt(root, "paths"), objectAt(root, "webhooks")];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    for (const ref of referencesIn(next)) {
      // A reference into the middle of a component needs the component as well.
      const pointer = /^#(\/components\/[^/]+\/[^/]+)/.exec(ref)?.[1];
      if (pointer === undefined || found.has(pointer)) continue;
      found.add(pointer);
      const component = components.get(`#${pointer}`);
      if (component !== undefined) pending.push(component);
    }
  }
  return found;
}
