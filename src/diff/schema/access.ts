import type { Schema, SchemaGraph } from "../../model/schema.ts";
import type { Access, Node, Nodes } from "./node.ts";

const NO_NAMES: ReadonlySet<string> = new Set();

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

/** The declared properties; a hidden one is never sent by a producer and not looked at by a consumer. */
export function propertiesOf(node: Node, nodes: Nodes): ReadonlyMap<string, Node> {
  const { graph, schema } = node;
  const properties = new Map<string, Node>();
  for (const [name, property] of schema.properties) {
    const hides = nodes.access !== undefined && isHidden(graph, property, nodes.access);
    const unseen = node.role === "producer" ? nodes.nothing : nodes.anything;
    properties.set(name, hides ? unseen : nodes.child(node, property));
  }
  return properties;
}

export function requiredOf(node: Node, nodes: Nodes): ReadonlySet<string> {
  const { required } = node.schema;
  if (required.size === 0 || nodes.access === undefined) return required;
  const hidden = hiddenNames(node.graph, node.schema, nodes.access);
  return hidden.size === 0 ? required : new Set([...required].filter((name) => !hidden.has(name)));
}
