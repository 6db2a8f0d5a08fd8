import { isArray, type Json, type JsonObject } from "../../model/json.ts";
import type { Node, Nodes } from "./node.ts";

/** A schema that accepts the one array or object and says so member by member, so that it can be denied likewise. */
export function structureOf(value: readonly Json[] | JsonObject, nodes: Nodes): Node {
  if (isArray(value)) {
    const prefixItems = value.map((item) => ({ enum: [item] }));
    return nodes.synthetic({
      type: "array",
      ...(prefixItems.length > 0 ? { prefixItems } : {}),
      items: false,
      minItems: value.length,
    });
  }
  const properties = Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, { enum: [member] }]),
  );
  return nodes.synthetic({
    type: "object",
    properties,
    required: Object.keys(value),
    additionalProperties: false,
  });
}
