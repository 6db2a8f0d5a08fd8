import type { SchemaAt } from "../../../src/diff/schema/index.ts";
import type { Dialect } from "../../../src/model/dialect.ts";
import type { Json } from "../../../src/model/json.ts";
import { SchemaGraph } from "../../../src/model/schema.ts";

/** The schema that a document is. */
export function at(root: Json, dialect: Dialect = "2020-12"): SchemaAt {
  const graph = new SchemaGraph(root, dialect);
  return { graph, schema: graph.at("") };
}
