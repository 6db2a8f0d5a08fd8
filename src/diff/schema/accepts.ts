import { canonical, isArray, isObject, type Json, type JsonObject } from "../../model/json.ts";
import type { Schema } from "../../model/schema.ts";
import { propertyOf, requiredOf } from "./access.ts";
import { isAmong } from "./among.ts";
import { allowsKind, kindOf } from "./kind.ts";
import type { Node, Nodes } from "./node.ts";
import { numberAtoms, numberHolds } from "./numbers.ts";
import { declaration } from "./objects.ts";
import { nativePattern } from "./regex.ts";
import { covers } from "./region.ts";
import { lengthOf } from "./strings.ts";

/** True, false, or not known. */
type Truth = boolean | undefined;

function not(truth: Truth): Truth {
  return truth === undefined ? undefined : !truth;
}

function every(truths: Iterable<Truth>): Truth {
  let result: Truth = true;
  for (const truth of truths) {
    if (truth === false) return false;
    if (truth === undefined) result = undefined;
  }
  return result;
}

/** How many, between what is certain and what is possible. */
function count(truths: Iterable<Truth>): { least: number; most: number } {
  let least = 0;
  let most = 0;
  for (const truth of truths) {
    if (truth === true) least += 1;
    if (truth !== false) most += 1;
  }
  return { least, most };
}

function between({ least, most }: { least: number; most: number }, low: number, high: number): Truth {
  if (most < low || least > high) return false;
  return least >= low && most <= high ? true : undefined;
}

/** The members and items of one value that some schema has looked at, and those a producer has declared. */
class Looked {
  readonly names = new Set<string>();
  readonly items = new Set<number>();
  readonly declared = new Set<string>();
  declares = false;
  open = false;

  add(other: Looked): void {
    for (const name of other.names) this.names.add(name);
    for (const item of other.items) this.items.add(item);
    for (const name of other.declared) this.declared.add(name);
    this.declares ||= other.declares;
    this.open ||= other.open;
  }
}

/** The schemas that are being applied to one and the same value, innermost first. */
interface Path {
  readonly node: Node;
  readonly outer: Path | undefined;
}

/** A schema that applies itself to the same value means nothing (JSON Schema 2020-12, section 9.4.1). */
function goesInCircles(node: Node, path: Path | undefined): boolean {
  for (let at = path; at !== undefined; at = at.outer) if (at.node === node) return true;
  return false;
}

/**
 * Schemas that are applied before a question counts as too expensive: where unions hold unions that hold unions, the
 * last of them are applied as often as there are ways to them. Real bodies take some thousand.
 */
const MOST_STEPS = 50_000;
/** Schemas within schemas that apply to a value, or to what it holds: far from the end of the call stack. */
const MOST_LEVELS = 500;

/**
 * Evaluates values, as a validator does, with the prover's own reading of schemas, roles and access.
 * @returns for each question `undefined` where a schema is not understood, or the answer takes too long.
 */
export class Interpreter {
  readonly #nodes: Nodes;
  #steps = 0;
  #depth = 0;

  constructor(nodes: Nodes) {
    this.#nodes = nodes;
  }

  accepts(node: Node, value: Json): boolean | undefined {
    this.#steps = 0;
    this.#depth = 0;
    return this.#accepts(node, value);
  }

