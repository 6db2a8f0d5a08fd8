import { isArray, isObject, type Json, type JsonObject } from "../model/json.ts";
import { join, type Pointer } from "../model/pointer.ts";
import type { Schema, SchemaGraph } from "../model/schema.ts";
import type { SchemaEngine } from "./schema/engine.ts";
import { expression } from "./schema/patterns.ts";

/** Where the walk is; put into words only where somebody asks, for that costs more than the walk itself. */
export type Place = () => Pointer;

/** What a walk through a conforming value meets. */
export interface WalkVisitor {
  /**
   * A value with all the schemas that apply to it; not `settled` where it fits no variant of a union, so that some
   * may be missing. The same schemas come mostly as the same list, for which much can be worked out once.
   */
  value?(schemas: readonly Schema[], value: Json, place: Place, settled: boolean): void;
  /** The variant of a union that a value is. */
  variant?(branch: Pointer): void;
}

/**
 * Walks through a value together with the schemas that apply to it. The value should fit its schema; where it
 * does not, the walk says nothing of the object whose union it does not fit, and goes on with what is known.
 */
export function walk(engine: SchemaEngine, root: Pointer, value: Json, visitor: WalkVisitor): void {
  new Walker(engine, visitor).visit(engine.graph.at(root), value);
}

class Walker {
  readonly #engine: SchemaEngine;
  readonly #graph: SchemaGraph;
  readonly #visitor: WalkVisitor;
  readonly #path: (string | number)[] = [];
  readonly #place: Place = () => join("", ...this.#path);
  readonly #branches: Map<Schema, Map<Pointer, readonly Schema[]>>;
  /** Did every union say which of its branches apply? */
  #settled = true;

  constructor(engine: SchemaEngine, visitor: WalkVisitor) {
    this.#engine = engine;
    this.#graph = engine.graph;
    this.#visitor = visitor;
    this.#branches = BRANCHES.get(engine) ?? new Map();
    BRANCHES.set(engine, this.#branches);
  }

  /** @param stated the schema of the value, or the several that are stated for it in different places. */
  visit(stated: Schema | readonly Schema[], value: Json): void {
    this.#settled = true;
    const schemas = this.#applying(stated, value);
    this.#visitor.value?.(schemas, value, this.#place, this.#settled);
    if (typeof value !== "object" || value === null) return;
    if (isArray(value)) this.#items(schemas, value);
    else this.#members(schemas, value);
  }

  #items(schemas: readonly Schema[], value: readonly Json[]): void {
    for (let i = 0; i < value.length; i++) {
      const inner = chosen(schemas, (schema) => schema.prefixItems?.[i] ?? schema.items);
      if (inner !== undefined) this.#below(i, inner, value[i] as Json);
    }
  }

  #members(schemas: readonly Schema[], value: JsonObject): void {
    for (const name of Object.keys(value)) {
      const inner = chosen(schemas, (schema) => memberSchema(schema, name));
      if (inner !== undefined) this.#below(name, inner, value[name] as Json);
    }
  }

  #below(key: string | number, schema: Schema | readonly Schema[], value: Json): void {
    this.#path.push(key);
    this.visit(schema, value);
    this.#path.pop();
  }

  /** All schemas that apply to the value beside and behind those that are stated for it. */
  #applying(stated: Schema | readonly Schema[], value: Json): readonly Schema[] {
    if (isSchema(stated)) {
      const same = sameForAll(this.#graph, stated);
      if (same !== undefined) return same;
      const union = onlyUnion(this.#graph, stated);
      if (union !== null) return this.#union(union.schema, union.keyword, value);
    }
    const found: Schema[] = [];
    for (const schema of isSchema(stated) ? [stated] : stated) this.#add(schema, value, found);
    return found;
  }

  /** A schema that is a union and nothing else that depends on the value. */
  #union(schema: Schema, keyword: "oneOf" | "anyOf", value: Json): readonly Schema[] {
    const fitting = this.#engine.fitting(this.#engine.unionOf(schema, keyword), value);
    const [branch] = fitting;
    const known = this.#branches.get(schema)?.get(branch ?? "");
    if (branch !== undefined && fitting.length === 1 && known !== undefined) {
      this.#visitor.variant?.(branch);
      return known;
    }
    const found: Schema[] = [];
    this.#add(schema, value, found);
    const single = branch !== undefined && fitting.length === 1;
    if (single && sameForAll(this.#graph, this.#graph.at(branch)) !== undefined) {
      const branches = this.#branches.get(schema) ?? new Map<Pointer, readonly Schema[]>();
      this.#branches.set(schema, branches.set(branch, found));
    }
    return found;
  }

  #add(schema: Schema, value: Json, found: Schema[]): void {
    // References and parts that lead back to a schema at the same value say nothing new.
    if (found.includes(schema)) return;
    found.push(schema);
    if (schema.ref !== undefined) this.#add(this.#graph.at(schema.ref), value, found);
    for (const part of schema.allOf ?? []) this.#add(part, value, found);
    for (const keyword of ["oneOf", "anyOf"] as const) {
      if (schema[keyword] === undefined) continue;
      const fitting = this.#engine.fitting(this.#engine.unionOf(schema, keyword), value);
      if (fitting.length === 0) this.#settled = false;
      for (const branch of fitting) {
        this.#visitor.variant?.(branch);
        this.#add(this.#graph.at(branch), value, found);
      }
    }
    const child = schema.discriminator === undefined ? undefined : this.#engine.childOf(schema, value);
    if (child !== undefined) this.#add(this.#graph.at(child), value, found);
    if (schema.if !== undefined) {
      const met = this.#engine.check(schema.if.pointer, value).length === 0;
      if (met) this.#add(schema.if, value, found);
      const then = met ? schema.then : schema.else;
      if (then !== undefined) this.#add(then, value, found);
    }
    for (const [name, dependent] of schema.dependentSchemas)
      if (isObject(value) && Object.hasOwn(value, name)) this.#add(dependent, value, found);
  }
}

