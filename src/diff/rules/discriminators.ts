import { join, nameOf, type Pointer } from "../../model/pointer.ts";
import type { Discriminator } from "../../model/schema.ts";
import type { Edit } from "../edit.ts";
import { schemaRule } from "../rule.ts";
import type { SchemaPair } from "../schema-pair.ts";
import { show } from "../wording.ts";

const SPEC = "https://spec.openapis.org/oas/v3.1.1.html#discriminator-object";
const HINT =
  "By the letter, a discriminator changes nothing of what is valid; but generated clients choose their types by it.";
const NEITHER = { gains: "no", loses: "no" } as const;
const RISKY = { request: "dangerous", response: "dangerous", because: HINT } as const;
const UNION = {
  oneOf: [
    { title: "A", type: "object" },
    { title: "B", type: "array" },
  ],
} as const;
const by = (propertyName: string, mapping?: Record<string, string>) => ({
  ...UNION,
  discriminator: { propertyName, ...(mapping && { mapping }) },
});

const added = schemaRule({
  id: "discriminator-added",
  title: "A union names the property that tells its variants apart",
  relation: NEITHER,
  why: HINT,
  spec: SPEC,
  example: { before: UNION, after: by("type") },
  nearMiss: { before: by("type"), after: by("type") },
});

const removed = schemaRule({
  id: "discriminator-removed",
  title: "A union no longer names the property that tells its variants apart",
  relation: NEITHER,
  departs: RISKY,
  why: HINT,
  spec: SPEC,
  example: { before: by("type"), after: UNION },
  nearMiss: { before: UNION, after: UNION },
});

const propertyChanged = schemaRule({
  id: "discriminator-property-changed",
  title: "Another property tells the variants of a union apart",
  relation: NEITHER,
  departs: RISKY,
  why: HINT,
  spec: SPEC,
  example: { before: by("type"), after: by("kind") },
  nearMiss: { before: by("type", { a: "#/x" }), after: by("type", { a: "#/x" }) },
});

const mappingAdded = schemaRule({
  id: "discriminator-value-added",
  title: "One more discriminator value leads to a variant",
  relation: NEITHER,
  departs: { response: "dangerous", because: HINT },
  why: "A client may meet a value that it does not know, for a variant that it does.",
  spec: SPEC,
  example: { before: by("type", { a: "#/x" }), after: by("type", { a: "#/x", b: "#/x" }) },
  nearMiss: {
    before: by("type"),
    after: by("type", { A: "#/components/schemas/A", B: "#/components/schemas/B" }),
  },
});

const mappingRemoved = schemaRule({
  id: "discriminator-value-removed",
  title: "A discriminator value no longer leads to a variant",
  relation: NEITHER,
  departs: { request: "dangerous", because: HINT },
  why: "A client that still sends the value may not be understood.",
  spec: SPEC,
  example: { before: by("type", { a: "#/x", b: "#/x" }), after: by("type", { a: "#/x" }) },
  nearMiss: { before: by("type", { a: "#/x" }), after: by("type", { a: "#/x" }) },
});

const mappingChanged = schemaRule({
  id: "discriminator-value-redirected",
  title: "A discriminator value leads to another variant",
  relation: NEITHER,
  departs: RISKY,
  why: HINT,
  spec: SPEC,
  example: { before: by("type", { a: "#/x" }), after: by("type", { a: "#/y" }) },
  nearMiss: { before: by("type", { a: "A" }), after: by("type", { a: "#/components/schemas/A" }) },
});

export const discriminatorRules = [
  added,
  removed,
  propertyChanged,
  mappingAdded,
  mappingRemoved,
  mappingChanged,
];

/** How the variants of the two sides correspond, by the pointers that a mapping leads to. */
export interface Correspondence {
  /** Each variant of the base with its counterpart: a renamed component is still the same variant. */
  readonly counterparts: ReadonlyMap<string, string>;
  /** Variants without one: the values that lead to these come and go with them. */
  readonly gone: ReadonlySet<string>;
  readonly fresh: ReadonlySet<string>;
}

export const NO_VARIANTS: Correspondence = { counterparts: new Map(), gone: new Set(), fresh: new Set() };

export function* discriminatorEdits(pair: SchemaPair, variants: Correspondence): Iterable<Edit> {
  const before = pair.base.facts.discriminator;
  const after = pair.revision.facts.discriminator;
  if (before === undefined && after === undefined) return;
  if (before === undefined || after === undefined) {
    const rule = after === undefined ? removed : added;
    const name = (before ?? after)?.propertyName ?? "";
    const verb = after === undefined ? "no longer tells" : "now tells";
    yield pair.edit(rule, `${verb} its variants apart by ${name}`, before?.propertyName, after?.propertyName);
    return;
  }
  if (before.propertyName !== after.propertyName) {
    yield pair.edit(
      propertyChanged,
      `tells its variants apart by ${after.propertyName} instead of ${before.propertyName}`,
      before.propertyName,
      after.propertyName,
    );
  }
  yield* mappingEdits(pair, before, after, variants);
}

function* mappingEdits(
  pair: SchemaPair,
  before: Discriminator,
  after: Discriminator,
  { counterparts, gone, fresh }: Correspondence,
): Iterable<Edit> {
  for (const [tag, target] of before.mapping) {
    const now = after.mapping.get(tag);
    if (now === undefined) {
      if (!gone.has(target) && !isImplied(tag, target))
        yield pair.edit(mappingRemoved, `no longer knows ${show(tag)}`, tag, undefined);
    } else if (now !== (counterparts.get(target) ?? target)) {
      const [was, is] = [nameOf(target as Pointer), nameOf(now as Pointer)];
      yield pair.edit(mappingChanged, `leads ${show(tag)} to ${is} instead of ${was}`, target, now);
    }
  }
  for (const [tag, target] of after.mapping) {
    if (before.mapping.has(tag) || fresh.has(target) || isImplied(tag, target)) continue;
    yield pair.edit(mappingAdded, `now knows ${show(tag)}`, undefined, tag);
  }
}

/** A schema's name leads to it without being mapped (OpenAPI 3.1.1, 4.8.25). */
function isImplied(tag: string, target: string): boolean {
  return target === join("/components", "schemas", tag);
}
