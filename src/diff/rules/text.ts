import type { Edit } from "../edit.ts";
import { schemaRule } from "../rule.ts";
import type { SchemaPair } from "../schema-pair.ts";
import { show } from "../wording.ts";

const SECTION = "https://json-schema.org/draft/2020-12/json-schema-validation#section-6";

const patternAdded = schemaRule({
  id: "pattern-added",
  title: "A text must now match a pattern",
  relation: { gains: "no", loses: "yes" },
  why: "A client that sends a text outside the pattern is refused.",
  spec: `${SECTION}.3.3`,
  example: { before: { type: "string" }, after: { type: "string", pattern: "^a" } },
  nearMiss: { before: { type: "string" }, after: { type: "string", pattern: "" } },
});

const patternRemoved = schemaRule({
  id: "pattern-removed",
  title: "A text need no longer match a pattern",
  relation: { gains: "yes", loses: "no" },
  departs: { response: "dangerous", because: "Few clients rely on the form of a text they receive." },
  why: "A client that takes the text apart may meet another form.",
  spec: `${SECTION}.3.3`,
  example: { before: { type: "string", pattern: "^a" }, after: { type: "string" } },
  nearMiss: { before: { type: "string", pattern: "" }, after: { type: "string" } },
});

const patternChanged = schemaRule({
  id: "pattern-changed",
  title: "A text must match another pattern",
  relation: { gains: "maybe", loses: "maybe" },
  why: "Whether the new pattern takes all that the old one took is not plain from looking at them.",
  spec: `${SECTION}.3.3`,
  example: { before: { type: "string", pattern: "^a" }, after: { type: "string", pattern: "^b" } },
  nearMiss: { before: { type: "string", pattern: "^a" }, after: { pattern: "^a", type: "string" } },
});

const formatChanged = schemaRule({
  id: "format-changed",
  title: "A value has another format",
  relation: { gains: "no", loses: "no" },
  departs: {
    request: "dangerous",
    response: "dangerous",
    because: "JSON Schema makes format an annotation: whether it is enforced differs from server to server.",
  },
  why: "A value in the old format may be refused, and a client may meet one it cannot read.",
  spec: "https://json-schema.org/draft/2020-12/json-schema-validation#section-7",
  example: { before: { type: "string", format: "date" }, after: { type: "string", format: "date-time" } },
  nearMiss: { before: { type: "string", format: "date" }, after: { format: "date", type: "string" } },
});

export const textRules = [patternAdded, patternRemoved, patternChanged, formatChanged];

export function* textEdits(pair: SchemaPair): Iterable<Edit> {
  const { pattern: before, format: formatBefore } = pair.base.facts;
  const { pattern: after, format: formatAfter } = pair.revision.facts;
  if (before !== after) {
    if (before === undefined) yield pair.edit(patternAdded, `must now match ${show(after)}`, before, after);
    else if (after === undefined)
      yield pair.edit(patternRemoved, `need no longer match ${show(before)}`, before, after);
    else
      yield pair.edit(patternChanged, `must match ${show(after)} instead of ${show(before)}`, before, after);
  }
  if (formatBefore !== formatAfter) {
    yield pair.edit(
      formatChanged,
      formatAfter === undefined
        ? `no longer has the format ${formatBefore}`
        : `has the format ${formatAfter}${formatBefore === undefined ? "" : ` instead of ${formatBefore}`}`,
      formatBefore,
      formatAfter,
    );
  }
}