function isSchema(stated: Schema | readonly Schema[]): stated is Schema {
  return !Array.isArray(stated);
}

/** What the schemas have for one member: nothing, one schema, or several. */
function chosen(
  schemas: readonly Schema[],
  choose: (schema: Schema) => Schema | undefined,
): Schema | readonly Schema[] | undefined {
  let first: Schema | undefined;
  let several: Schema[] | undefined;
  for (const schema of schemas) {
    const inner = choose(schema);
    if (inner === undefined || inner === first) continue;
    if (first === undefined) first = inner;
    else if (several === undefined) several = [first, inner];
    else several.push(inner);
  }
  return several ?? first;
}

function memberSchema(schema: Schema, name: string): Schema | undefined {
  const property = schema.properties.get(name);
  if (property !== undefined) return property;
  if (schema.patternProperties.size > 0) {
    for (const [pattern, inner] of schema.patternProperties) if (matches(pattern, name)) return inner;
  }
  return schema.additionalProperties;
}

const EXPRESSIONS = new Map<string, RegExp | undefined>();

/** Does a name fit a pattern of `patternProperties`? A pattern that is none fits nothing. */
export function matches(pattern: string, name: string): boolean {
  if (!EXPRESSIONS.has(pattern)) EXPRESSIONS.set(pattern, readExpression(pattern));
  return EXPRESSIONS.get(pattern)?.test(name) ?? false;
}

function readExpression(pattern: string): RegExp | undefined {
  try {
    return expression(pattern);
  } catch {
    return undefined;
  }
}

/** By engine, union and branch: the schemas that apply to a value of that branch. */
const BRANCHES = new WeakMap<SchemaEngine, Map<Schema, Map<Pointer, readonly Schema[]>>>();

interface OnlyUnion {
  readonly schema: Schema;
  readonly keyword: "oneOf" | "anyOf";
}

const ONLY_UNIONS = new WeakMap<Schema, OnlyUnion | null>();

/** What a schema leads to, if that is a union and nothing else depends on the value. */
function onlyUnion(graph: SchemaGraph, stated: Schema): OnlyUnion | null {
  const known = ONLY_UNIONS.get(stated);
  if (known !== undefined) return known;
  const schema = graph.target(stated);
  const { oneOf, anyOf, ref, allOf, dependentSchemas } = schema;
  const one = (oneOf === undefined) !== (anyOf === undefined);
  const alone =
    ref === undefined && allOf === undefined && schema.if === undefined && dependentSchemas.size === 0;
  const keyword = oneOf === undefined ? "anyOf" : "oneOf";
  const union = one && alone ? { schema, keyword: keyword as OnlyUnion["keyword"] } : null;
  ONLY_UNIONS.set(stated, union);
  return union;
}

const SAME = new WeakMap<Schema, readonly Schema[] | null>();

/** The schemas that apply wherever this one does, if that does not depend on the value. */
function sameForAll(graph: SchemaGraph, schema: Schema): readonly Schema[] | undefined {
  const known = SAME.get(schema);
  if (known !== undefined) return known ?? undefined;
  const found: Schema[] = [];
  const same = collect(graph, schema, found);
  SAME.set(schema, same ? found : null);
  return same ? found : undefined;
}

function collect(graph: SchemaGraph, schema: Schema, found: Schema[]): boolean {
  if (found.includes(schema)) return true;
  found.push(schema);
  const { oneOf, anyOf, discriminator, dependentSchemas } = schema;
  if (oneOf !== undefined || anyOf !== undefined || discriminator !== undefined) return false;
  if (schema.if !== undefined || dependentSchemas.size > 0) return false;
  if (schema.ref !== undefined && !collect(graph, graph.at(schema.ref), found)) return false;
  return (schema.allOf ?? []).every((part) => collect(graph, part, found));
}
