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
  /** The same, as it is quickest to look up: what has been seen is left out. */
  readonly #unseenValues = new Map<Schema, Set<string | number | boolean>>();

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
      const choices = choicesOf(schema);
      for (const value of choices) this.#enumValues.set(valueKey(schema, value), false);
      const left = choices.map((value) => (typeof value === "object" ? canonical(value) : value));
      if (left.length > 0) this.#unseenValues.set(schema, new Set(left));
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
    value: (schemas, found) => {
      for (const schema of schemas) {
        const left = this.#unseenValues.get(schema);
        if (left === undefined) continue;
        const key = typeof found === "object" ? canonical(found) : found;
        if (!left.delete(key)) continue;
        mark(this.#enumValues, valueKey(schema, found));
        if (left.size === 0) this.#unseenValues.delete(schema);
      }
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
  if (seen.get(key) === false) seen.set(key, true);
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
