import type { Schema, SchemaGraph } from "../../model/schema.ts";
import type { Access, Node, Nodes } from "./node.ts";

const NO_NAMES: ReadonlySet<string> = new Set();

const known = {
  request: new WeakMap<Schema, ReadonlySet<string>>(),
  response: new WeakMap<Schema, ReadonlySet<string>>(),
} as const satisfies Record<Access, unknown>;

/**
 * The names of the properties that a message does not carry: `readOnly` ones in requests, `writeOnly` ones in
 * responses. `required` does not ask for them there (OpenAPI 3.0.3, Schema Object, Fixed Fields).
 */
export function hiddenNames(
  graph: SchemaGraph,
  schema: Schema,
  access: Access | undefined,
): ReadonlySet<string> {
  if (access === undefined) return NO_NAMES;
  const names = known[access].get(schema) ?? readHiddenNames(graph, schema, access);
  known[access].set(schema, names);
  return names;
}

function readHiddenNames(graph: SchemaGraph, schema: Schema, access: Access): ReadonlySet<string> {
  const names = new Set<string>();
  const seen = new Set<Schema>();
  const pending = [schema];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const at = graph.target(next);
    if (seen.has(at)) continue;
    seen.add(at);
    for (const [name, property] of at.properties) if (isHidden(graph, property, access)) names.add(name);
    if (at.ref !== undefined) pending.push(graph.at(at.ref));
    pending.push(...(at.allOf ?? []));
  }
  return names;
}

function isHidden(graph: SchemaGraph, property: Schema, access: Access): boolean {
  const flag = access === "request" ? "readOnly" : "writeOnly";
  return property[flag] || graph.target(property)[flag];
}

/** A declared property; a hidden one is never sent by a producer and not looked at by a consumer. */
export function propertyOf(node: Node, name: string, nodes: Nodes): Node | undefined {
  const property = node.schema.properties.get(name);
  if (property === undefined) return undefined;
  if (nodes.access === undefined || !isHidden(node.graph, property, nodes.access)) {
    return nodes.child(node, property);
  }
  return node.role === "producer" ? nodes.nothing : nodes.anything;
}

export function requiredOf(node: Node, nodes: Nodes): ReadonlySet<string> {
  const { required } = node.schema;
  if (required.size === 0 || nodes.access === undefined) return required;
  const hidden = hiddenNames(node.graph, node.schema, nodes.access);
  return hidden.size === 0 ? required : new Set([...required].filter((name) => !hidden.has(name)));
}
