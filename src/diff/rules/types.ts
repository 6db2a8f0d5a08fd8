import type { Json } from "../../model/json.ts";
import type { Edit } from "../edit.ts";
import { schemaRule } from "../rule.ts";
import type { SchemaPair } from "../schema-pair.ts";
import { types } from "../wording.ts";

const SPEC = "https://json-schema.org/draft/2020-12/json-schema-validation#section-6.1.1";

const changed = schemaRule({
  id: "type-changed",
  title: "A value is of another type",
  relation: { gains: "yes", loses: "yes" },
  why: "No value of the old type is one of the new: what clients send is refused, what they receive is not what they read.",
  spec: SPEC,
  example: { before: { type: "string" }, after: { type: "integer" } },
  nearMiss: { before: { type: "string" }, after: { type: ["string"] } },
});

const widened = schemaRule({
  id: "type-widened",
  title: "A value may be of more types",
  relation: { gains: "yes", loses: "no" },
  why: "A client that reads the value may meet a type it does not know; what clients send is still accepted.",
  spec: SPEC,
  example: { before: { type: "string" }, after: { type: ["string", "integer"] } },
  nearMiss: { before: { type: ["string", "integer"] }, after: { type: ["integer", "string"] } },
});

const narrowed = schemaRule({
  id: "type-narrowed",
  title: "A value may be of fewer types",
  relation: { gains: "no", loses: "yes" },
  why: "A client that still sends a value of the type that is gone is refused.",
  spec: SPEC,
  example: { before: { type: "number" }, after: { type: "integer" } },
  nearMiss: { before: { type: ["number", "integer"] }, after: { type: "number" } },
});

const nullAccepted = schemaRule({
  id: "null-accepted",
  title: "A value may now be null",
  relation: { gains: "yes", loses: "no" },
  why: "A client that reads the value may meet null where it never was.",
  spec: SPEC,
  example: { before: { type: "string" }, after: { type: ["string", "null"] } },
  nearMiss: {
    before: { type: ["string", "null"] },
    after: { anyOf: [{ type: "string" }, { type: "null" }] },
  },
});

const nullRefused = schemaRule({
  id: "null-refused",
  title: "A value may no longer be null",
  relation: { gains: "no", loses: "yes" },
  why: "A client that still sends null is refused.",
  spec: SPEC,
  example: { before: { anyOf: [{ type: "string" }, { type: "null" }] }, after: { type: "string" } },
  nearMiss: { before: { enum: ["a", null] }, after: { anyOf: [{ enum: ["a"] }, { type: "null" }] } },
});

const impossible = schemaRule({
  id: "schema-became-false",
  title: "No value is accepted any more",
  relation: { gains: "no", loses: "yes" },
  why: "Whatever a client sends here is refused.",
  spec: "https://json-schema.org/draft/2020-12/json-schema-core#section-4.3.2",
  example: { before: {}, after: false },
  nearMiss: { before: true, after: {} },
});

const possible = schemaRule({
  id: "schema-became-possible",
  title: "A place that accepted no value now accepts some",
  relation: { gains: "yes", loses: "no" },
  why: "A client may meet a value where it never met one.",
  spec: "https://json-schema.org/draft/2020-12/json-schema-core#section-4.3.2",
  example: { before: false, after: {} },
  nearMiss: { before: false, after: { enum: [] } },
});

export const typeRules = [changed, widened, narrowed, nullAccepted, nullRefused, impossible, possible];

export function* nullEdits(pair: SchemaPair): Iterable<Edit> {
  const { base, revision } = pair;
  if (base.nullable === revision.nullable) return;
  if (revision.nullable) yield pair.edit(nullAccepted, "can now be null", undefined, null);
  else yield pair.edit(nullRefused, "can no longer be null", null, undefined);
}

/** What is said of types; after `type-changed` there is nothing else to say. */
export function* typeEdits(pair: SchemaPair): Iterable<Edit> {
  const { base, revision } = pair;
  if (base.facts.possible !== revision.facts.possible) {
    if (revision.facts.possible) yield pair.edit(possible, "now accepts values", false, undefined);
    else yield pair.edit(impossible, "no longer accepts any value", undefined, false);
    return;
  }
  const before = base.facts.types;
  const after = revision.facts.types;
  if (before?.join() === after?.join()) return;
  const lost = before === undefined ? [] : before.filter((type) => !covers(after, type));
  const gained = after === undefined ? [] : after.filter((type) => !covers(before, type));
  const rule =
    before === undefined || (lost.length > 0 && gained.length === 0)
      ? narrowed
      : after === undefined || lost.length === 0
        ? widened
        : changed;
  const text = `is now ${types(after)} instead of ${types(before)}`;
  yield pair.edit(rule, text, list(before), list(after));
}

function covers(types: readonly string[] | undefined, type: string): boolean {
  return types === undefined || types.includes(type) || (type === "integer" && types.includes("number"));
}

function list(types: readonly string[] | undefined): Json | undefined {
  return types?.length === 1 ? types[0] : types;
}

/** Do the two sides share no type, so that comparing anything else makes no sense? */
export function disjoint({ base, revision }: SchemaPair): boolean {
  const before = base.facts.types;
  const after = revision.facts.types;
  if (before === undefined || after === undefined) return false;
  return !before.some((type) => covers(after, type)) && !after.some((type) => covers(before, type));
}

/** A schema and a union that have nothing in common. */
export function replacedEdit(pair: SchemaPair): Edit {
  const shape = ({ union, facts }: SchemaPair["base"]) =>
    union === undefined ? types(facts.types) : `one of ${union.members.length} variants`;
  return pair.edit(
    changed,
    `is now ${shape(pair.revision)} instead of ${shape(pair.base)}`,
    shape(pair.base),
    shape(pair.revision),
  );
}
