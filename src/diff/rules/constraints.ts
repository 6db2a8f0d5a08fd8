import { canonical, type Json } from "../../model/json.ts";
import type { Schema } from "../../model/schema.ts";
import type { Edit } from "../edit.ts";
import { schemaRule } from "../rule.ts";
import type { SchemaPair } from "../schema-pair.ts";
import { saysNothing } from "../view.ts";
import { show } from "../wording.ts";

const SPEC = "https://json-schema.org/draft/2020-12/json-schema-core#section-10";
const OBJECT = { type: "object" } as const;

export const constraintAdded = schemaRule({
  id: "constraint-added",
  title: "A part of a value must now fit a schema",
  relation: { gains: "no", loses: "maybe" },
  why: "A client that sends what the new schema does not take is refused.",
  spec: SPEC,
  example: { before: { type: "array" }, after: { type: "array", items: { type: "string" } } },
  nearMiss: { before: { type: "array" }, after: { type: "array", items: {} } },
});

export const constraintRemoved = schemaRule({
  id: "constraint-removed",
  title: "A part of a value need no longer fit a schema",
  relation: { gains: "maybe", loses: "no" },
  why: "A client that reads the part may meet anything.",
  spec: SPEC,
  example: { before: { type: "array", items: { type: "string" } }, after: { type: "array" } },
  nearMiss: { before: { type: "array", items: true }, after: { type: "array" } },
});

const changed = schemaRule({
  id: "constraint-changed",
  title: "A condition on a value is another one",
  relation: { gains: "maybe", loses: "maybe" },
  why: "What the condition takes and refuses does not follow from looking at it.",
  spec: SPEC,
  example: { before: { not: { type: "string" } }, after: { not: { type: "integer" } } },
  nearMiss: {
    before: { ...OBJECT, dependentRequired: { a: ["b"] } },
    after: { dependentRequired: { a: ["b"] }, ...OBJECT },
  },
});

export const constraintRules = [constraintAdded, constraintRemoved, changed];

/** Keywords whose one schema is compared by descending into it, where both sides have it. */
export const SINGLE_SCHEMAS = [
  ["items", "[]"],
  ["contains", "[]"],
  ["additionalProperties", "{}"],
  ["propertyNames", "{}"],
  ["unevaluatedItems", "[]"],
  ["unevaluatedProperties", "{}"],
] as const satisfies readonly (readonly [keyof Schema, string])[];

/** Conditions that turn meaning around or depend on one another: reported whole, never entered. */
const CONDITIONS = ["not", "if", "then", "else", "opaque", "minContains", "maxContains"] as const;

/** `equal` compares two schemas of the documents by everything they lead to. */
export function* constraintEdits(
  pair: SchemaPair,
  equal: (base: Json, revision: Json) => boolean,
): Iterable<Edit> {
  const before = pair.base.facts;
  const after = pair.revision.facts;
  for (const [keyword] of SINGLE_SCHEMAS) yield* presence(pair, keyword, before[keyword], after[keyword]);
  const length = Math.max(before.prefixItems?.length ?? 0, after.prefixItems?.length ?? 0);
  for (let i = 0; i < length; i++)
    yield* presence(pair, `prefixItems ${i}`, before.prefixItems?.[i], after.prefixItems?.[i]);
  for (const keyword of ["patternProperties", "dependentSchemas"] as const) {
    for (const name of new Set([...before[keyword].keys(), ...after[keyword].keys()])) {
      yield* presence(pair, `${keyword} ${show(name)}`, before[keyword].get(name), after[keyword].get(name));
    }
  }
  for (const keyword of CONDITIONS) {
    const left = rawOf(before[keyword]);
    const right = rawOf(after[keyword]);
    if (left === undefined && right === undefined) continue;
    if (left !== undefined && right !== undefined && equal(left, right)) continue;
    yield pair.edit(changed, `has another condition (${keyword})`, left, right);
  }
  const needs = (schema: Schema): Json =>
    [...schema.dependentRequired].map(([name, list]) => [name, [...list].sort()]).sort();
  if (canonical(needs(before)) !== canonical(needs(after))) {
    yield pair.edit(changed, "has another condition (dependentRequired)", needs(before), needs(after));
  }
  yield* unfoldedEdits(pair, equal);
}

/**
 * What a schema says beside its variants, where the other side has none: whether that side says it too, in another
 * way, is left to values.
 */
export function* besideVariantsEdits(pair: SchemaPair): Iterable<Edit> {
  const { base, revision } = pair;
  const [view, other] = base.union === undefined ? [revision, base] : [base, revision];
  if (view.union === undefined) return;
  const { facts } = view;
  const { types, ...rest } = facts;
  if (saysNothing(rest) && (types === undefined || types.join() === other.facts.types?.join())) return;
  yield pair.edit(changed, "has other conditions beside its variants", base.facts.raw, revision.facts.raw);
}

function* presence(
  pair: SchemaPair,
  keyword: string,
  before: Schema | undefined,
  after: Schema | undefined,
): Iterable<Edit> {
  // Closing an object is a rule of its own.
  if (before?.possible === false || after?.possible === false) return;
  if (before === undefined && after !== undefined) {
    yield pair.child(
      constraintAdded,
      `must now fit a schema in its ${keyword}`,
      "revision",
      after,
      after.raw,
    );
  } else if (before !== undefined && after === undefined) {
    yield pair.child(
      constraintRemoved,
      `need no longer fit a schema in its ${keyword}`,
      "base",
      before,
      before.raw,
    );
  }
}

function* unfoldedEdits(pair: SchemaPair, equal: (base: Json, revision: Json) => boolean): Iterable<Edit> {
  const before = pair.base.unfolded.filter(
    ({ raw }) => !pair.revision.unfolded.some((other) => equal(raw, other.raw)),
  );
  const after = pair.revision.unfolded.filter(
    ({ raw }) => !pair.base.unfolded.some((other) => equal(other.raw, raw)),
  );
  if (before.length === 0 && after.length === 0) return;
  yield pair.edit(
    changed,
    "is put together of other parts (allOf)",
    before.map(({ raw }) => raw),
    after.map(({ raw }) => raw),
  );
}

function rawOf(value: Schema | string | number | undefined): Json | undefined {
  return typeof value === "object" ? value.raw : value;
}
