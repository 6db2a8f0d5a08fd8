import { isArray, isObject, type Json, own } from "../model/json.ts";
import { join, type Pointer } from "../model/pointer.ts";
import type { Schema } from "../model/schema.ts";
import type { SchemaEngine } from "./schema/engine.ts";

/** What a walk through a conforming value meets. */
export interface WalkVisitor {
  /** A schema that applies to a value. */
  schema?(schema: Schema, value: Json, instance: Pointer): void;
  /** The variant of a union that a value is. */
  variant?(branch: Pointer): void;
}

/**
 * Walks through a value together with the schemas that apply to it. The value should fit its schema; where it
 * does not, the walk stops at the union that it does not fit.
 */
export function walk(engine: SchemaEngine, root: Pointer, value: Json, visitor: WalkVisitor): void {
  const { graph } = engine;
  const visit = (schema: Schema, value: Json, instance: Pointer, above: readonly Schema[]): void => {
    // References and parts that lead back to a schema at the same value say nothing new.
    if (above.includes(schema)) return;
    const here = [...above, schema];
    visitor.schema?.(schema, value, instance);
    if (schema.ref !== undefined) visit(graph.at(schema.ref), value, instance, here);
    for (const part of schema.allOf ?? []) visit(part, value, instance, here);
    for (const keyword of ["oneOf", "anyOf"] as const) {
      if (schema[keyword] === undefined) continue;
      for (const branch of engine.fitting(engine.unionOf(schema, keyword), value)) {
        visitor.variant?.(branch);
        visit(graph.at(branch), value, instance, here);
      }
    }
    if (isArray(value)) {
      for (const [i, item] of value.entries()) {
        const inner = schema.prefixItems?.[i] ?? schema.items;
        if (inner !== undefined) visit(inner, item, join(instance, i), []);
      }
    } else if (isObject(value)) {
      members(schema, value, instance);
    }
  };
  const members = (schema: Schema, value: Json & object, instance: Pointer): void => {
    if (!isObject(value)) return;
    for (const [name, property] of schema.properties) {
      const member = own(value, name);
      if (member !== undefined) visit(property, member, join(instance, name), []);
    }
    if (schema.additionalProperties === undefined) return;
    for (const [name, member] of Object.entries(value)) {
      if (!schema.properties.has(name)) visit(schema.additionalProperties, member, join(instance, name), []);
    }
  };
  visit(graph.at(root), value, "", []);
}
