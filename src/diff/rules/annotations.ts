import { equal, isArray, type Json, type JsonObject, own } from "../../model/json.ts";
import type { Pointer } from "../../model/pointer.ts";
import type { Schema } from "../../model/schema.ts";
import type { Edit } from "../edit.ts";
import { type ChangeRule, noteRule, schemaRule } from "../rule.ts";
import { subject } from "../subject.ts";
import { show } from "../wording.ts";
import { extensibleEnumEdits, isExtensibleEnum } from "./extensible-enums.ts";
import { announcement, sunsetEdits, withoutSunset } from "./sunsets.ts";

const SPEC = "https://json-schema.org/draft/2020-12/json-schema-validation#section-9";
const NEITHER = { gains: "no", loses: "no" } as const;
const TEXT = { type: "string" } as const;

const description = noteRule("schema", {
  id: "description-changed",
  title: "Words for people changed",
  why: "Titles, summaries and descriptions change no message; what they promise may.",
  spec: SPEC,
  example: { before: { ...TEXT, description: "A name." }, after: { ...TEXT, description: "The name." } },
  nearMiss: { before: { ...TEXT, title: "Name" }, after: { title: "Name", ...TEXT } },
});

const examples = noteRule("schema", {
  id: "examples-changed",
  title: "Examples changed",
  why: "Examples change no message, but show which form is meant.",
  spec: SPEC,
  example: { before: { ...TEXT, examples: ["a"] }, after: { ...TEXT, examples: ["b"] } },
  nearMiss: { before: { ...TEXT, example: "a" }, after: { ...TEXT, examples: ["a"] } },
});

const extension = noteRule("schema", {
  id: "extension-changed",
  title: "A specification extension (x-…) changed",
  why: "What an extension means is between its maker and its readers.",
  spec: "https://spec.openapis.org/oas/v3.1.1.html#specification-extensions",
  example: { before: TEXT, after: { ...TEXT, "x-internal": true } },
  nearMiss: { before: { ...TEXT, "x-internal": true }, after: { "x-internal": true, ...TEXT } },
});

const other = noteRule("schema", {
  id: "annotation-changed",
  title: "A keyword that constrains nothing changed",
  why: "Links to documentation, XML hints and unknown keywords change no JSON message.",
  spec: SPEC,
  example: { before: TEXT, after: { ...TEXT, externalDocs: { url: "https://example.com" } } },
  nearMiss: { before: { ...TEXT, xml: { name: "a" } }, after: { xml: { name: "a" }, ...TEXT } },
});

const fallback = schemaRule({
  id: "default-changed",
  title: "What counts when a value is left out changed",
  relation: NEITHER,
  departs: { request: "dangerous", because: "The same request now means something else." },
  why: "A request that leaves the value out now means something else.",
  spec: `${SPEC}.2`,
  example: { before: { ...TEXT, default: "a" }, after: { ...TEXT, default: "b" } },
  nearMiss: { before: { ...TEXT, default: "a" }, after: { default: "a", ...TEXT } },
});

const contentChanged = schemaRule({
  id: "content-encoding-changed",
  title: "A text holds something that is encoded in another way",
  relation: NEITHER,
  departs: {
    request: "breaking",
    response: "breaking",
    because:
      "Either text fits the schema; but one side decodes it as what the other no longer puts there, so that it reads something else.",
  },
  why: "What one side writes, the other decodes as something else.",
  spec: "https://json-schema.org/draft/2020-12/json-schema-validation#section-8",
  example: {
    before: { ...TEXT, contentEncoding: "base64" },
    after: { ...TEXT, contentEncoding: "base32" },
  },
  nearMiss: {
    before: { ...TEXT, contentMediaType: "image/png" },
    after: { contentMediaType: "image/png", ...TEXT },
  },
});

const deprecated = noteRule("schema", {
  id: "deprecated",
  title: "Something is announced to go away",
  why: "It still works; whoever uses it should look for what replaces it.",
  spec: "https://spec.openapis.org/oas/v3.1.1.html#operation-object",
  example: { before: TEXT, after: { ...TEXT, deprecated: true } },
  nearMiss: { before: TEXT, after: { ...TEXT, deprecated: false } },
});

const undeprecated = noteRule("schema", {
  id: "deprecation-withdrawn",
  title: "Something is no longer announced to go away",
  why: "It stays.",
  spec: "https://spec.openapis.org/oas/v3.1.1.html#operation-object",
  example: { before: { ...TEXT, deprecated: true }, after: TEXT },
  nearMiss: { before: { ...TEXT, deprecated: false }, after: TEXT },
});

const readOnly = schemaRule({
  id: "became-read-only",
  title: "A property can be read and no longer written",
  relation: NEITHER,
  departs: { request: "dangerous", because: "What clients send there may be ignored or refused." },
  why: "What a client sends there may be ignored or refused.",
  spec: `${SPEC}.4`,
  example: { before: TEXT, after: { ...TEXT, readOnly: true } },
  nearMiss: { before: TEXT, after: { ...TEXT, readOnly: false } },
});

