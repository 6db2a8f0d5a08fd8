import { reasonOf } from "../../model/errors.ts";
import { isArray, isObject, type Json, type JsonObject, own } from "../../model/json.ts";
import type { Pointer } from "../../model/pointer.ts";
import { type Schema, SchemaGraph } from "../../model/schema.ts";
import { childrenByParent, readInheritedTags, readTags } from "../../model/tags.ts";
import { SchemaCompiler, type Validator } from "./ajv.ts";
import { type MessageDirection, type Neighbours, SchemaConverter, type SchemaProblem } from "./convert.ts";
import { toFault } from "./describe.ts";
import type { Fault } from "./fault.ts";
import { type Union, UnionJudge } from "./unions.ts";
import { Ways } from "./ways.ts";

/** How many faults of one value are looked at: a body that is wrong through and through says the same again and again. */
const MOST_FAULTS = 1000;

/** A fault that nobody reads. */
const UNFIT: readonly unknown[] = [{}];

/** Real schemas have some hundred ways through them. A value for which there are more keeps a validator busy for seconds. */
const MOST_WAYS = 100_000;

/**
 * Checks values against the schemas of one document in one direction. A schema is compiled when it is first
 * needed, once for all references to it.
 */
export class SchemaEngine {
  readonly graph: SchemaGraph;
  /** Does any schema of the document ask what others have looked at? */
  readonly #unevaluated: boolean;
  readonly #compiler: SchemaCompiler;
  readonly #converter: SchemaConverter;
  readonly #judge: UnionJudge;
  readonly #ways: Ways;
  readonly #validators = new Map<Pointer, Validator>();
  readonly #ids = new Map<string, string>();
  readonly #pending: { pointer: Pointer; plain: boolean; id: string }[] = [];
  readonly #unions: Union[] = [];
  readonly #unionsBySchema = { oneOf: new Map<Schema, Union>(), anyOf: new Map<Schema, Union>() };
  /** Where a pattern stands, or one of the places where it does. */
  readonly #patterns = new Map<string, Pointer>();
  readonly #inherited = new Map<Schema, Union | null>();
  /** What a pointer leads to behind its references. */
  readonly #targets = new Map<Pointer, Pointer>();
  readonly #problems = new Map<Pointer, SchemaProblem>();
  /** Above zero while nobody wants to know more of a value than whether it fits. */
  #quiet = 0;
  #children: ReadonlyMap<Pointer, readonly Pointer[]> | undefined;

