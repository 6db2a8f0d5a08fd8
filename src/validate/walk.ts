import { isArray, isObject, type Json } from "../model/json.ts";
import { join, type Pointer } from "../model/pointer.ts";
import type { Schema, SchemaGraph } from "../model/schema.ts";
import type { SchemaEngine } from "./schema/engine.ts";
import { Applied, type Spot, Spots } from "./spots.ts";

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
  const spots = SPOTS.get(engine) ?? new Spots(engine.graph);
  SPOTS.set(engine, spots);
  new Walker(engine, spots, visitor).visit(spots.of(engine.graph.at(root)), value);
}

const SPOTS = new WeakMap<SchemaEngine, Spots>();

class Walker {
  readonly #engine: SchemaEngine;
  readonly #graph: SchemaGraph;
  readonly #spots: Spots;
  readonly #visitor: WalkVisitor;
  readonly #path: (string | number)[] = [];
  readonly #place: Place = () => join("", ...this.#path);
  /** Did every union say which of its branches apply? */
  #settled = true;

  constructor(engine: SchemaEngine, spots: Spots, visitor: WalkVisitor) {
    this.#engine = engine;
    this.#graph = engine.graph;
    this.#spots = spots;
    this.#visitor = visitor;
  }

  visit(spot: Spot, value: Json): void {
    this.#settled = true;
    const applied = this.#applying(spot, value);
    this.#visitor.value?.(applied.schemas, value, this.#place, this.#settled);
    if (typeof value !== "object" || value === null) return;
    if (isArray(value)) {
      for (let i = 0; i < value.length; i++) this.#below(i, applied.item(i), value[i] as Json);
    } else {
      for (const name in value) this.#below(name, applied.member(name), value[name] as Json);
    }
  }

  #below(key: string | number, spot: Spot | undefined, value: Json): void {
    if (spot === undefined) return;
    this.#path.push(key);
    this.visit(spot, value);
    this.#path.pop();
  }

  /** All schemas that apply to the value beside and behind those that are stated for it. */
  #applying(spot: Spot, value: Json): Applied {
    if (spot.always !== undefined) return spot.always;
    const branch = spot.union === undefined ? undefined : this.#branch(spot.union, value);
    const known = branch === undefined ? undefined : spot.branches.get(branch);
    if (branch !== undefined && known !== undefined) {
      this.#visitor.variant?.(branch);
      return known;
    }
    const found: Schema[] = [];
    for (const schema of spot.stated) this.#add(schema, value, found);
    const applied = new Applied(found, this.#spots);
    if (branch !== undefined && this.#spots.of(this.#graph.at(branch)).always !== undefined)
      spot.branches.set(branch, applied);
    return applied;
  }

  /** The one branch that the value is. */
  #branch({ schema, keyword }: NonNullable<Spot["union"]>, value: Json): Pointer | undefined {
    const fitting = this.#engine.fitting(this.#engine.unionOf(schema, keyword), value);
    return fitting.length === 1 ? fitting[0] : undefined;
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
      const met = this.#engine.fits(schema.if.pointer, value);
      if (met) this.#add(schema.if, value, found);
      const then = met ? schema.then : schema.else;
      if (then !== undefined) this.#add(then, value, found);
    }
    for (const [name, dependent] of schema.dependentSchemas)
      if (isObject(value) && Object.hasOwn(value, name)) this.#add(dependent, value, found);
  }
}
