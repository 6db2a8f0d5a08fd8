import type { Schema } from "../../model/schema.ts";
import type { Edit } from "../edit.ts";
import { schemaRule } from "../rule.ts";
import type { SchemaPair } from "../schema-pair.ts";

const SPEC = "https://json-schema.org/draft/2020-12/json-schema-core#section-10.2.1";
const TEXT = { type: "string" } as const;
const SHORT = { type: "string", maxLength: 3 } as const;
const WHOLE = { type: "integer" } as const;

const added = schemaRule({
  id: "union-variant-added",
  title: "A value may be one more kind of thing",
  relation: { gains: "yes", loses: "no" },
  departs: {
    response: { tolerant: "dangerous", strict: "breaking" },
    because: "Clients are told to expect new variants; generated ones often do not.",
  },
  why: "A client that reads the value may meet a variant it does not know.",
  spec: SPEC,
  example: { before: { anyOf: [TEXT, WHOLE] }, after: { anyOf: [TEXT, WHOLE, { type: "boolean" }] } },
  nearMiss: { before: { anyOf: [TEXT, WHOLE] }, after: { anyOf: [WHOLE, TEXT] } },
});

const removed = schemaRule({
  id: "union-variant-removed",
  title: "A kind of thing that a value could be is gone",
  relation: { gains: "no", loses: "yes" },
  why: "A client that still sends the variant is refused.",
  spec: SPEC,
  example: { before: { oneOf: [TEXT, WHOLE] }, after: { oneOf: [WHOLE] } },
  nearMiss: { before: { oneOf: [TEXT] }, after: TEXT },
});

const kindChanged = schemaRule({
  id: "union-kind-changed",
  title: "A union says otherwise how many of its variants a value may fit",
  relation: { gains: "maybe", loses: "maybe" },
  why: "Only a value that fits two variants at once is judged otherwise.",
  spec: SPEC,
  example: { before: { anyOf: [TEXT, SHORT] }, after: { oneOf: [TEXT, SHORT] } },
  nearMiss: { before: { anyOf: [TEXT] }, after: { oneOf: [TEXT] } },
});

export const unionRules = [added, removed, kindChanged];

export function* unionEdits(
  pair: SchemaPair,
  gone: readonly Schema[],
  fresh: readonly Schema[],
  label: (variant: Schema, side: "base" | "revision") => string,
): Iterable<Edit> {
  const before = pair.base.union;
  const after = pair.revision.union;
  const both = (before?.members.length ?? 0) > 1 && (after?.members.length ?? 0) > 1;
  if (before && after && both && before.keyword !== after.keyword) {
    yield pair.edit(
      kindChanged,
      `is now ${after.keyword} instead of ${before.keyword}`,
      before.keyword,
      after.keyword,
    );
  }
  for (const variant of gone) {
    const name = label(variant, "base");
    yield { ...pair.child(removed, `can no longer be ${name}`, "base", variant, name), probe: variant };
  }
  for (const variant of fresh) {
    const name = label(variant, "revision");
    yield { ...pair.child(added, `can now be ${name}`, "revision", variant, name), probe: variant };
  }
}
