import type { Json } from "../../model/json.ts";
import type { Bound, Schema } from "../../model/schema.ts";
import type { Edit } from "../edit.ts";
import { type ChangeRule, type Example, schemaRule } from "../rule.ts";
import type { SchemaPair } from "../schema-pair.ts";

/** A keyword that limits a quantity; twins (`minimum`, `maximum`) differ only in which way is tighter. */
interface Limit {
  readonly keyword: string;
  /** In a rule's id. */
  readonly id: string;
  /** Of what: `its length`. */
  readonly what: string;
  /** `lower`: a greater number is tighter. */
  readonly end: "lower" | "upper";
  readonly read: (schema: Schema) => Bound | undefined;
  readonly spec: string;
  readonly type: string;
}

const plain = (
  key: "minLength" | "maxLength" | "minItems" | "maxItems" | "minProperties" | "maxProperties",
) => {
  return (schema: Schema): Bound | undefined => {
    const value = schema[key];
    return value === undefined ? undefined : { value, exclusive: false };
  };
};

const SECTION = "https://json-schema.org/draft/2020-12/json-schema-validation#section-6";

const LIMITS: readonly Limit[] = [
  {
    keyword: "minimum",
    id: "minimum",
    what: "it",
    end: "lower",
    read: (s) => s.minimum,
    spec: `${SECTION}.2.4`,
    type: "number",
  },
  {
    keyword: "maximum",
    id: "maximum",
    what: "it",
    end: "upper",
    read: (s) => s.maximum,
    spec: `${SECTION}.2.2`,
    type: "number",
  },
  {
    keyword: "minLength",
    id: "min-length",
    what: "its length",
    end: "lower",
    read: plain("minLength"),
    spec: `${SECTION}.3.2`,
    type: "string",
  },
  {
    keyword: "maxLength",
    id: "max-length",
    what: "its length",
    end: "upper",
    read: plain("maxLength"),
    spec: `${SECTION}.3.1`,
    type: "string",
  },
  {
    keyword: "minItems",
    id: "min-items",
    what: "the number of items",
    end: "lower",
    read: plain("minItems"),
    spec: `${SECTION}.4.2`,
    type: "array",
  },
  {
    keyword: "maxItems",
    id: "max-items",
    what: "the number of items",
    end: "upper",
    read: plain("maxItems"),
    spec: `${SECTION}.4.1`,
    type: "array",
  },
  {
    keyword: "minProperties",
    id: "min-properties",
    what: "the number of properties",
    end: "lower",
    read: plain("minProperties"),
    spec: `${SECTION}.5.2`,
    type: "object",
  },
  {
    keyword: "maxProperties",
    id: "max-properties",
    what: "the number of properties",
    end: "upper",
    read: plain("maxProperties"),
    spec: `${SECTION}.5.1`,
    type: "object",
  },
];

interface LimitRules {
  readonly limit: Limit;
  readonly tightened: ChangeRule;
  readonly relaxed: ChangeRule;
}

const RULES: readonly LimitRules[] = LIMITS.map((limit) => {
  const { keyword, id, what, end, spec, type } = limit;
  const [loose, tight] = end === "lower" ? [2, 3] : [3, 2];
  const schema = (value: number) => ({ type, [keyword]: value });
  const example: Example = { before: schema(loose), after: schema(tight) };
  const nearMiss: Example = { before: schema(loose), after: { [keyword]: loose, type } };
  const least = end === "lower" ? "least" : "most";
  return {
    limit,
    tightened: schemaRule({
      id: `${id}-tightened`,
      title: `What ${what} must be at ${least} became stricter`,
      relation: { gains: "no", loses: "yes" },
      why: "A client that sends a value between the old and the new limit is refused.",
      spec,
      example,
      nearMiss,
    }),
    relaxed: schemaRule({
      id: `${id}-relaxed`,
      title: `What ${what} must be at ${least} became looser`,
      relation: { gains: "yes", loses: "no" },
      why: "A client that reads the value may meet one beyond the limit it was promised.",
      spec,
      example: { before: example.after, after: example.before },
      nearMiss,
    }),
  };
});

const NUMBER = { type: "number" } as const;

const multipleTightened = schemaRule({
  id: "multiple-of-tightened",
  title: "A number must be a multiple of more",
  relation: { gains: "no", loses: "yes" },
  why: "A client that sends a number between the steps is refused.",
  spec: `${SECTION}.2.1`,
  example: { before: { ...NUMBER, multipleOf: 2 }, after: { ...NUMBER, multipleOf: 4 } },
  nearMiss: { before: { type: "integer" }, after: { type: "integer", multipleOf: 1 } },
});

