import { isObject, type Json } from "./json.ts";
import { fromFragment, nameOf, type Pointer } from "./pointer.ts";
import type { Schema, SchemaGraph } from "./schema.ts";

/** What a discriminator makes of a union: which tag names which variant. */
export interface Tags {
  readonly property: string;
  /** Where the `discriminator` stands. */
  readonly pointer: Pointer;
  readonly targets: ReadonlyMap<string, Pointer>;
  /** Branches that no tag names: `{ "type": "null" }`, or an inline schema that does not fix its tag. */
  readonly open: readonly Pointer[];
  /** OpenAPI 3.2: the variant of a value without a tag, or with an unknown one. */
  readonly fallback?: Pointer;
}

/**
 * Reads a discriminator beside a union. A mapped name replaces the implicit one; a branch without either is
 * known by the tag it fixes itself (`const`, or an `enum`), which is what a validator would go by
 * (https://spec.openapis.org/oas/v3.1.1.html#discriminator-object).
 */
export function readTags(graph: SchemaGraph, schema: Schema, branches: readonly Pointer[]): Tags | undefined {
  const { discriminator } = schema;
  if (discriminator === undefined) return undefined;
  const property = discriminator.propertyName;
  const targets = new Map<string, Pointer>();
  for (const [tag, target] of discriminator.mapping) {
    const pointer = mappingTarget(graph, target);
    if (pointer !== undefined) targets.set(tag, pointer);
  }
  const mapped = new Set<Schema>([...targets.values()].map((pointer) => graph.target(graph.at(pointer))));
  const fixed = branches.map((branch) => fixedTags(graph, graph.at(branch), property)?.map(tagOf));
  // A tag that several branches admit (the enum of a shared parent) tells none of them apart.
  const count = new Map<string, number>();
  for (const tag of fixed.flatMap((tags) => tags ?? [])) count.set(tag, (count.get(tag) ?? 0) + 1);
  const open: Pointer[] = [];
  for (const [i, branch] of branches.entries()) {
    const target = graph.target(graph.at(branch));
    const telling = fixed[i]?.every((tag) => count.get(tag) === 1) ? fixed[i] : undefined;
    // A nested union is also entered through the tags of its own variants, mapped or not.
    const isUnion = target.oneOf !== undefined || target.anyOf !== undefined;
    if (mapped.has(target) && !isUnion) continue;
    const tags = telling ?? (mapped.has(target) ? [] : implicitName(graph.at(branch)));
    if (tags.length === 0 && !mapped.has(target)) open.push(branch);
    for (const tag of tags) if (!targets.has(tag)) targets.set(tag, branch);
  }
  const raw = isObject(schema.raw) ? schema.raw.discriminator : undefined;
  const named = isObject(raw) ? raw.defaultMapping : undefined;
  const fallback = typeof named === "string" ? mappingTarget(graph, fromFragment(named) ?? named) : undefined;
  const pointer: Pointer = `${schema.pointer}/discriminator`;
  return { property, pointer, targets, open, ...(fallback === undefined ? {} : { fallback }) };
}

/** A mapping's value is a reference, or the name of a component. */
function mappingTarget(graph: SchemaGraph, target: string): Pointer | undefined {
  const pointer = target.startsWith("/") ? (target as Pointer) : (`/components/schemas/${target}` as Pointer);
  return graph.at(pointer).opaque === "not a schema" ? undefined : pointer;
}

function implicitName(branch: Schema): string[] {
  return branch.ref === undefined ? [] : [nameOf(branch.ref)];
}

/** The tags a variant admits by itself: through its property, the parts of an `allOf`, or all of its own variants. */
export function fixedTags(graph: SchemaGraph, schema: Schema, property: string): readonly Json[] | undefined {
  return fixedIn(graph, schema, property, new Set());
}

function fixedIn(
  graph: SchemaGraph,
  schema: Schema,
  property: string,
  seen: Set<Schema>,
): readonly Json[] | undefined {
  const target = graph.target(schema);
  if (seen.has(target)) return undefined;
  seen.add(target);
  const declared = target.properties.get(property);
  const values = declared === undefined ? undefined : graph.target(declared).values;
  if (values !== undefined) return values;
  for (const part of [...(target.allOf ?? []), ...(target.ref === undefined ? [] : [graph.at(target.ref)])]) {
    const tags = fixedIn(graph, part, property, seen);
    if (tags !== undefined) return tags;
  }
  const nested = target.oneOf ?? target.anyOf;
  if (nested === undefined) return undefined;
  const mapping = target.discriminator?.propertyName === property ? target.discriminator.mapping : new Map();
  const lists = nested.map((branch) => fixedIn(graph, branch, property, seen) ?? implicitName(branch));
  return mapping.size > 0 ? [...mapping.keys()] : lists.flat();
}

/** Tags are compared as text: a mapping cannot say `1`, but a variant may be known by `const: 1`. */
export function tagOf(value: Json): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** Schemas that name a component as a part of their `allOf`, by that component: the other way to write a union. */
export function childrenByParent(graph: SchemaGraph): ReadonlyMap<Pointer, readonly Pointer[]> {
  const children = new Map<Pointer, Pointer[]>();
  const components = isObject(graph.root) ? graph.root.components : undefined;
  const schemas = isObject(components) ? components.schemas : undefined;
  if (!isObject(schemas)) return children;
  for (const name of Object.keys(schemas)) {
    const pointer: Pointer = `/components/schemas/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`;
    for (const part of graph.at(pointer).allOf ?? []) {
      if (part.ref === undefined) continue;
      const known = children.get(part.ref);
      if (known === undefined) children.set(part.ref, [pointer]);
      else known.push(pointer);
    }
  }
  return children;
}

/**
 * Reads a discriminator without a union: its variants are the components that build on the schema by `allOf`,
 * at any distance, and the schema itself.
 */
export function readInheritedTags(
  graph: SchemaGraph,
  schema: Schema,
  children: ReadonlyMap<Pointer, readonly Pointer[]>,
): Tags | undefined {
  if (schema.discriminator === undefined) return undefined;
  const found: Pointer[] = [];
  const pending = [...(children.get(schema.pointer) ?? [])];
  for (let next = pending.shift(); next !== undefined; next = pending.shift()) {
    if (found.includes(next)) continue;
    found.push(next);
    pending.push(...(children.get(next) ?? []));
  }
  const targets = new Map<string, Pointer>();
  for (const [tag, target] of schema.discriminator.mapping) {
    const pointer = mappingTarget(graph, target);
    if (pointer !== undefined) targets.set(tag, pointer);
  }
  if (found.length === 0 && targets.size === 0) return undefined;
  const mapped = new Set(targets.values());
  for (const pointer of [...found, schema.pointer]) {
    if (!mapped.has(pointer) && !targets.has(nameOf(pointer))) targets.set(nameOf(pointer), pointer);
  }
  const pointer: Pointer = `${schema.pointer}/discriminator`;
  return { property: schema.discriminator.propertyName, pointer, targets, open: [] };
}
