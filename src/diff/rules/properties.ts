import { equal, isObject, own } from "../../model/json.ts";
import type { Schema } from "../../model/schema.ts";
import type { Edit } from "../edit.ts";
import { schemaRule } from "../rule.ts";
import type { SchemaPair } from "../schema-pair.ts";
import { list } from "../wording.ts";
import { constraintAdded, constraintRemoved } from "./constraints.ts";

const SPEC = "https://json-schema.org/draft/2020-12/json-schema-core#section-10.3.2.1";
const REQUIRED_SPEC = "https://json-schema.org/draft/2020-12/json-schema-validation#section-6.5.3";
const A = { type: "object", properties: { a: { type: "string" } } } as const;
const AB = { type: "object", properties: { a: { type: "string" }, b: { type: "string" } } } as const;

const added = schemaRule({
  id: "property-added",
  title: "An object has one more optional property",
  relation: { gains: "no", loses: "no" },
  why: "Nobody has to send it, and a client ignores what it does not know.",
  spec: SPEC,
  example: { before: A, after: AB },
  nearMiss: { before: AB, after: { allOf: [A, { properties: { b: { type: "string" } } }] } },
});

const requiredAdded = schemaRule({
  id: "required-property-added",
  title: "An object has one more required property",
  relation: { gains: "no", loses: "yes" },
  why: "A client that does not send it is refused; in a response it only tells more.",
  spec: REQUIRED_SPEC,
  example: { before: A, after: { ...AB, required: ["b"] } },
  nearMiss: { before: { ...A, required: ["a"] }, after: { allOf: [A, { required: ["a"] }] } },
});

const removed = schemaRule({
  id: "property-removed",
  title: "An optional property of an object is gone",
  relation: { gains: "no", loses: "no" },
  departs: {
    request: "dangerous",
    response: "dangerous",
    because:
      "No message is refused for it, but what a client sends there is dropped and what it reads never comes.",
  },
  why: "What a client sends there is dropped without a word; a client that reads it never finds it.",
  spec: SPEC,
  example: { before: AB, after: A },
  nearMiss: { before: AB, after: { allOf: [{ properties: { b: { type: "string" } } }, A] } },
});

const requiredRemoved = schemaRule({
  id: "required-property-removed",
  title: "A required property of an object is gone",
  relation: { gains: "yes", loses: "no" },
  departs: {
    request: "dangerous",
    because: "No request is refused for it, but what clients had to send there is dropped.",
  },
  why: "A client that reads it was promised to find it; what a client sends there is dropped without a word.",
  spec: REQUIRED_SPEC,
  example: { before: { ...AB, required: ["b"] }, after: A },
  nearMiss: { before: { ...A, required: ["a"] }, after: { ...A, required: ["a", "a"] } },
});

const becameRequired = schemaRule({
  id: "property-became-required",
  title: "A property must now be there",
  relation: { gains: "no", loses: "yes" },
  why: "A client that leaves it out is refused.",
  spec: REQUIRED_SPEC,
  example: { before: AB, after: { ...AB, required: ["a"] } },
  nearMiss: { before: { ...AB, required: ["a", "b"] }, after: { ...AB, required: ["b", "a"] } },
});

const becameOptional = schemaRule({
  id: "property-became-optional",
  title: "A property need no longer be there",
  relation: { gains: "yes", loses: "no" },
  why: "A client that reads it may not find it.",
  spec: REQUIRED_SPEC,
  example: { before: { ...AB, required: ["a"] }, after: AB },
  nearMiss: { before: { ...AB, required: [] }, after: AB },
});

const closed = schemaRule({
  id: "additional-properties-refused",
  title: "An object no longer takes properties that its schema does not name",
  relation: { gains: "no", loses: "maybe" },
  why: "A client that sends more than the document names is refused.",
  spec: "https://json-schema.org/draft/2020-12/json-schema-core#section-10.3.2.3",
  example: { before: { ...A, additionalProperties: true }, after: { ...A, additionalProperties: false } },
  nearMiss: { before: A, after: { ...A, additionalProperties: true } },
});

const opened = schemaRule({
  id: "additional-properties-accepted",
  title: "An object now takes properties that its schema does not name",
  relation: { gains: "no", loses: "no" },
  why: "More is accepted; a server is assumed to send only what its document names.",
  spec: "https://json-schema.org/draft/2020-12/json-schema-core#section-10.3.2.3",
  example: { before: { ...A, additionalProperties: false }, after: A },
  nearMiss: { before: { ...A, additionalProperties: {} }, after: A },
});

export const propertyRules = [
  ...[added, requiredAdded, removed, requiredRemoved],
  ...[becameRequired, becameOptional, closed, opened],
];

