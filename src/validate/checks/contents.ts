import { isObject, own } from "../../model/json.ts";
import { join, type Pointer } from "../../model/pointer.ts";
import type { Rule } from "../../model/rule.ts";
import type { Schema } from "../../model/schema.ts";
import { alikePlace } from "../findings.ts";
import { placeInWords } from "../schema/fault.ts";
import { matchesPattern } from "../schema/patterns.ts";
import { type Place, type WalkVisitor, walk } from "../walk.ts";
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
    value(schemas, value, place, settled) {
      coverage.value?.(schemas, value, place, settled);
      const known = knowledgeOf(schemas);
      for (const schema of known.marked) reportMarked(visit, schema, place, direction);
      if (known.names === undefined || !settled || !isObject(value)) return;
      const names = Object.keys(value).filter((name) => !isKnown(known, name));
      if (names.length > 0) reportUndocumented(visit, known, names, place(), direction);
    },
  };
  walk(engine, mediaType.schema, content.value, visitor);
}

/** An object with more names than this that nobody wrote down is a map, and its names are data. */
const MOST_NAMES = 100;

function reportUndocumented(
  { report }: Visit,
  { pointer }: Knowledge,
  names: readonly string[],
  place: Pointer,
  direction: Direction,
): void {
  const where = { rule: undocumented, direction, pointer };
  if (names.length > MOST_NAMES) {
    const message = `${placeInWords(place, "the body")} holds more than ${MOST_NAMES} properties that are not in the document, as a map does`;
    report({ ...where, message, instance: place });
    return;
  }
  for (const name of names) {
    const instance = join(place, name);
    const message = `${placeInWords(instance, "the body")} is not in the document`;
    // Ids that entries are kept under tell no faults apart.
    report({ ...where, message, instance, subject: alikePlace(`/${name}`).slice(1) });
  }
}

function reportMarked({ report }: Visit, schema: Schema, place: Place, direction: Direction): void {
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

/** What the schemas of one value say together. */
interface Knowledge {
  /** Those that are read-only, write-only or deprecated. */
  readonly marked: readonly Schema[];
  /** The properties they speak of; absent where an object may hold any, or where others are refused anyway. */
  readonly names: ReadonlySet<string> | undefined;
  readonly patterns: readonly string[];
  /** The first schema that has properties. */
  readonly pointer: Pointer;
}

const KNOWLEDGE = new WeakMap<readonly Schema[], Knowledge>();

function knowledgeOf(schemas: readonly Schema[]): Knowledge {
  const known = KNOWLEDGE.get(schemas);
  if (known !== undefined) return known;
  const speaking = schemas.find(({ properties }) => properties.size > 0);
  const answered = schemas.some(
    ({ raw }) => isObject(raw) && ANSWERS.some((each) => own(raw, each) !== undefined),
  );
  const knowledge: Knowledge = {
    marked: schemas.filter((each) => each.readOnly || each.writeOnly || each.deprecated),
    names: speaking === undefined || answered ? undefined : new Set(schemas.flatMap(namesIn)),
    patterns: schemas.flatMap(({ patternProperties }) => [...patternProperties.keys()]),
    pointer: speaking?.pointer ?? "",
  };
  KNOWLEDGE.set(schemas, knowledge);
  return knowledge;
}

function isKnown({ names, patterns }: Knowledge, name: string): boolean {
  return names?.has(name) === true || patterns.some((pattern) => matchesPattern(pattern, name));
}

/** Keywords that say what a schema thinks of properties it does not describe. */
const ANSWERS = ["additionalProperties", "unevaluatedProperties"];

/** The names a schema speaks of: `required` and a discriminator name properties without describing them. */
function namesIn({ properties, required, discriminator }: Schema): string[] {
  return [
    ...properties.keys(),
    ...required,
    ...(discriminator === undefined ? [] : [discriminator.propertyName]),
  ];
}
