/**
 * The JSON Schema dialects that are understood. OpenAPI 3.1 and 3.2 speak 2020-12, with one word more: 3.1 dropped
 * `nullable`, but documents that came from 3.0 go on saying it by the hundred, and their authors and servers go on
 * meaning it. So it is read there as 3.0 defined it.
 */
export const DIALECTS = ["oas-3.0", "oas-3.1", "2020-12", "draft-07", "draft-04"] as const;
export type Dialect = (typeof DIALECTS)[number];

/** What a dialect changes about reading a schema; everything behind {@link readSchema} is the same for all. */
export interface DialectTraits {
  /** `nullable: true` beside `type` adds null (OpenAPI 3.0.3, Schema Object). */
  readonly nullable: boolean;
  /** `exclusiveMinimum: true` modifies `minimum` (draft-04, OpenAPI 3.0). */
  readonly booleanExclusive: boolean;
  /** Keywords beside `$ref` count (2019-09 and later). */
  readonly refSiblings: boolean;
  /** `items` may be a list, with `additionalItems` for the rest (up to draft-07). */
  readonly itemsList: boolean;
  /** Keywords that this dialect does not have. */
  readonly missing: ReadonlySet<string>;
}

const AFTER_DRAFT_04 = ["const", "contains", "propertyNames", "if", "then", "else"];
const AFTER_DRAFT_07 = [
  "prefixItems",
  "minContains",
  "maxContains",
  "dependentRequired",
  "dependentSchemas",
  "unevaluatedItems",
  "unevaluatedProperties",
  "$dynamicRef",
];
/** OpenAPI 3.0.3, "JSON Schema keywords": these are not supported. */
const NOT_IN_OAS_30 = ["patternProperties", "additionalItems", "dependencies"];

const OF_2020_12: DialectTraits = {
  nullable: false,
  booleanExclusive: false,
  refSiblings: true,
  itemsList: false,
  missing: new Set(["additionalItems", "dependencies"]),
};

export const TRAITS: Readonly<Record<Dialect, DialectTraits>> = {
  "oas-3.0": {
    nullable: true,
    booleanExclusive: true,
    refSiblings: false,
    itemsList: false,
    missing: new Set([...AFTER_DRAFT_04, ...AFTER_DRAFT_07, ...NOT_IN_OAS_30]),
  },
  "draft-04": {
    nullable: false,
    booleanExclusive: true,
    refSiblings: false,
    itemsList: true,
    missing: new Set([...AFTER_DRAFT_04, ...AFTER_DRAFT_07]),
  },
  "draft-07": {
    nullable: false,
    booleanExclusive: false,
    refSiblings: false,
    itemsList: true,
    missing: new Set(AFTER_DRAFT_07),
  },
  "2020-12": OF_2020_12,
  "oas-3.1": { ...OF_2020_12, nullable: true },
};
