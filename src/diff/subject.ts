import { type Pointer, tokens } from "../model/pointer.ts";

/** Keywords between a schema and its child that a reader has no use for. */
const SILENT = new Set(["allOf", "anyOf", "oneOf", "schema", "content", "$defs", "definitions"]);

/**
 * What a place is called in a sentence: `Pet.owner.name`, `tags[]` of a component's list, or for what stands
 * inside an operation `status in the 200 response of GET /pets`.
 */
export function subject(pointer: Pointer): string {
  const parts = tokens(pointer);
  if (parts[0] === "components" && parts.length >= 3) {
    return `${parts[2]}${trail(parts.slice(3), true)}`;
  }
  if ((parts[0] === "paths" || parts[0] === "webhooks") && parts.length >= 2) return inOperation(parts);
  return parts.length === 0 ? "the document" : parts.join(".");
}

function inOperation(parts: readonly string[]): string {
  const [, path = "", method = ""] = parts;
  const isMethod = /^(?:get|put|post|delete|options|head|patch|trace|query)$/.test(method);
  const operation = isMethod ? `${method.toUpperCase()} ${path}` : path;
  const rest = parts.slice(isMethod ? 3 : 2);
  const [first, second] = rest;
  if (first === "requestBody") return phrase(trail(rest.slice(1), false), `the request of ${operation}`);
  if (first === "responses" && second !== undefined) {
    return phrase(trail(rest.slice(2), false), `the ${second} response of ${operation}`);
  }
  if (first === "parameters") return phrase(trail(rest.slice(2), false), `a parameter of ${operation}`);
  return first === undefined ? operation : phrase(trail(rest, false), operation);
}

function phrase(trail: string, where: string): string {
  const name = trail.replace(/^\./, "");
  if (name === "") return where;
  // What stands at the root has no name to begin with.
  const [, step, rest = ""] = /^(\[\]|\{\})\.?(.*)$/.exec(name) ?? [];
  if (step === undefined) return `${name} in ${where}`;
  const one = step === "[]" ? "each item" : "each value";
  return rest === "" ? `${one} in ${where}` : `${rest} of ${one} in ${where}`;
}

/** The way down through a schema, in the words of someone who sees the message and not the schema. */
function trail(parts: readonly string[], inSchema: boolean): string {
  let text = "";
  let started = inSchema;
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i] as string;
    const next = parts[i + 1];
    if (!started) {
      // `content/application~1json/schema`: the media type is no part of the name.
      if (part === "schema") started = true;
      else if (part === "headers" && next !== undefined) {
        text += `.${next}`;
        i++;
      }
      continue;
    }
    if (part === "properties" || part === "dependentSchemas") {
      text += `.${next ?? ""}`;
      i++;
    } else if (part === "patternProperties") {
      text += "{}";
      i++;
    } else if (part === "items" || part === "contains" || part === "unevaluatedItems") text += "[]";
    else if (part === "prefixItems") {
      text += `[${next ?? ""}]`;
      i++;
    } else if (part === "additionalProperties" || part === "unevaluatedProperties") text += "{}";
    else if (SILENT.has(part)) i += /^\d+$/.test(next ?? "") ? 1 : 0;
  }
  return text;
}