const writable = schemaRule({
  id: "became-writable",
  title: "A property that could only be read can be written",
  relation: NEITHER,
  why: "More is possible than before.",
  spec: `${SPEC}.4`,
  example: { before: { ...TEXT, readOnly: true }, after: TEXT },
  nearMiss: { before: { ...TEXT, readOnly: false }, after: TEXT },
});

const writeOnly = schemaRule({
  id: "became-write-only",
  title: "A property can be written and no longer read",
  relation: NEITHER,
  departs: { response: "dangerous", because: "A client that reads it no longer finds it." },
  why: "A client that reads it no longer finds it.",
  spec: `${SPEC}.4`,
  example: { before: TEXT, after: { ...TEXT, writeOnly: true } },
  nearMiss: { before: TEXT, after: { ...TEXT, writeOnly: false } },
});

const readable = schemaRule({
  id: "became-readable",
  title: "A property that could only be written can be read",
  relation: NEITHER,
  why: "More is told than before.",
  spec: `${SPEC}.4`,
  example: { before: { ...TEXT, writeOnly: true }, after: TEXT },
  nearMiss: { before: { ...TEXT, writeOnly: false }, after: TEXT },
});

export const annotationRules = [
  ...[description, examples, extension, other, fallback, contentChanged],
  ...[deprecated, undeprecated, readOnly, writable, writeOnly, readable],
];

/** Does the rule speak of words for people, or of what means nothing to a message? */
export function isWording(rule: ChangeRule): boolean {
  return rule === description || rule === examples || rule === extension || rule === other;
}

/** What a schema says beside what it accepts. */
export type Annotated = Pick<Schema, "pointer" | "annotations" | "readOnly" | "writeOnly" | "deprecated">;

const FLAGS = [
  ["deprecated", deprecated, "is deprecated", undeprecated, "is no longer deprecated"],
  ["readOnly", readOnly, "can now only be read", writable, "can now be written"],
  ["writeOnly", writeOnly, "can now only be written", readable, "can now be read"],
] as const;

export function* annotationEdits(
  base: Annotated,
  revision: Annotated,
  name = subject(revision.pointer),
): Iterable<Edit> {
  const places = { base: base.pointer, revision: revision.pointer };
  for (const [flag, on, onText, off, offText] of FLAGS) {
    if (base[flag] === revision[flag]) continue;
    const announced = flag === "deprecated" && revision[flag] ? announcement(revision.annotations) : "";
    const message = `${name} ${revision[flag] ? onText : offText}${announced}`;
    yield { ...places, rule: revision[flag] ? on : off, message, before: base[flag], after: revision[flag] };
  }
  // The day is part of the announcement: both come, or go, at once.
  const announcing = base.deprecated !== revision.deprecated;
  const [before, after] = announcing
    ? [withoutSunset(base.annotations), withoutSunset(revision.annotations)]
    : [base.annotations, revision.annotations];
  yield* wordingEdits(before, after, places, name);
}

export interface Places {
  readonly base: Pointer;
  readonly revision: Pointer;
}

/** Compares members that change no message: those of a schema, or of any other object of a document. */
export function* wordingEdits(
  left: JsonObject,
  right: JsonObject,
  places: Places,
  name: string,
): Iterable<Edit> {
  const [base, revision] = [asExamples(left, right), asExamples(right, left)];
  for (const key of new Set([...Object.keys(base), ...Object.keys(revision)])) {
    const before = own(base, key);
    const after = own(revision, key);
    if (equal(before, after)) continue;
    if (key === "x-sunset") {
      yield* sunsetEdits(before, after, places, name);
      continue;
    }
    if (isExtensibleEnum(key, before, after)) {
      yield* extensibleEnumEdits(before, after, places, name);
      continue;
    }
    const rule = ruleOf(key);
    yield {
      ...places,
      rule,
      message: `${name} ${clause(rule, key, before, after)}`,
      ...(before === undefined ? {} : { before }),
      ...(after === undefined ? {} : { after }),
    };
  }
}

/** OpenAPI 3.0 has one `example` in a schema where 3.1 has a list of `examples`: the other side's form is taken. */
function asExamples(object: JsonObject, other: JsonObject): JsonObject {
  const { example, ...rest } = object;
  if (example === undefined || !isArray(other.examples) || "examples" in rest) return object;
  return { ...rest, examples: [example] };
}

function ruleOf(key: string): ChangeRule {
  if (key === "description" || key === "title" || key === "summary") return description;
  if (key === "example" || key === "examples") return examples;
  if (key === "default") return fallback;
  if (key === "contentEncoding" || key === "contentMediaType") return contentChanged;
  return key.startsWith("x-") ? extension : other;
}

function clause(rule: ChangeRule, key: string, before: Json | undefined, after: Json | undefined): string {
  if (rule === fallback) {
    if (before === undefined) return `now defaults to ${show(after)}`;
    return after === undefined
      ? `no longer defaults to ${show(before)}`
      : `defaults to ${show(after)} instead of ${show(before)}`;
  }
  const article = rule === examples ? "" : /^[aeiou]/.test(key) ? "an " : "a ";
  if (before === undefined) return `has ${article}${key}`;
  return after === undefined
    ? `no longer has ${article}${key}`
    : `has another ${key}`.replace("another examples", "other examples");
}
