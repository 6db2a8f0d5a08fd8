import { isArray, type Json, own } from "../../model/json.ts";
import type { Node } from "./node.ts";

/** Values that a document itself gives for a schema: they make witnesses that look real. */
export function hintsOf({ schema }: Node): readonly Json[] {
  const { annotations } = schema;
  const examples = own(annotations, "examples");
  const single = ["example", "default"].flatMap((key) => own(annotations, key) ?? []);
  return [...(isArray(examples) ? examples : []), ...single];
}