const multipleRelaxed = schemaRule({
  id: "multiple-of-relaxed",
  title: "A number may be a multiple of less",
  relation: { gains: "yes", loses: "no" },
  why: "A client that reads the number may meet one between the steps it was promised.",
  spec: `${SECTION}.2.1`,
  example: { before: { ...NUMBER, multipleOf: 4 }, after: { ...NUMBER, multipleOf: 2 } },
  nearMiss: { before: { type: "integer", multipleOf: 1 }, after: { type: "integer" } },
});

const multipleChanged = schemaRule({
  id: "multiple-of-changed",
  title: "A number must be a multiple of something else",
  relation: { gains: "yes", loses: "yes" },
  why: "Some numbers that clients send are refused, and some that they receive are new.",
  spec: `${SECTION}.2.1`,
  example: { before: { ...NUMBER, multipleOf: 2 }, after: { ...NUMBER, multipleOf: 3 } },
  nearMiss: { before: { ...NUMBER, multipleOf: 2 }, after: { multipleOf: 2, ...NUMBER } },
});

const uniqueAsked = schemaRule({
  id: "unique-items-tightened",
  title: "Items must now differ from each other",
  relation: { gains: "no", loses: "yes" },
  why: "A client that sends the same item twice is refused.",
  spec: `${SECTION}.4.3`,
  example: { before: { type: "array" }, after: { type: "array", uniqueItems: true } },
  nearMiss: { before: { type: "array" }, after: { type: "array", uniqueItems: false } },
});

const uniqueDropped = schemaRule({
  id: "unique-items-relaxed",
  title: "Items need no longer differ from each other",
  relation: { gains: "yes", loses: "no" },
  why: "A client that reads the list may meet the same item twice.",
  spec: `${SECTION}.4.3`,
  example: { before: { type: "array", uniqueItems: true }, after: { type: "array" } },
  nearMiss: { before: { type: "array", uniqueItems: false }, after: { type: "array" } },
});

export const limitRules = [
  ...RULES.flatMap(({ tightened, relaxed }) => [tightened, relaxed]),
  ...[multipleTightened, multipleRelaxed, multipleChanged, uniqueAsked, uniqueDropped],
];

export function* limitEdits(pair: SchemaPair): Iterable<Edit> {
  for (const { limit, tightened, relaxed } of RULES) {
    const before = limit.read(pair.base.facts);
    const after = limit.read(pair.revision.facts);
    const order = compare(before, after, limit.end);
    if (order === 0) continue;
    const text =
      after === undefined
        ? `no longer limits ${limit.what} to ${phrase(before as Bound, limit.end)}`
        : `${limit.what === "it" ? "" : `has ${limit.what} `}limited to ${phrase(after, limit.end)}${
            before === undefined ? "" : ` instead of ${phrase(before, limit.end)}`
          }`;
    yield pair.edit(
      order > 0 ? tightened : relaxed,
      text.startsWith("limited") ? `is ${text}` : text,
      value(before),
      value(after),
    );
  }
  yield* multipleEdits(pair);
  const before = pair.base.facts.uniqueItems ?? false;
  const after = pair.revision.facts.uniqueItems ?? false;
  if (before !== after) {
    yield pair.edit(
      after ? uniqueAsked : uniqueDropped,
      after ? "must now hold items that differ" : "may now hold the same item twice",
      before,
      after,
    );
  }
}

function* multipleEdits(pair: SchemaPair): Iterable<Edit> {
  const before = pair.base.facts.multipleOf;
  const after = pair.revision.facts.multipleOf;
  if (before === after) return;
  if (after === undefined)
    yield pair.edit(multipleRelaxed, `need no longer be a multiple of ${before}`, before, after);
  else if (before === undefined)
    yield pair.edit(multipleTightened, `must now be a multiple of ${after}`, before, after);
  else {
    const rule = isMultiple(after, before)
      ? multipleTightened
      : isMultiple(before, after)
        ? multipleRelaxed
        : multipleChanged;
    yield pair.edit(rule, `must now be a multiple of ${after} instead of ${before}`, before, after);
  }
}

function isMultiple(value: number, of: number): boolean {
  const ratio = value / of;
  return Math.abs(ratio - Math.round(ratio)) < 1e-9 * Math.max(1, Math.abs(ratio));
}

/** Positive where the newer limit is tighter. */
function compare(before: Bound | undefined, after: Bound | undefined, end: "lower" | "upper"): number {
  if (before === undefined || after === undefined)
    return Number(after !== undefined) - Number(before !== undefined);
  if (before.value !== after.value) return (after.value - before.value) * (end === "lower" ? 1 : -1);
  return Number(after.exclusive) - Number(before.exclusive);
}

function phrase({ value, exclusive }: Bound, end: "lower" | "upper"): string {
  if (end === "lower") return exclusive ? `more than ${value}` : `at least ${value}`;
  return exclusive ? `less than ${value}` : `at most ${value}`;
}

function value(bound: Bound | undefined): Json | undefined {
  if (bound === undefined) return undefined;
  return bound.exclusive ? { exclusive: bound.value } : bound.value;
}
