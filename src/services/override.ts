import { isObject, type Json, type JsonObject, own } from "../model/json.ts";
import type { ServiceDefinition } from "../model/service.ts";

/** Any part of a definition; `null` takes a member away. */
export type ServiceOverride = { readonly [Key in keyof ServiceDefinition]?: Patch<ServiceDefinition[Key]> };

type Patch<Value> = Value extends readonly unknown[]
  ? Value | null
  : Value extends object
    ? { readonly [Key in keyof Value]?: Patch<Value[Key]> } | null
    : Value | null;

/**
 * A shipped definition with what a configuration says differently, as a JSON Merge Patch (RFC 7396): objects are
 * merged, `null` removes a member, anything else, lists too, replaces what was there. Neither input is touched.
 */
export function overrideService(shipped: ServiceDefinition, override: ServiceOverride): ServiceDefinition {
  // Definitions are JSON through and through; only their types do not say so.
  const merged = merge(shipped as unknown as JsonObject, override as unknown as JsonObject);
  return merged as unknown as ServiceDefinition;
}

function merge(base: JsonObject, patch: JsonObject): JsonObject {
  const members = new Map<string, Json>(Object.entries(base));
  for (const [key, value] of Object.entries(patch)) {
    if (value === undefined) continue;
    if (value === null) members.delete(key);
    else members.set(key, isObject(value) ? merge(objectOf(own(base, key)), value) : value);
  }
  // Own properties even for a key such as `__proto__`.
  return Object.fromEntries(members);
}

/** RFC 7396, section 2: where the target is no object, patching starts from an empty one. */
function objectOf(value: Json | undefined): JsonObject {
  return isObject(value) ? value : {};
}
