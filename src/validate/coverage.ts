import type { Document } from "../model/document.ts";
import { canonical, type Json } from "../model/json.ts";
import type { Operation } from "../model/operation.ts";
import { join, type Pointer } from "../model/pointer.ts";
import type { Coverage, Ratio } from "../model/report.ts";
import type { Schema, SchemaGraph } from "../model/schema.ts";
import type { WalkVisitor } from "./walk.ts";

/** Counts what of a document its recordings show: operations, responses, variants of unions, values of enums. */
export class CoverageCounter {
  readonly #operations = new Map<string, boolean>();
  readonly #responses = new Map<string, boolean>();
  readonly #variants = new Map<Pointer, boolean>();
  readonly #enumValues = new Map<string, boolean>();

  constructor(document: Document) {
    const roots: Pointer[] = [];
    for (const operation of document.operations) {
      if (operation.kind !== "path") continue;
      this.#operations.set(operation.key, false);
      for (const response of operation.responses)
        this.#responses.set(`${operation.key} ${response.status}`, false);
      roots.push(...schemasOf(operation));
    }
    for (const schema of reachable(document.schemas, roots)) {
      for (const branch of variantsOf(document.schemas, schema)) this.#variants.set(branch, false);
      for (const value of choicesOf(schema)) this.#enumValues.set(valueKey(schema, value), false);
    }
  }

  /** An exchange belongs to the operation and, where it is documented, this response. */
  exchange(operation: Operation, status: string | undefined): void {
    mark(this.#operations, operation.key);
    if (status !== undefined) mark(this.#responses, `${operation.key} ${status}`);
  }

  /** Counts what it meets on walks through values. */
  readonly visitor: WalkVisitor = {
    variant: (branch) => mark(this.#variants, branch),
    schema: (each, found) => {
      if ((each.values?.length ?? 0) > 1) mark(this.#enumValues, valueKey(each, found));
    },
  };

  coverage(): Coverage {
    const missing = [
      ...unseen(this.#operations),
      ...unseen(this.#responses),
      ...unseen(this.#variants).map((pointer) => `#${pointer}`),
      ...unseen(this.#enumValues),
    ];
    return {
      operations: ratio(this.#operations),
      responses: ratio(this.#responses),
      variants: ratio(this.#variants),
      enumValues: ratio(this.#enumValues),
      missing: missing.sort((a, b) => (a < b ? -1 : 1)),
    };
  }
}

function mark<Key>(seen: Map<Key, boolean>, key: Key): void {
  if (seen.has(key)) seen.set(key, true);
}

function ratio(seen: ReadonlyMap<unknown, boolean>): Ratio {
  return { seen: [...seen.values()].filter(Boolean).length, total: seen.size };
}

function unseen(seen: ReadonlyMap<string, boolean>): string[] {
  return [...seen].filter(([, was]) => !was).map(([key]) => key);
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
