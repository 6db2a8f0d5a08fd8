import type { Json } from "../model/json.ts";
import { type Bound, isBareReference, type Schema, type SchemaGraph } from "../model/schema.ts";

/** The members of a union, null taken out. */
export interface Union {
  readonly keyword: "oneOf" | "anyOf";
  readonly members: readonly Schema[];
}

/**
 * A schema as its meaning is compared: `allOf` folded into one where that is the same thing, null set apart, so
 * that `nullable`, a null type, a null in `enum` and a union with null are all `nullable: true`.
 */
export interface View {
  /** The keywords, without null in `types` and `values`, and without the union below. */
  readonly facts: Schema;
  readonly nullable: boolean;
  readonly union?: Union;
  /** The one thing the schema is besides null, where it is a union of just these: the rest is said there. */
  readonly inner?: Schema;
  /** Members of `allOf` that could not be folded in. */
  readonly unfolded: readonly Schema[];
}

/**
 * Reads a schema for comparison.
 * @param apart conjuncts to leave out, because they are compared on their own
 */
export function viewOf(graph: SchemaGraph, schema: Schema, apart: ReadonlySet<Schema> = new Set()): View {
  const all = conjuncts(graph, schema).filter((part) => !apart.has(part));
  const { facts, unfolded } = fold(schema, all);
  return { ...setNullApart(graph, facts), unfolded };
}

/** The schemas that must all hold: the schema's own keywords, and every member of `allOf`, nested ones too. */
export function conjuncts(graph: SchemaGraph, schema: Schema): Schema[] {
  const found = new Set<Schema>();
  const pending = [schema];
  for (let next = pending.shift(); next !== undefined; next = pending.shift()) {
    const target = graph.target(next);
    if (found.has(target)) continue;
    found.add(target);
    if (target.ref !== undefined) pending.push(graph.at(target.ref));
    pending.push(...(target.allOf ?? []));
  }
  return [...found];
}

const NO_SCHEMAS: ReadonlyMap<string, Schema> = new Map();

/** Folds conjuncts into one set of keywords as far as their conjunction is one. */
function fold(schema: Schema, parts: readonly Schema[]): { facts: Schema; unfolded: Schema[] } {
  const unfolded: Schema[] = [];
  let facts: Schema | undefined;
  for (const part of parts) {
    const own = withoutConjuncts(part);
    const folded: Schema | undefined = facts === undefined ? own : conjunction(facts, own);
    if (folded === undefined) unfolded.push(part);
    else facts = folded;
  }
  return { facts: { ...(facts ?? EMPTY), pointer: schema.pointer, raw: schema.raw }, unfolded };
}

const EMPTY: Schema = {
  pointer: "",
  raw: true,
  possible: true,
  properties: NO_SCHEMAS,
  patternProperties: NO_SCHEMAS,
  required: new Set(),
  dependentRequired: new Map(),
  dependentSchemas: NO_SCHEMAS,
  readOnly: false,
  writeOnly: false,
  deprecated: false,
  annotations: {},
};

function withoutConjuncts({ allOf: _allOf, ref: _ref, ...schema }: Schema): Schema {
  return schema;
}

/** Keywords that see their neighbours in the same schema object: these cannot be moved into another. */
function looksAround(schema: Schema): boolean {
  return (
    schema.additionalProperties !== undefined ||
    schema.patternProperties.size > 0 ||
    schema.unevaluatedProperties !== undefined ||
    schema.unevaluatedItems !== undefined ||
    schema.items !== undefined ||
    schema.prefixItems !== undefined ||
    schema.contains !== undefined ||
    schema.if !== undefined ||
    schema.opaque !== undefined
  );
}

const SINGLE = ["pattern", "multipleOf", "propertyNames", "not", "anyOf", "oneOf"] as const;

