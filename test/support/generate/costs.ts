import { isObject } from "../../../src/model/json.ts";
import { join } from "../../../src/model/pointer.ts";
import type { Schema, SchemaGraph } from "../../../src/model/schema.ts";

/** How many levels the smallest value of a schema has: the shortest way out of recursive ones. */
export class Costs {
  readonly #graph: SchemaGraph;
  readonly #costs = new Map<Schema, number>();

  constructor(graph: SchemaGraph) {
    this.#graph = graph;
  }

  /** Infinite for a schema that nothing fits. */
  of(schema: Schema): number {
    if (this.#costs.size === 0) this.#count();
    const known = this.#costs.get(schema) ?? this.#from(schema);
    this.#costs.set(schema, known);
    return known;
  }

  /** Values of recursive schemas have no end at first; each round finds one level more. */
  #count(): void {
    const reachable = new Set<Schema>();
    const { root } = this.#graph;
    const components = isObject(root) && isObject(root.components) ? root.components.schemas : undefined;
    const pending = Object.keys(components ?? {}).map((name) =>
      this.#graph.at(join("/components/schemas", name)),
    );
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      if (reachable.has(next)) continue;
      reachable.add(next);
      pending.push(...this.#neighbours(next));
    }
    for (const schema of reachable) this.#costs.set(schema, Number.POSITIVE_INFINITY);
    for (let changed = true; changed; ) {
      changed = false;
      for (const schema of reachable) {
        const cost = this.#from(schema);
        if (cost === this.#costs.get(schema)) continue;
        this.#costs.set(schema, cost);
        changed = true;
      }
    }
  }

  #from(schema: Schema): number {
    if (!schema.possible) return Number.POSITIVE_INFINITY;
    const cost = (each: Schema) => this.#costs.get(each) ?? 1;
    const branches = schema.oneOf ?? schema.anyOf;
    const required = [...schema.properties].filter(([name]) => schema.required.has(name));
    return Math.max(
      0,
      ...(schema.ref === undefined ? [] : [cost(this.#graph.at(schema.ref))]),
      ...(schema.allOf ?? []).map(cost),
      ...(branches === undefined ? [] : [Math.min(...branches.map(cost))]),
      ...required.map(([, property]) => 1 + cost(property)),
      ...((schema.minItems ?? 0) > 0 && schema.items !== undefined ? [1 + cost(schema.items)] : []),
    );
  }

  #neighbours(schema: Schema): Schema[] {
    return [
      ...(schema.ref === undefined ? [] : [this.#graph.at(schema.ref)]),
      ...(schema.allOf ?? []),
      ...(schema.oneOf ?? []),
      ...(schema.anyOf ?? []),
      ...schema.properties.values(),
      ...(schema.prefixItems ?? []),
      ...(schema.items === undefined ? [] : [schema.items]),
      ...(schema.additionalProperties === undefined ? [] : [schema.additionalProperties]),
    ];
  }
}
