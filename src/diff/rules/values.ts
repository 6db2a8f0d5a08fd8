import { canonical, type Json } from "../../model/json.ts";
import type { Edit } from "../edit.ts";
import { schemaRule } from "../rule.ts";
import type { SchemaPair } from "../schema-pair.ts";
import { list, show } from "../wording.ts";

const SPEC = "https://json-schema.org/draft/2020-12/json-schema-validation#section-6.1.2";

const added = schemaRule({
  id: "enum-value-added",
  title: "A value may be one more of a list",
  relation: { gains: "yes", loses: "no" },
  departs: {
    response: { tolerant: "dangerous", strict: "breaking" },
    because: "Clients are told to expect new values; generated ones often do not.",
  },
  why: "A client that reads the value may meet one it does not know.",
  spec: SPEC,
  example: { before: { enum: ["a"] }, after: { enum: ["a", "b"] } },
  nearMiss: { before: { enum: ["a", "b"] }, after: { enum: ["b", "a"] } },
});

const removed = schemaRule({
  id: "enum-value-removed",
  title: "A value is gone from a list",
  relation: { gains: "no", loses: "yes" },
  why: "A client that still sends the value is refused.",
  spec: SPEC,
  example: { before: { enum: ["a", "b"] }, after: { enum: ["a"] } },
  nearMiss: { before: { enum: ["a"] }, after: { const: "a" } },
});

const restricted = schemaRule({
  id: "enum-added",
  title: "A value that was free is now one of a list",
  relation: { gains: "no", loses: "yes" },
  why: "A client that sends a value outside the list is refused.",
  spec: SPEC,
  example: { before: { type: "string" }, after: { type: "string", enum: ["a", "b"] } },
  nearMiss: { before: { type: "string", const: "a" }, after: { type: "string", enum: ["a"] } },
});

const freed = schemaRule({
  id: "enum-removed",
  title: "A value that was one of a list is now free",
  relation: { gains: "yes", loses: "no" },
  why: "A client that reads the value may meet anything.",
  spec: SPEC,
  example: { before: { type: "string", enum: ["a", "b"] }, after: { type: "string" } },
  nearMiss: { before: { enum: ["a", "b"], type: "string" }, after: { enum: ["b", "a"], type: "string" } },
});

const changed = schemaRule({
  id: "const-changed",
  title: "A fixed value is another one",
  relation: { gains: "yes", loses: "yes" },
  why: "What clients send is refused, and what they receive is not what they look for.",
  spec: "https://json-schema.org/draft/2020-12/json-schema-validation#section-6.1.3",
  example: { before: { const: "a" }, after: { const: "b" } },
  nearMiss: { before: { const: "a" }, after: { enum: ["a"] } },
});

export const valueRules = [added, removed, restricted, freed, changed];

export function* valueEdits(pair: SchemaPair): Iterable<Edit> {
  const before = pair.base.facts.values;
  const after = pair.revision.facts.values;
  if (before === undefined && after === undefined) return;
  if (before === undefined) {
    yield pair.edit(restricted, `must now be ${oneOf(after ?? [])}`, undefined, listed(after ?? []));
    return;
  }
  if (after === undefined) {
    yield pair.edit(freed, `need no longer be ${oneOf(before)}`, listed(before), undefined);
    return;
  }
  const lost = without(before, after);
  const gained = without(after, before);
  if (before.length === 1 && after.length === 1 && lost.length === 1) {
    yield pair.edit(
      changed,
      `must now be ${show(after[0])} instead of ${show(before[0])}`,
      before[0],
      after[0],
    );
    return;
  }
  if (lost.length > 0) yield pair.edit(removed, `can no longer be ${oneOf(lost)}`, lost, undefined);
  if (gained.length > 0) yield pair.edit(added, `can now be ${oneOf(gained)}`, undefined, gained);
}

/** The values in a sentence: `"a" or "b"`. */
export function oneOf(values: readonly Json[]): string {
  return list(
    values.map((value) => show(value)),
    "or",
  );
}

function listed(values: readonly Json[]): Json {
  return values.length === 1 ? (values[0] as Json) : values;
}

/** The values that are not among the others. */
export function without(values: readonly Json[], others: readonly Json[]): Json[] {
  const known = new Set(others.map(canonical));
  return values.filter((value) => !known.has(canonical(value)));
}