/** One schema that says what both say, or `undefined` where that takes two. */
function conjunction(left: Schema, right: Schema): Schema | undefined {
  if (saysNothing(right)) return { ...left, annotations: { ...right.annotations, ...left.annotations } };
  if (looksAround(left) && right.properties.size + right.required.size > 0) return undefined;
  if (looksAround(right) && (looksAround(left) || left.properties.size > 0)) return undefined;
  if (SINGLE.some((key) => left[key] !== undefined && right[key] !== undefined)) return undefined;
  for (const name of right.properties.keys()) if (left.properties.has(name)) return undefined;
  if (left.types !== undefined && right.types !== undefined && left.types.join() !== right.types.join())
    return undefined;
  if (left.values !== undefined && right.values !== undefined) return undefined;
  if (left.dependentSchemas.size > 0 && right.dependentSchemas.size > 0) return undefined;
  if (left.dependentRequired.size > 0 && right.dependentRequired.size > 0) return undefined;
  return {
    ...right,
    ...left,
    possible: left.possible && right.possible,
    properties: new Map([...left.properties, ...right.properties]),
    patternProperties: left.patternProperties.size > 0 ? left.patternProperties : right.patternProperties,
    required: new Set([...left.required, ...right.required]),
    dependentRequired: left.dependentRequired.size > 0 ? left.dependentRequired : right.dependentRequired,
    dependentSchemas: left.dependentSchemas.size > 0 ? left.dependentSchemas : right.dependentSchemas,
    ...bounds(left, right),
    ...(left.uniqueItems || right.uniqueItems ? { uniqueItems: true } : {}),
    readOnly: left.readOnly || right.readOnly,
    writeOnly: left.writeOnly || right.writeOnly,
    deprecated: left.deprecated || right.deprecated,
    annotations: { ...right.annotations, ...left.annotations },
  };
}

/** Does a schema take every value, as far as its keywords go? */
export function saysNothing(schema: Schema): boolean {
  return (
    isBareReference({ ...schema, ref: "" }) &&
    schema.format === undefined &&
    schema.discriminator === undefined
  );
}

const LOWER = ["minLength", "minItems", "minProperties"] as const;
const UPPER = ["maxLength", "maxItems", "maxProperties"] as const;

/** The tighter one of each pair of bounds. */
function bounds(left: Schema, right: Schema): Partial<Schema> {
  const result: { -readonly [Key in keyof Schema]?: Schema[Key] } = {};
  for (const key of LOWER) {
    if (left[key] !== undefined || right[key] !== undefined)
      result[key] = Math.max(left[key] ?? 0, right[key] ?? 0);
  }
  for (const key of UPPER) {
    const least = Math.min(left[key] ?? Infinity, right[key] ?? Infinity);
    if (least !== Infinity) result[key] = least;
  }
  const minimum = tighter(left.minimum, right.minimum, 1);
  const maximum = tighter(left.maximum, right.maximum, -1);
  return { ...result, ...(minimum && { minimum }), ...(maximum && { maximum }) };
}

function tighter(left: Bound | undefined, right: Bound | undefined, inward: 1 | -1): Bound | undefined {
  if (left === undefined || right === undefined) return left ?? right;
  if (left.value === right.value) return left.exclusive ? left : right;
  return inward * (left.value - right.value) > 0 ? left : right;
}

function setNullApart(graph: SchemaGraph, schema: Schema): Omit<View, "unfolded"> {
  const { anyOf, oneOf, ...rest } = schema;
  let facts: Schema = rest;
  let nullable = false;
  if (facts.types !== undefined && facts.types.length > 1 && facts.types.includes("null")) {
    // With an `enum` beside it, null counts only where the enum lists it.
    nullable = facts.values === undefined || facts.values.includes(null);
    facts = { ...facts, types: facts.types.filter((type) => type !== "null") };
  }
  if (facts.values !== undefined && facts.values.length > 1 && facts.values.includes(null)) {
    nullable = true;
    facts = { ...facts, values: facts.values.filter((value: Json) => value !== null) };
  }
  const keyword = oneOf !== undefined ? "oneOf" : "anyOf";
  const written = oneOf ?? anyOf;
  if (written === undefined) return { facts, nullable };
  // Both at once: the second stays where it is, as one more condition.
  if (oneOf !== undefined && anyOf !== undefined) facts = { ...facts, anyOf };
  const members = written.filter((member) => !isNull(graph, member));
  if (members.length < written.length) nullable = true;
  if (members.length === 1 && saysNothing(facts)) return { facts, nullable, inner: members[0] as Schema };
  return { facts, nullable, union: { keyword, members } };
}

/** Does a schema say that a value is null, and nothing else? Beside another condition even null may be refused. */
function isNull(graph: SchemaGraph, schema: Schema): boolean {
  const { types, values, ...rest } = graph.target(schema);
  const ofType = types === undefined ? undefined : types.join() === "null";
  const asValue = values === undefined ? undefined : values.length === 1 && values[0] === null;
  return (ofType ?? asValue) === true && asValue !== false && saysNothing(rest);
}
