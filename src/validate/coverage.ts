import type { Document } from "../model/document.ts";
import { canonical, type Json } from "../model/json.ts";
import type { Operation } from "../model/operation.ts";
import { join, type Pointer } from "../model/pointer.ts";
import type { Coverage, Ratio } from "../model/report.ts";
import type { Schema, SchemaGraph } from "../model/schema.ts";
import type { WalkVisitor } from "./walk.ts";

/**
 * Counts what of a document its recordings show: operations, responses, variants of unions, values of enums. What
 * there is to be seen is worked out at the end, so that the first exchange need not wait for it.
 */
export class CoverageCounter {
  readonly #document: Document;
  readonly #operations = new Set<string>();
  readonly #responses = new Set<string>();
  readonly #variants = new Set<Pointer>();
  readonly #enumValues = new Set<string>();
  /** What was not seen so far of a schema's enum, for each schema that was met. */
  readonly #left = new Map<Schema, Set<string | number | boolean>>();

  constructor(document: Document) {
    this.#document = document;
  }

  /** An exchange belongs to the operation and, where it is documented, this response. */
  exchange(operation: Operation, status: string | undefined): void {
    this.#operations.add(operation.key);
    if (status !== undefined) this.#responses.add(`${operation.key} ${status}`);
  }

  /** Counts what it meets on walks through values. */
  readonly visitor: WalkVisitor = {
    variant: (branch) => this.#variants.add(branch),
    value: (schemas, found) => {
      for (const schema of schemas) {
        const left = this.#left.get(schema) ?? this.#meet(schema);
        if (left.size === 0) continue;
        const key = typeof found === "object" ? canonical(found) : found;
        if (left.delete(key)) this.#enumValues.add(valueKey(schema, found));
      }
    },
  };

  #meet(schema: Schema): Set<string | number | boolean> {
    const choices = choicesOf(schema).map((value) => (typeof value === "object" ? canonical(value) : value));
    const left = new Set(choices);
    this.#left.set(schema, left);
    return left;
  }

  coverage(): Coverage {
    const there = inventory(this.#document);
    const missing = [
      ...unseen(there.operations, this.#operations),
      ...unseen(there.responses, this.#responses),
      ...unseen(there.variants, this.#variants).map((pointer) => `#${pointer}`),
      ...unseen(there.enumValues, this.#enumValues),
    ];
    return {
      operations: ratio(there.operations, this.#operations),
      responses: ratio(there.responses, this.#responses),
      variants: ratio(there.variants, this.#variants),
      enumValues: ratio(there.enumValues, this.#enumValues),
      missing: missing.sort((a, b) => (a < b ? -1 : 1)),
    };
  }
}

interface Inventory {
  readonly operations: ReadonlySet<string>;
  readonly responses: ReadonlySet<string>;
  readonly variants: ReadonlySet<Pointer>;
  readonly enumValues: ReadonlySet<string>;
}

/** Everything that recordings could show. */
function inventory({ operations, schemas }: Document): Inventory {
  const served = operations.filter(({ kind }) => kind === "path");
  const reached = [...reachable(schemas, served.flatMap(schemasOf))];
  return {
    operations: new Set(served.map(({ key }) => key)),
    responses: new Set(
      served.flatMap(({ key, responses }) => responses.map(({ status }) => `${key} ${status}`)),
    ),
    variants: new Set(reached.flatMap((schema) => variantsOf(schemas, schema))),
    enumValues: new Set(
      reached.flatMap((schema) => choicesOf(schema).map((value) => valueKey(schema, value))),
    ),
  };
}

function ratio<Key>(there: ReadonlySet<Key>, seen: ReadonlySet<Key>): Ratio {
  return { seen: [...there].filter((key) => seen.has(key)).length, total: there.size };
}

function unseen<Key>(there: ReadonlySet<Key>, seen: ReadonlySet<Key>): Key[] {
  return [...there].filter((key) => !seen.has(key));
}

function valueKey(schema: Schema, value: Json): string {
  return `#${join(schema.pointer, "enum")} ${canonical(value)}`;
}

function choicesOf({ values }: Schema): readonly Json[] {
  return values !== undefined && values.length > 1 ? values : [];
}

/** The branches of a union; a union with null says only that the value may be absent. */
function variantsOf(graph: SchemaGraph, schema: Schema): Pointer[] {
  return [schema.oneOf, schema.anyOf].flatMap((branches) => {
    const real = (branches ?? []).filter((branch) => {
      const types = graph.target(branch).types;
      return !(types?.length === 1 && types[0] === "null");
    });
    return real.length > 1 ? real.map((branch) => branch.pointer) : [];
  });
}

function schemasOf(operation: Operation): Pointer[] {
  const content = [
    ...(operation.requestBody?.content ?? []),
    ...operation.responses.flatMap((response) => response.content),
    ...operation.parameters,
  ];
  return content.flatMap(({ schema }) => (schema === undefined ? [] : [schema]));
}

function reachable(graph: SchemaGraph, roots: readonly Pointer[]): Set<Schema> {
  const found = new Set<Schema>();
  const pending = roots.map((pointer) => graph.at(pointer));
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (found.has(next)) continue;
    found.add(next);
    if (next.ref !== undefined) pending.push(graph.at(next.ref));
    pending.push(...(next.allOf ?? []), ...(next.oneOf ?? []), ...(next.anyOf ?? []));
    pending.push(...next.properties.values(), ...(next.prefixItems ?? []));
    for (const schema of [next.items, next.additionalProperties])
      if (schema !== undefined) pending.push(schema);
  }
  return found;
}
