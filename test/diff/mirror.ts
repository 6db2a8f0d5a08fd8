import type { Change, Direction, Location } from "../../src/model/finding.ts";
import type { Json } from "../../src/model/json.ts";

/** What comes one way and goes the other: several rules where one tells more of what comes, or of what goes. */
export const OPPOSITES = [
  ["operation-added", "operation-removed deprecated-operation-removed operation-removed-before-sunset"],
  ["callback-added", "callback-removed"],
  ["parameter-added required-parameter-added", "parameter-removed"],
  ["parameter-became-required", "parameter-became-optional"],
  ["empty-value-accepted", "empty-value-refused"],
  ["request-body-added required-request-body-added", "request-body-removed"],
  ["request-body-became-required", "request-body-became-optional"],
  ["media-type-added", "media-type-removed"],
  ["media-type-widened", "media-type-narrowed"],
  ["body-schema-added", "body-schema-removed"],
  ["status-added", "status-removed success-status-removed"],
  ["response-header-added", "response-header-removed required-response-header-removed"],
  ["response-header-became-required", "response-header-became-optional"],
  ["link-added", "link-removed"],
  ["requirement-added", "requirement-removed"],
  ["security-added", "security-removed"],
  ["security-alternative-added", "security-alternative-removed"],
  ["security-scope-added", "security-scope-removed"],
  ["server-added", "server-removed"],
  ["component-added", "component-removed"],
  ["type-widened", "type-narrowed"],
  ["null-accepted", "null-refused"],
  ["schema-became-possible", "schema-became-false"],
  ["enum-added", "enum-removed"],
  ["enum-value-added", "enum-value-removed"],
  ["extensible-enum-value-added", "extensible-enum-value-removed"],
  ["minimum-tightened", "minimum-relaxed"],
  ["maximum-tightened", "maximum-relaxed"],
  ["min-length-tightened", "min-length-relaxed"],
  ["max-length-tightened", "max-length-relaxed"],
  ["min-items-tightened", "min-items-relaxed"],
  ["max-items-tightened", "max-items-relaxed"],
  ["min-properties-tightened", "min-properties-relaxed"],
  ["max-properties-tightened", "max-properties-relaxed"],
  ["multiple-of-tightened", "multiple-of-relaxed"],
  ["unique-items-tightened", "unique-items-relaxed"],
  ["pattern-added", "pattern-removed"],
  ["property-added", "property-removed"],
  ["required-property-added", "required-property-removed"],
  ["property-became-required", "property-became-optional"],
  ["additional-properties-accepted", "additional-properties-refused"],
  ["union-variant-added", "union-variant-removed"],
  ["discriminator-added", "discriminator-removed"],
  ["discriminator-value-added", "discriminator-value-removed"],
  ["constraint-added", "constraint-removed"],
  ["deprecated", "deprecation-withdrawn"],
  ["became-read-only", "became-writable"],
  ["became-write-only", "became-readable"],
  ["sunset-announced", "sunset-removed"],
  ["sunset-moved-back", "sunset-moved-forward"],
] as const;

/** Rules about what is another one in both directions. */
export const EITHER_WAY: ReadonlySet<string> = new Set([
  ...["const-changed", "type-changed", "pattern-changed", "format-changed", "multiple-of-changed"],
  ...["union-kind-changed", "constraint-changed", "discriminator-property-changed"],
  ...[
    "discriminator-value-redirected",
    "serialization-changed",
    "ignored-header-changed",
    "reserved-characters-changed",
  ],
  ...[
    "media-type-regrouped",
    "encoding-changed",
    "content-encoding-changed",
    "status-regrouped",
    "link-changed",
  ],
  ...["operation-id-changed", "tags-changed", "requirement-changed", "security-scheme-changed"],
  ...[
    "server-variables-changed",
    "info-changed",
    "openapi-version-changed",
    "schema-dialect-changed",
    "component-changed",
  ],
  ...["component-replaced", "description-changed", "examples-changed", "extension-changed"],
  ...["annotation-changed", "default-changed", "oauth-flow-extended", "oauth-flow-changed"],
]);