  #accepts(node: Node, value: Json): boolean | undefined {
    const looked = new Looked();
    const truth = this.#apply(node, value, looked, undefined);
    if (truth === false || node.role === "consumer" || !isObject(value)) return truth;
    if (looked.open || !looked.declares) return truth;
    return every([truth, Object.keys(value).every((name) => looked.declared.has(name))]);
  }

  #apply(node: Node, value: Json, looked: Looked, outer: Path | undefined): Truth {
    const { schema } = node;
    if (++this.#steps > MOST_STEPS || this.#depth > MOST_LEVELS || goesInCircles(node, outer))
      return undefined;
    const kind = kindOf(value);
    if (!schema.possible || !allowsKind(schema, kind)) return false;
    if (schema.values !== undefined && !isAmong(schema.values, value)) return false;
    this.#depth++;
    const truth = every(this.#parts(node, value, looked, { node, outer }));
    this.#depth--;
    return truth;
  }

  *#parts(node: Node, value: Json, looked: Looked, path: Path): Iterable<Truth> {
    const { schema } = node;
    const beside = new Looked();
    if (node.beside !== undefined) yield this.#attempt(node.beside, value, beside, path);
    if (schema.opaque !== undefined) yield undefined;
    if (typeof value === "number") yield numberAtoms(schema).every((atom) => numberHolds(atom, value));
    if (typeof value === "string") yield* this.#string(schema, value);
    if (isArray(value)) yield* this.#array(node, value, looked);
    if (isObject(value)) yield* this.#object(node, value, looked, path);
    yield* this.#inPlace(node, value, looked, path);
    if (isArray(value)) yield this.#unevaluatedItems(node, value, looked);
    if (isObject(value)) yield this.#unevaluatedProperties(node, value, looked);
    // Only those further out see what was looked at beside a schema.
    looked.add(beside);
  }

  *#string(schema: Schema, value: string): Iterable<Truth> {
    if (schema.minLength !== undefined) yield lengthOf(value) >= schema.minLength;
    if (schema.maxLength !== undefined) yield lengthOf(value) <= schema.maxLength;
    if (schema.pattern !== undefined) yield nativePattern(schema.pattern)?.test(value);
  }

  *#array(node: Node, value: readonly Json[], looked: Looked): Iterable<Truth> {
    const { schema } = node;
    const child = (of: Schema, item: Json) => this.#accepts(this.#nodes.child(node, of), item);
    yield value.length >= (schema.minItems ?? 0) && value.length <= (schema.maxItems ?? value.length);
    const prefix = schema.prefixItems ?? [];
    for (const [i, item] of value.entries()) {
      const of = prefix[i] ?? schema.items;
      if (i < prefix.length || states(schema, "items") || of !== undefined) looked.items.add(i);
      if (of !== undefined) yield child(of, item);
    }
    if (schema.uniqueItems === true) yield new Set(value.map(canonical)).size === value.length;
    if (schema.contains === undefined) return;
    const { contains } = schema;
    const truths = value.map((item) => child(contains, item));
    for (const [i, truth] of truths.entries()) if (truth === true) looked.items.add(i);
    yield between(count(truths), schema.minContains ?? 1, schema.maxContains ?? Number.POSITIVE_INFINITY);
  }

  *#object(node: Node, value: JsonObject, looked: Looked, path: Path): Iterable<Truth> {
    const { schema } = node;
    const nodes = this.#nodes;
    const names = Object.keys(value);
    this.#declare(node, names, looked);
    yield names.length >= (schema.minProperties ?? 0) &&
      names.length <= (schema.maxProperties ?? names.length);
    for (const name of requiredOf(node, nodes)) yield Object.hasOwn(value, name);
    for (const [name, member] of Object.entries(value)) {
      const property = propertyOf(node, name, nodes);
      if (property !== undefined) yield this.#accepts(property, member);
      let isOther = property === undefined;
      for (const [pattern, of] of schema.patternProperties) {
        const expression = nativePattern(pattern);
        if (expression === undefined) yield undefined;
        else if (expression.test(name)) {
          isOther = false;
          yield this.#accepts(nodes.child(node, of), member);
        }
      }
      if (!isOther || states(schema, "additionalProperties")) looked.names.add(name);
      if (isOther && schema.additionalProperties !== undefined) {
        yield this.#accepts(nodes.child(node, schema.additionalProperties), member);
      }
      if (schema.propertyNames !== undefined)
        yield this.#accepts(nodes.child(node, schema.propertyNames), name);
    }
    for (const [name, wanted] of schema.dependentRequired) {
      if (Object.hasOwn(value, name)) yield wanted.every((other) => Object.hasOwn(value, other));
    }
    for (const [name, of] of schema.dependentSchemas) {
      if (Object.hasOwn(value, name)) yield this.#apply(nodes.child(node, of), value, looked, path);
    }
  }

  #declare(node: Node, names: readonly string[], looked: Looked): void {
    const declared = node.role === "producer" ? declaration(node) : undefined;
    if (declared?.is !== "declares") return;
    const { region } = declared;
    looked.declares = true;
    if (region === undefined) looked.open = true;
    else for (const name of names) if (covers(region, name)) looked.declared.add(name);
  }

  *#inPlace(node: Node, value: Json, looked: Looked, path: Path): Iterable<Truth> {
    const { graph, schema } = node;
    const nodes = this.#nodes;
    const attempt = (of: Node) => this.#attempt(of, value, looked, path);
    const child = (of: Schema) => nodes.child(node, of);
    if (schema.ref !== undefined) yield attempt(child(graph.at(schema.ref)));
    for (const part of schema.allOf ?? []) yield attempt(child(part));
    if (schema.anyOf !== undefined) {
      const sent = nodes.variantsFor(node, "anyOf", value).map(attempt);
      yield between(count(sent), 1, Number.POSITIVE_INFINITY);
    }
    if (schema.oneOf !== undefined) {
      const literal = nodes.variantsFor(node, "oneOf", value).map((of) => {
        const sent = attempt(of);
        return sent === true || node.role === "consumer" ? sent : attempt(nodes.literally(of));
      });
      yield between(count(literal), 1, 1);
    }
    if (schema.not !== undefined) {
      const denied = nodes.literally(child(schema.not));
      yield not(this.#apply(denied, value, new Looked(), path));
    }
    if (schema.if === undefined) return;
    const condition = attempt(nodes.literally(child(schema.if)));
    if (condition === undefined) yield undefined;
    const branch = condition === true ? schema.then : condition === false ? schema.else : undefined;
    if (branch !== undefined) yield attempt(child(branch));
  }

  /** Only schemas that hold count as having looked at anything. */
  #attempt(node: Node, value: Json, looked: Looked, path: Path): Truth {
    const inner = new Looked();
    const truth = this.#apply(node, value, inner, path);
    if (truth === true) looked.add(inner);
    return truth;
  }

  #unevaluatedItems(node: Node, value: readonly Json[], looked: Looked): Truth {
    if (!states(node.schema, "unevaluatedItems")) return true;
    const of = node.schema.unevaluatedItems;
    const left = value.filter((_, i) => !looked.items.has(i));
    for (const i of value.keys()) looked.items.add(i);
    return of === undefined || every(left.map((item) => this.#accepts(this.#nodes.child(node, of), item)));
  }

  #unevaluatedProperties(node: Node, value: JsonObject, looked: Looked): Truth {
    if (!states(node.schema, "unevaluatedProperties")) return true;
    const of = node.schema.unevaluatedProperties;
    const left = Object.entries(value).filter(([name]) => !looked.names.has(name));
    for (const name of Object.keys(value)) looked.names.add(name);
    return (
      of === undefined || every(left.map(([, item]) => this.#accepts(this.#nodes.child(node, of), item)))
    );
  }
}

/** A keyword that allows everything still looks at everything. */
function states({ raw }: Schema, keyword: string): boolean {
  return isObject(raw) && Object.hasOwn(raw, keyword);
}