/** @param openWorld whether objects may hold what their schema does not speak of */
export function* propertyEdits(pair: SchemaPair, openWorld: boolean): Iterable<Edit> {
  const before = pair.base.facts;
  const after = pair.revision.facts;
  for (const [name, schema] of before.properties) {
    if (after.properties.has(name)) continue;
    const required = before.required.has(name) && !after.required.has(name);
    if (!required && takesUnnamed(after, name, openWorld)) {
      const clause = `no longer says what ${name} may be`;
      yield { ...pair.child(constraintRemoved, clause, "base", schema, schema.raw), ...seenIn(schema) };
      continue;
    }
    const rule = required ? requiredRemoved : removed;
    yield { ...pair.child(rule, `no longer has ${name}`, "base", schema, name), ...seenIn(schema) };
  }
  for (const [name, schema] of after.properties) {
    if (before.properties.has(name)) continue;
    const required = after.required.has(name) && !before.required.has(name);
    if (!required && takesUnnamed(before, name, openWorld)) {
      const clause = `now says what ${name} may be`;
      yield { ...pair.child(constraintAdded, clause, "revision", schema, schema.raw), ...seenIn(schema) };
      continue;
    }
    const clause = required ? `now requires ${name}` : `can now have ${name}`;
    yield {
      ...pair.child(required ? requiredAdded : added, clause, "revision", schema, name),
      ...seenIn(schema),
    };
  }
  yield* requiredEdits(pair, before, after);
  yield* accessEdits(pair, before, after);
  yield* closingEdits(pair, before, after);
}

/** May a value hold this property although the schema does not name it? Then it is not one that came or went. */
function takesUnnamed(schema: Schema, name: string, openWorld: boolean): boolean {
  if (schema.required.has(name) || schema.patternProperties.size > 0) return true;
  return schema.additionalProperties?.possible ?? (openWorld || invitesMore(schema));
}

/** `additionalProperties: true` says no more than its absence, but says it: clients are told that they may send more. */
function invitesMore({ raw }: Schema): boolean {
  return isObject(raw) && own(raw, "additionalProperties") !== undefined;
}

/** All names of one `required` list are one edit, unless only some of them are part of a message. */
function* requiredEdits(pair: SchemaPair, before: Schema, after: Schema): Iterable<Edit> {
  const asked = [...after.required].filter(
    (name) => !before.required.has(name) && (before.properties.has(name) || !after.properties.has(name)),
  );
  for (const [onlyIn, names] of byDirection(asked, after)) {
    yield { ...pair.edit(becameRequired, `now requires ${list(names)}`, undefined, names), ...onlyIn };
  }
  const freed = [...before.required].filter(
    (name) => !after.required.has(name) && (after.properties.has(name) || !before.properties.has(name)),
  );
  for (const [onlyIn, names] of byDirection(freed, before)) {
    yield { ...pair.edit(becameOptional, `no longer requires ${list(names)}`, names, undefined), ...onlyIn };
  }
}

/** A required property that one way of messages did not have before, or has no longer, is required there by that. */
function* accessEdits(pair: SchemaPair, before: Schema, after: Schema): Iterable<Edit> {
  const kept = [...after.required].flatMap((name) => {
    const [was, is] = [before.properties.get(name), after.properties.get(name)];
    return before.required.has(name) && was && is ? [{ name, was, is }] : [];
  });
  const written = kept.filter(({ was, is }) => was.readOnly && !is.readOnly).map(({ name }) => name);
  if (written.length > 0) {
    const edit = pair.edit(becameRequired, `now requires ${list(written)}`, undefined, written);
    yield { ...edit, onlyIn: "request" };
  }
  const withheld = kept.filter(({ was, is }) => !was.writeOnly && is.writeOnly).map(({ name }) => name);
  if (withheld.length > 0) {
    const edit = pair.edit(becameOptional, `no longer requires ${list(withheld)}`, withheld, undefined);
    yield { ...edit, onlyIn: "response" };
  }
}

function byDirection(names: readonly string[], { properties }: Schema): [Pick<Edit, "onlyIn">, string[]][] {
  const directions = [{}, { onlyIn: "request" }, { onlyIn: "response" }] as const;
  return directions.flatMap((direction): [Pick<Edit, "onlyIn">, string[]][] => {
    const found = names.filter((name) => equal(seenIn(properties.get(name)), direction)).sort();
    return found.length > 0 ? [[direction, found]] : [];
  });
}

function* closingEdits(pair: SchemaPair, before: Schema, after: Schema): Iterable<Edit> {
  const wasClosed = before.additionalProperties?.possible === false;
  const isClosed = after.additionalProperties?.possible === false;
  if (wasClosed === isClosed) return;
  yield isClosed
    ? pair.edit(closed, "no longer takes properties that it does not name", undefined, false)
    : pair.edit(opened, "now takes properties that it does not name", false, undefined);
}

/** Read-only properties are no part of requests, write-only ones none of responses. */
function seenIn(schema: Schema | undefined): { readonly onlyIn?: "request" | "response" } {
  if (schema?.readOnly) return { onlyIn: "response" };
  if (schema?.writeOnly) return { onlyIn: "request" };
  return {};
}