type Side = "comes" | "goes" | "changes";
const OTHER_SIDE = { comes: "goes", goes: "comes", changes: "changes" } as const;

const sides = (rules: string, subject: string, side: Side) =>
  rules.split(" ").map((rule): [string, readonly [subject: string, side: Side]] => [rule, [subject, side]]);

const SIDES = new Map([
  ...OPPOSITES.flatMap(([come, gone]) => [...sides(come, come, "comes"), ...sides(gone, come, "goes")]),
  // What only came has its own rule; with anything gone it is another one.
  ...sides("oauth-flow-extended oauth-flow-changed", "oauth-flow", "changes"),
]);

/** What a change says, whichever document comes first. */
interface Said {
  readonly subject: string;
  readonly side: Side;
  readonly at: readonly [Location | undefined, Location | undefined];
  readonly values: readonly [Json | undefined, Json | undefined];
}

function said({ rule, base, revision, before, after }: Change): Said {
  const [subject, side] = SIDES.get(rule) ?? [rule, "changes"];
  return { subject, side, at: [base, revision], values: [before, after] };
}

function turned({ subject, side, at, values }: Said): Said {
  return { subject, side: OTHER_SIDE[side], at: [at[1], at[0]], values: [values[1], values[0]] };
}

const OTHER_WAY = { request: "response", response: "request", none: "none" } as const satisfies Record<
  Direction,
  Direction
>;

/** Each edit from one document to another with that edit on the way back, or with nothing where it has no such. */
function* matched(
  forth: readonly Change[],
  back: readonly Change[],
): Iterable<readonly [Change | undefined, Change | undefined]> {
  const key = (what: Said) => JSON.stringify([what.subject, what.side, what.at, what.values]);
  const waiting = new Map(back.map((change) => [key(turned(said(change))), change]));
  for (const change of forth) {
    const name = key(said(change));
    yield [change, waiting.get(name)];
    waiting.delete(name);
  }
  for (const change of waiting.values()) yield [undefined, change];
}

/**
 * In what the changes from one document to another and those back are no mirror of each other. They are, when each
 * edit has its counterpart, at the same places with the same values, and the two reach as many operations each way.
 */
export function unmirrored(forth: readonly Change[], back: readonly Change[]): string[] {
  const faults: string[] = [];
  for (const [there, here] of matched(forth, back)) {
    const change = there ?? here;
    if (change === undefined) continue;
    if (there === undefined || here === undefined) {
      const at = `${change.base?.pointer} → ${change.revision?.pointer}`;
      const values = JSON.stringify([change.before, change.after]);
      faults.push(`only ${there === undefined ? "back" : "forth"}: ${change.rule} ${at} ${values}`);
      continue;
    }
    for (const direction of ["request", "response", "none"] as const) {
      const [went, came] = [there, here].map(
        ({ effects }) => effects.find((effect) => effect.direction === direction)?.reaches.length ?? 0,
      );
      if (went !== came) faults.push(`${change.message}: reaches ${went} by ${direction}, back ${came}`);
    }
  }
  return faults;
}

/**
 * Edits that gain by one kind of evidence what they lose by another on the way back. Where requests and responses
 * hold a schema in the same way, there is none.
 */
export function unlikeEvidence(forth: readonly Change[], back: readonly Change[]): string[] {
  const faults: string[] = [];
  for (const [there, here] of matched(forth, back)) {
    for (const { direction, evidence } of there?.effects ?? []) {
      const other = here?.effects.find((effect) => effect.direction === OTHER_WAY[direction]);
      if (other !== undefined && other.evidence !== evidence)
        faults.push(`${there?.message}: ${direction} by ${evidence}, back by ${other.evidence}`);
    }
  }
  return faults;
}
