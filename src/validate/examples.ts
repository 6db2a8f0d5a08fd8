import type { Document } from "../model/document.ts";
import { isArray, isObject, type Json, type JsonObject, own } from "../model/json.ts";
import { join, type Pointer } from "../model/pointer.ts";

/** An example with the schema it is an example of. */
export interface Example {
  readonly pointer: Pointer;
  readonly schema: Pointer;
  readonly value: Json;
}

/**
 * Every example of a document that has a schema: `example` and `examples` of media types, parameters and headers,
 * and those of schemas themselves. Values elsewhere (`externalValue`) are not fetched.
 */
export function* findExamples(document: Document): Generator<Example> {
  const pending: { pointer: Pointer; value: Json; names: boolean; inSchema: boolean }[] = [
    { pointer: "", value: document.root, names: false, inSchema: false },
  ];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { pointer, value, names, inSchema } = next;
    if (isArray(value)) {
      for (const [i, item] of value.entries())
        pending.push({ pointer: join(pointer, i), value: item, names: false, inSchema });
      continue;
    }
    if (!isObject(value)) continue;
    if (!names) yield* inSchema ? schemaExamples(pointer, value) : placeExamples(document, pointer, value);
    for (const [key, member] of Object.entries(value)) {
      if (typeof member !== "object" || member === null) continue;
      if (!names && (DATA.has(key) || key.startsWith("x-"))) continue;
      const entersSchema = !names && (key === "schema" || key === "schemas");
      pending.push({
        pointer: join(pointer, key),
        value: member,
        names: !names && NAMED.has(key),
        inSchema: inSchema || entersSchema,
      });
    }
  }
}

const DATA: ReadonlySet<string> = new Set(["example", "examples", "default", "enum", "const"]);
/** Maps whose keys are names of the document's own choice. */
const NAMED: ReadonlySet<string> = new Set([
  ...["properties", "patternProperties", "$defs", "definitions", "dependentSchemas", "schemas"],
  ...["paths", "webhooks", "responses", "callbacks", "headers", "parameters", "requestBodies", "content"],
]);

function* schemaExamples(pointer: Pointer, schema: JsonObject): Generator<Example> {
  const single = own(schema, "example");
  if (single !== undefined) yield { pointer: join(pointer, "example"), schema: pointer, value: single };
  const list = own(schema, "examples");
  if (!isArray(list)) return;
  for (const [i, value] of list.entries())
    yield { pointer: join(pointer, "examples", i), schema: pointer, value };
}

/** A media type, parameter or header: whatever has a `schema` beside its examples. */
function* placeExamples(document: Document, pointer: Pointer, place: JsonObject): Generator<Example> {
  if (own(place, "schema") === undefined) return;
  const schema = join(pointer, "schema");
  const single = own(place, "example");
  if (single !== undefined) yield { pointer: join(pointer, "example"), schema, value: single };
  const named = own(place, "examples");
  if (!isObject(named)) return;
  for (const [name, stated] of Object.entries(named)) {
    const at = join(pointer, "examples", name);
    const example = followExample(document, at, stated);
    if (example !== undefined) yield { ...example, schema };
  }
}

function followExample(
  document: Document,
  pointer: Pointer,
  value: Json,
): { pointer: Pointer; value: Json } | undefined {
  if (!isObject(value)) return undefined;
  const ref = own(value, "$ref");
  if (typeof ref === "string") {
    const name = /^#\/components\/examples\/([^/]+)$/.exec(ref)?.[1];
    const components = own(document.root, "components");
    const examples = isObject(components) ? own(components, "examples") : undefined;
    const target = name !== undefined && isObject(examples) ? own(examples, name) : undefined;
    if (!isObject(target) || own(target, "value") === undefined) return undefined;
    return { pointer: `/components/examples/${name}/value`, value: own(target, "value") ?? null };
  }
  const data = own(value, "dataValue") ?? own(value, "value");
  const key = own(value, "dataValue") === undefined ? "value" : "dataValue";
  return data === undefined ? undefined : { pointer: join(pointer, key), value: data };
}
