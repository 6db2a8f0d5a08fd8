import { isObject, type JsonObject, own } from "../../model/json.ts";
import { join } from "../../model/pointer.ts";
import type { Rule } from "../../model/rule.ts";
import type { Schema } from "../../model/schema.ts";
import { placeInWords } from "../schema/fault.ts";
import { matches, type Place, type WalkVisitor, walk } from "../walk.ts";
import type { Check, Message, Visit } from "./check.ts";

type Direction = "request" | "response";

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

const deprecated: Rule = {
  id: "deprecated-property",
  area: "validate",
  title: "A request sends a deprecated property",
  severity: { request: "note" },
  why: "It will be removed one day; the recordings show that something still sends it.",
  spec: "https://json-schema.org/draft/2020-12/json-schema-validation#section-9.3",
};

const undocumented: Rule = {
  id: "property-undocumented",
  area: "validate",
  title: "A body holds a property that the document does not mention",
  severity: { request: "note", response: { tolerant: "safe", strict: "dangerous" } },
  why: "The schema does not forbid it, so nothing is broken; but the document and the server have drifted apart.",
  spec: "https://json-schema.org/draft/2020-12/json-schema-core#section-10.3.2.3",
  remedy: "Add the property to the schema, or additionalProperties if any may come.",
};

/** What is in bodies: counted for coverage, and looked at for what their schemas do not forbid but say. */
export const contents: Check = {
  rules: [readOnly, writeOnly, deprecated, undocumented],
  run(visit) {
    look(visit, visit.requestMessage, "request");
    if (visit.responseMessage !== undefined) look(visit, visit.responseMessage, "response");
  },
};

function look(visit: Visit, { content, mediaType, engine }: Message, direction: Direction): void {
  if (content.state !== "value" || mediaType?.schema === undefined) return;
  const { coverage } = visit;
  const visitor: WalkVisitor = {
    ...coverage,
    schema(schema, value, place) {
      coverage.schema?.(schema, value, place);
      if (schema.readOnly || schema.writeOnly || schema.deprecated) marked(visit, schema, place, direction);
    },
    object(schemas, value, place) {
      coverage.object?.(schemas, value, place);
      for (const name of undeclared(schemas, value)) {
        const instance = join(place(), name);
        const message = `${placeInWords(instance, "the body")} is not in the document`;
        const pointer = schemas.find(({ properties }) => properties.size > 0)?.pointer ?? "";
        visit.report({ rule: undocumented, direction, message, pointer, instance, subject: name });
      }
    },
  };
  walk(engine, mediaType.schema, content.value, visitor);
}

function marked({ report }: Visit, schema: Schema, place: Place, direction: Direction): void {
  const instance = place();
  if (instance === "") return;
  const at = placeInWords(instance, "the body");
  const { pointer } = schema;
  const say = (rule: Rule, what: string) =>
    report({ rule, direction, message: `${at} is in the ${direction}, and is ${what}`, pointer, instance });
  if (direction === "request" && schema.readOnly) say(readOnly, "read-only");
  if (direction === "response" && schema.writeOnly) say(writeOnly, "write-only");
  if (direction === "request" && schema.deprecated) say(deprecated, "deprecated");
}

const ANSWERS = ["additionalProperties", "unevaluatedProperties"];

/** Names that no schema of an object speaks of, where none of them says what it thinks of other names. */
function undeclared(schemas: readonly Schema[], value: JsonObject): string[] {
  let speaks = false;
  for (const schema of schemas) {
    if (
      isObject(schema.raw) &&
      ANSWERS.some((keyword) => own(schema.raw as JsonObject, keyword) !== undefined)
    )
      return [];
    speaks ||= schema.properties.size > 0;
  }
  // An object of which nothing is said may hold anything.
  return speaks ? Object.keys(value).filter((name) => !schemas.some((each) => declares(each, name))) : [];
}

function declares({ properties, patternProperties, discriminator, raw }: Schema, name: string): boolean {
  if (properties.has(name) || discriminator?.propertyName === name) return true;
  for (const pattern of patternProperties.keys()) if (matches(pattern, name)) return true;
  // `propertyNames` and `required` name properties without describing them.
  return isObject(raw) && Array.isArray(raw.required) && raw.required.includes(name);
}
