import type { Dialect } from "../../model/dialect.ts";
import type { Json } from "../../model/json.ts";
import { SchemaGraph } from "../../model/schema.ts";
import { createProver } from "./prover.ts";
import type { Relation } from "./relation.ts";

export { type Confirmer, createConfirmer } from "./confirm.ts";
export type { Access } from "./node.ts";
export { createProver, type Prover, type SchemaAt, type Within } from "./prover.ts";
export type { Relation, Verdict } from "./relation.ts";
export { schemaOf, type Tag, tagOfVariant } from "./tagged.ts";

export interface CompareOptions {
  readonly dialect: Dialect;
  /** Compare the literal sets; without it, a producer is trusted to send only the properties it declares. */
  readonly openWorld?: boolean;
}

/**
 * Compares the sets of values that two JSON Schemas accept. `$ref`s are resolved within each.
 * @returns what the revision accepts and the base refuses (`gains`), and the other way round (`loses`).
 */
export function compareSchemas(base: Json, revision: Json, options: CompareOptions): Relation {
  const at = (root: Json) => {
    const graph = new SchemaGraph(root, options.dialect);
    return { graph, schema: graph.at("") };
  };
  return createProver({ openWorld: options.openWorld }).relate(at(base), at(revision));
}
