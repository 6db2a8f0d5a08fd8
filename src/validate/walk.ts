import { isArray, isObject, type Json, type JsonObject, own } from "../model/json.ts";
import { join, type Pointer } from "../model/pointer.ts";
import type { Schema } from "../model/schema.ts";
import type { SchemaEngine } from "./schema/engine.ts";

/** What a walk through a conforming value meets. */
export interface WalkVisitor {
  /** A schema that applies to a value. */
  schema?(schema: Schema, value: Json, instance: Pointer): void;
  /** Are the places of values wanted? Without it they are all the root. */
  readonly places?: boolean;
  /** The variant of a union that a value is. */
  variant?(branch: Pointer): void;
}

/**
 * Walks through a value together with the schemas that apply to it. The value should fit its schema; where it
 * does not, the walk stops at the union that it does not fit.
 */
export function walk(engine: SchemaEngine, root: Pointer, value: Json, visitor: WalkVisitor): void {
  const { graph } = engine;
  // Most walks through large bodies do not ask where they are, and pointers cost more than the walk itself.
  const below: typeof join = visitor.places === true ? join : (instance) => instance;
  const visit = (schema: Schema, value: Json, instance: Pointer, above: readonly Schema[]): void => {
    // References and parts that lead back to a schema at the same value say nothing new.
    if (above.includes(schema)) return;
    visitor.schema?.(schema, value, instance);
    if (isComposed(schema)) composed(schema, value, instance, [...above, schema]);
    if (isArray(value)) {
      for (const [i, item] of value.entries()) {
        const inner = schema.prefixItems?.[i] ?? schema.items;
        if (inner !== undefined) visit(inner, item, below(instance, i), NONE);
      }
    } else if (isObject(value)) members(schema, value, instance);
  };
  const composed = (schema: Schema, value: Json, instance: Pointer, here: readonly Schema[]): void => {
    if (schema.ref !== undefined) visit(graph.at(schema.ref), value, instance, here);
    for (const part of schema.allOf ?? []) visit(part, value, instance, here);
    for (const keyword of ["oneOf", "anyOf"] as const) {
      if (schema[keyword] === undefined) continue;
      for (const branch of engine.fitting(engine.unionOf(schema, keyword), value)) {
        visitor.variant?.(branch);
        visit(graph.at(branch), value, instance, here);
      }
    }
  };
  const members = (schema: Schema, value: JsonObject, instance: Pointer): void => {
    for (const [name, property] of schema.properties) {
      const member = own(value, name);
      if (member !== undefined) visit(property, member, below(instance, name), NONE);
    }
    if (schema.additionalProperties === undefined) return;
    for (const [name, member] of Object.entries(value)) {
      if (!schema.properties.has(name))
        visit(schema.additionalProperties, member, below(instance, name), NONE);
    }
  };
  visit(graph.at(root), value, "", NONE);
}

const NONE: readonly Schema[] = [];

function isComposed({ ref, allOf, oneOf, anyOf }: Schema): boolean {
  return ref !== undefined || allOf !== undefined || oneOf !== undefined || anyOf !== undefined;
}