  constructor(graph: SchemaGraph, direction: MessageDirection) {
    this.graph = graph;
    this.#unevaluated = usesUnevaluated(graph.root);
    this.#compiler = new SchemaCompiler({
      judge: (key, value, at) => this.#judgeUnion(key, value, at as Pointer),
      onSlow: (pattern) => this.#slow(pattern),
      unevaluated: this.#unevaluated,
    });
    const near: Neighbours = {
      id: (pointer, plain) => this.#id(pointer, plain),
      union: (schema, keyword) => this.#union(schema, keyword),
      problem: (problem) => this.#problems.set(problem.pointer, problem),
      pattern: (pattern, pointer) => this.#patterns.set(pattern, pointer),
      unevaluated: this.#unevaluated,
    };
    this.#converter = new SchemaConverter(graph, direction, near);
    this.#ways = new Ways(graph);
    this.#judge = new UnionJudge(graph, this);
  }

  /** An engine for a schema that stands on its own, as service definitions hold them. */
  static forSchema(schema: JsonObject): SchemaEngine {
    return new SchemaEngine(new SchemaGraph(schema, "2020-12"), "response");
  }

  /** Schemas, or parts of them, that could not be used; it grows as schemas are used. */
  get problems(): readonly SchemaProblem[] {
    return [...this.#problems.values()];
  }

  /** Every way in which the value does not fit the schema at `pointer`; none means that it fits. */
  check(pointer: Pointer, value: Json, instance: Pointer = ""): readonly Fault[] {
    return this.#use(pointer, (validator) => this.#faults(validator, value, instance)) ?? [];
  }

  /** Does the value fit the schema? Quicker than to say how it does not. */
  fits(pointer: Pointer, value: Json): boolean {
    this.#quiet++;
    try {
      return this.#use(pointer, (validator) => validator.fits(value)) ?? true;
    } finally {
      this.#quiet--;
    }
  }

  /** @returns nothing where the schema cannot be used, which is a problem of the schema and not of a value. */
  #use<Result>(pointer: Pointer, judge: (validator: Validator) => Result): Result | undefined {
    let target = this.#targets.get(pointer);
    if (target === undefined) {
      target = this.graph.target(this.graph.at(pointer)).pointer;
      this.#targets.set(pointer, target);
    }
    const validator = this.#validator(target);
    if (validator === undefined) return undefined;
    try {
      return judge(validator);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      this.#problems.set(target, { pointer: target, why: "it refers to itself without end" });
      return undefined;
    }
  }

  /** The union of a schema as values are judged by it. */
  unionOf(schema: Schema, keyword: "oneOf" | "anyOf"): Union {
    const known = this.#unionsBySchema[keyword].get(schema);
    if (known !== undefined) return known;
    const branches = (schema[keyword] ?? []).map((branch) => branch.pointer);
    const tags = readTags(this.graph, schema, branches);
    const union = { schema, keyword, branches, ...(tags === undefined ? {} : { tags }) };
    this.#unionsBySchema[keyword].set(schema, union);
    return union;
  }

  /** Which variants of a union a (conforming) value is. */
  fitting(union: Union, value: Json): readonly Pointer[] {
    return this.#judge.fitting(union, value);
  }

  /** For a parent whose discriminator names its children: the child that a value says it is. */
  childOf(schema: Schema, value: Json): Pointer | undefined {
    if (!isObject(value) || schema.oneOf !== undefined || schema.anyOf !== undefined) return undefined;
    let union = this.#inherited.get(schema);
    if (union === undefined) {
      union = this.#inheritedUnion(schema) ?? null;
      this.#inherited.set(schema, union);
    }
    const tag = union?.tags === undefined ? undefined : own(value, union.tags.property);
    return union === null || tag === undefined ? undefined : this.#judge.fitting(union, value)[0];
  }

  #faults(validator: Validator, value: Json, instance: Pointer): Fault[] {
    const found = new Map<string, Fault>();
    const judged: Fault[] = [];
    for (const error of validator.errors(value, instance)) {
      if (found.size + judged.length >= MOST_FAULTS) break;
      const nested = error.params.faults;
      if (Array.isArray(nested)) {
        judged.push(...(nested as Fault[]));
        continue;
      }
      const holder = error.holder === undefined ? undefined : this.#converter.origin(error.holder);
      const fault = toFault(error, holder ?? "", value, instance);
      if (fault !== undefined) found.set(`${fault.pointer} ${fault.instance}`, fault);
    }
    // Where unions stay visible to `unevaluated…`, Ajv repeats in its own way what the judge has said.
    const own = [...found.values()].filter(
      (fault) => !this.#unevaluated || !judged.some(({ instance: at }) => fault.instance.startsWith(at)),
    );
    for (const fault of own) judged.push(fault);
    return unique(judged);
  }

  #validator(pointer: Pointer): Validator | undefined {
    const known = this.#validators.get(pointer);
    if (known !== undefined) return known;
    try {
      const id = this.#id(pointer, false);
      this.#register();
      const validator = this.#compiler.compile(id);
      this.#validators.set(pointer, validator);
      return validator;
    } catch (error) {
      this.#problems.set(pointer, { pointer, why: `it cannot be compiled (${reasonOf(error)})` });
      this.#validators.set(pointer, { fits: () => true, errors: () => [] });
      return undefined;
    }
  }

  #id(pointer: Pointer, plain: boolean): string {
    const key = `${plain ? "plain" : "whole"} ${pointer}`;
    const known = this.#ids.get(key);
    if (known !== undefined) return known;
    const id = `schema:${this.#ids.size}`;
    this.#ids.set(key, id);
    this.#pending.push({ pointer, plain, id });
    return id;
  }

  /** Registers what is referred to; that may refer to more. */
  #register(): void {
    for (let next = this.#pending.pop(); next !== undefined; next = this.#pending.pop()) {
      const usable = this.#isPassable(next.pointer);
      this.#compiler.add(next.id, usable ? this.#converter.convert(next.pointer, next.plain) : {});
    }
  }

  #isPassable(pointer: Pointer): boolean {
    if (this.#ways.through(this.graph.at(pointer)) <= MOST_WAYS) return true;
    this.#problems.set(pointer, {
      pointer,
      why: "its parts lead to each other in more ways than can be tried",
    });
    return false;
  }

  #union(schema: Schema, keyword: Union["keyword"]): number | undefined {
    const union = keyword === "inherited" ? this.#inheritedUnion(schema) : this.unionOf(schema, keyword);
    return union === undefined ? undefined : this.#unions.push(union) - 1;
  }

  #inheritedUnion(schema: Schema): Union | undefined {
    this.#children ??= childrenByParent(this.graph);
    const tags = readInheritedTags(this.graph, schema, this.#children);
    if (tags === undefined) return undefined;
    return { schema, keyword: "inherited", branches: [...tags.targets.values()], tags };
  }

  #slow(pattern: string): void {
    const pointer = this.#patterns.get(pattern) ?? "";
    const why = `its pattern ${JSON.stringify(pattern)} takes too long on some texts, which were not held against it`;
    this.#problems.set(pointer, { pointer, why });
  }

  #judgeUnion(key: number, value: Json, instance: Pointer): readonly unknown[] {
    const union = this.#unions[key];
    if (union === undefined) return [];
    if (this.#quiet > 0) return this.#judge.fits(union, value) ? [] : UNFIT;
    return this.#judge.judge(union, value, instance);
  }
}

function unique(faults: readonly Fault[]): Fault[] {
  if (faults.length < 2) return [...faults];
  const seen = new Map<string, Fault>();
  for (const fault of faults) seen.set(`${fault.kind} ${fault.pointer} ${fault.instance}`, fault);
  return [...seen.values()];
}

const UNEVALUATED = new WeakMap<object, boolean>();

/** Does any schema of the document ask what others have looked at? */
function usesUnevaluated(root: Json): boolean {
  if (!isObject(root)) return false;
  const known = UNEVALUATED.get(root);
  if (known !== undefined) return known;
  const pending: Json[] = [root];
  let found = false;
  for (let next = pending.pop(); next !== undefined && !found; next = pending.pop()) {
    if (isArray(next)) {
      for (const item of next) if (typeof item === "object" && item !== null) pending.push(item);
    } else if (isObject(next)) {
      for (const key in next) {
        found ||= key === "unevaluatedProperties" || key === "unevaluatedItems";
        const member = next[key];
        if (typeof member === "object" && member !== null) pending.push(member);
      }
    }
  }
  UNEVALUATED.set(root, found);
  return found;
}
