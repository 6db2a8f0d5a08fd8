import { join, nameOf, type Pointer, tokens } from "../model/pointer.ts";
import type { Schema, SchemaGraph } from "../model/schema.ts";
import type { Edit } from "./edit.ts";
import { componentReplaced } from "./rules/document.ts";

/**
 * The edit that put one component where another stood, if the two schemas stand in such components. A component
 * that was only given another name is still the same one: then the old name is gone, and the new one is new.
 */
export function replacement(
  base: SchemaGraph,
  before: Schema,
  revision: SchemaGraph,
  after: Schema,
): Edit | undefined {
  if (before.pointer === after.pointer) return undefined;
  const [left, right] = [componentOf(before.pointer), componentOf(after.pointer)];
  if (left === undefined || right === undefined || left === right) return undefined;
  if (!exists(revision, left) && !exists(base, right)) return undefined;
  const [was, is] = [nameOf(left), nameOf(right)];
  const message = `${is} now stands where ${was} stood, and has other words for things`;
  return { rule: componentReplaced, message, base: left, revision: right, before: was, after: is };
}

function componentOf(pointer: Pointer): Pointer | undefined {
  const [components, kind, name] = tokens(pointer);
  if (components !== "components" || kind === undefined || name === undefined) return undefined;
  return join("", components, kind, name);
}

function exists(graph: SchemaGraph, pointer: Pointer): boolean {
  return graph.follow(`#${pointer}`) !== undefined;
}
