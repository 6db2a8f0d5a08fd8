import { byKind, type CoverageKind } from "../../model/coverage.ts";
import type { Document } from "../../model/document.ts";
import { canonical, isObject, stringAt } from "../../model/json.ts";
import type { MediaType, Operation } from "../../model/operation.ts";
import { join, nameOf, type Pointer } from "../../model/pointer.ts";
import type { Schema, SchemaGraph } from "../../model/schema.ts";
import { enumMark, isNullable, nullMark, optionalProperties, valuesOf } from "./marks.ts";

/** What a document has to be seen, by kind: the name of each thing, and the marks of which one means that it was seen. */
export type Inventory = Readonly<Record<CoverageKind, ReadonlyMap<string, readonly string[]>>>;

/** A document, as far as there is something to be seen of it. */
export interface Coverable {
  readonly title: string;
  readonly version: string;
  /** Takes its time. */
  readonly inventory: () => Inventory;
}

export function coverableOf(document: Document): Coverable {
  const { title, version } = document;
  return { title, version, inventory: () => inventoryOf(document) };
}

/** Everything that the traffic of a document's paths can show of it. */
export function inventoryOf(document: Document): Inventory {
  const inventory = byKind(() => new Map<string, readonly string[]>());
  const add = (kind: CoverageKind, name: string, ...marks: readonly string[]) =>
    inventory[kind].set(name, marks.length === 0 ? [name] : marks);
  const operations = document.operations.filter(({ kind }) => kind === "path");
  for (const { key, requestBody, responses } of operations) {
    add("operations", key);
    for (const type of typesOf(requestBody)) add("mediaTypes", `${key} ${type}`);
    for (const response of responses) {
      add("responses", `${key} ${response.status}`);
      for (const type of typesOf(response)) add("mediaTypes", `${key} ${response.status} ${type}`);
    }
  }
  const { schemas } = document;
  for (const schema of reachable(schemas, operations.flatMap(schemasOf))) {
    const { pointer, properties } = schema;
    for (const value of valuesOf(schema))
      add("enumValues", `#${join(pointer, "enum")} ${canonical(value)}`, enumMark(pointer, value));
    for (const name of optionalProperties(schema)) {
      const place = properties.get(name)?.pointer ?? "";
      add("properties", `#${place}`, place);
    }
    if (isNullable(schema))
      for (const side of [true, false])
        add("nullables", `#${nullMark(pointer, side)}`, nullMark(pointer, side));
    for (const keyword of ["oneOf", "anyOf"] as const) {
      const { real, none } = branchesOf(schemas, schema[keyword] ?? []);
      const marks = real.map((branch) => branch.pointer);
      if (real.length > 1)
        for (const branch of real)
          add("variants", `#${variantName(pointer, keyword, branch, real)}`, branch.pointer);
      if (none === undefined || real.length === 0) continue;
      add("nullables", `#${nullMark(pointer, true)}`, none.pointer);
      add("nullables", `#${nullMark(pointer, false)}`, ...marks);
    }
  }
  return inventory;
}

/** The media types of a body that leave a choice. */
function typesOf(body: { readonly content: readonly MediaType[] } | undefined): string[] {
  return body !== undefined && body.content.length > 1 ? body.content.map(({ type }) => type) : [];
}

/** A union with null says only that a value may be absent. */
function branchesOf(graph: SchemaGraph, branches: readonly Schema[]): { real: Schema[]; none?: Schema } {
  const isNull = (branch: Schema) => {
    const { types } = graph.target(branch);
    return types?.length === 1 && types[0] === "null";
  };
  const none = branches.find(isNull);
  return { real: branches.filter((branch) => !isNull(branch)), ...(none === undefined ? {} : { none }) };
}

/** Where a variant has a name, that stays when others come before it: `/components/schemas/Pet/oneOf Dog`. */
function variantName(union: Pointer, keyword: string, branch: Schema, siblings: readonly Schema[]): string {
  const name = nameOfBranch(branch);
  const alike = siblings.filter((sibling) => nameOfBranch(sibling) === name);
  return name === undefined || alike.length > 1 ? branch.pointer : `${join(union, keyword)} ${name}`;
}

function nameOfBranch({ ref, raw }: Schema): string | undefined {
  if (ref !== undefined) return nameOf(ref);
  return isObject(raw) ? stringAt(raw, "title") : undefined;
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
