import type { JsonObject } from "../../model/json.ts";
import type { Rule } from "../../model/rule.ts";
import { placeInWords } from "../schema/fault.ts";
import { walk } from "../walk.ts";
import type { Check, Message, Visit } from "./check.ts";

const readOnly: Rule = {
  id: "read-only-in-request",
  area: "validate",
  title: "A request sends a property that is read-only",
  severity: { request: "note" },
  why: "Servers pass over it or refuse it; what the client meant to change does not change.",
  spec: "https://json-schema.org/draft/2020-12/json-schema-validation#section-9.4",
};

const writeOnly: Rule = {
  id: "write-only-in-response",
  area: "validate",
  title: "A response holds a property that is write-only",
  severity: { response: "dangerous" },
  why: "Write-only properties are mostly secrets: they must not come back.",
  spec: "https://spec.openapis.org/oas/v3.0.4.html#fixed-fields-for-schema-object",
};

export const direction: Check = {
  rules: [readOnly, writeOnly],
  run(visit) {
    look(visit, visit.requestMessage, "request");
    if (visit.responseMessage !== undefined) look(visit, visit.responseMessage, "response");
  },
};

function look({ document, report }: Visit, message: Message, travels: "request" | "response"): void {
  const { content, mediaType, engine } = message;
  if (content.state !== "value" || mediaType?.schema === undefined) return;
  if (!marksProperties(document.root)) return;
  walk(engine, mediaType.schema, content.value, {
    places: true,
    schema(schema, _, instance) {
      const wrong = travels === "request" ? schema.readOnly : schema.writeOnly;
      if (!wrong || instance === "") return;
      const place = placeInWords(instance, "the body");
      report({
        rule: travels === "request" ? readOnly : writeOnly,
        direction: travels,
        message: `${place} is in the ${travels}, and is ${travels === "request" ? "read-only" : "write-only"}`,
        pointer: schema.pointer,
        instance,
      });
    },
  });
}

const MARKED = new WeakMap<object, boolean>();

/** Most documents mark nothing, and then there is nothing to look for. */
function marksProperties(root: JsonObject): boolean {
  let marked = MARKED.get(root);
  if (marked === undefined) {
    marked = /"(?:read|write)Only":true/.test(JSON.stringify(root));
    MARKED.set(root, marked);
  }
  return marked;
}
