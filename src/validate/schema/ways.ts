import type { Schema, SchemaGraph } from "../../model/schema.ts";

/**
 * In how many ways a validator comes from a schema to the last schemas that it applies to the same value: twice as many
 * for each level of `allOf: [next, next]`. Schemas of members and items do not count: there the value is a smaller one.
 */
export class Ways {
  readonly #graph: SchemaGraph;
  readonly #known = new Map<Schema, number>();

  constructor(graph: SchemaGraph) {
    this.#graph = graph;
  }

  through(schema: Schema): number {
    // Chains may be longer than the stack is deep.
    const path: { readonly schema: Schema; readonly next: Schema[] }[] = [];
    const enter = (each: Schema) => {
      // What leads back to itself is found by whoever applies it.
      this.#known.set(each, 1);
      path.push({ schema: each, next: this.#inPlace(each) });
    };
    if (!this.#known.has(schema)) enter(schema);
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const next = top.next.pop();
      if (next === undefined) {
        path.pop();
        const ways = this.#inPlace(top.schema).map((each) => this.#known.get(each) ?? 1);
        this.#known.set(
          top.schema,
          Math.max(
            1,
            ways.reduce((sum, each) => sum + each, 0),
          ),
        );
      } else if (!this.#known.has(next)) enter(next);
    }
    return this.#known.get(schema) ?? 1;
  }

  #inPlace(schema: Schema): Schema[] {
    const { allOf, anyOf, oneOf, not, dependentSchemas } = schema;
    const single = [not, schema.if, schema.then, schema.else].filter((each) => each !== undefined);
    const referred = schema.ref === undefined ? [] : [this.#graph.at(schema.ref)];
    return [
      ...referred,
      ...single,
      ...dependentSchemas.values(),
      ...[allOf, anyOf, oneOf].flatMap((list) => list ?? []),
    ];
  }
}
