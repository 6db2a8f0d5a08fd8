import { canonical, own } from "../model/json.ts";
import { nameOf } from "../model/pointer.ts";
import type { Discriminator, Schema, SchemaGraph } from "../model/schema.ts";
import { alike } from "./alike.ts";
import { list, show, types } from "./wording.ts";

/** One side's variants with what identifies them. */
export interface Side {
  readonly graph: SchemaGraph;
  readonly members: readonly Schema[];
  readonly discriminator?: Discriminator | undefined;
}

export interface Matching {
  readonly pairs: readonly (readonly [Schema, Schema])[];
  readonly gone: readonly Schema[];
  readonly fresh: readonly Schema[];
}

type Key = (side: Side, member: Schema) => string | undefined;

/** What tells one variant from another, the surest first. A variant's place in the list never does. */
const KEYS: readonly Key[] = [
  (_, member) => member.ref,
  (side, member) => tags(side, member).join() || undefined,
  (side, member) => fixedValues(side, member),
  (side, member) => canonical(side.graph.target(member).raw),
  (side, member) => title(side.graph.target(member)),
  (side, member) => side.graph.target(member).types?.join(),
  (side, member) => propertyNames(side.graph.target(member)),
];

/** Finds for each variant its counterpart in the other document. */
export function matchVariants(base: Side, revision: Side): Matching {
  const pairs: [Schema, Schema][] = [];
  let gone = [...base.members];
  let fresh = [...revision.members];
  for (const key of KEYS) {
    if (gone.length === 0 || fresh.length === 0) break;
    const before = unique(gone, (member) => key(base, member));
    const after = unique(fresh, (member) => key(revision, member));
    const found = new Map<Schema, Schema>();
    for (const [name, left] of before) {
      const right = after.get(name);
      if (right !== undefined) found.set(left, right);
    }
    pairs.push(...found);
    const taken = new Set(found.values());
    gone = gone.filter((member) => !found.has(member));
    fresh = fresh.filter((member) => !taken.has(member));
  }
  // What is left may be components that were only renamed.
  for (const left of gone) {
    const right = fresh.find((member) => alike(base.graph, left, revision.graph, member));
    if (right === undefined) continue;
    pairs.push([left, right]);
    gone = gone.filter((member) => member !== left);
    fresh = fresh.filter((member) => member !== right);
  }
  return { pairs, gone, fresh };
}

/** Members by key, where no two share one. */
function unique(
  members: readonly Schema[],
  key: (member: Schema) => string | undefined,
): ReadonlyMap<string, Schema> {
  const found = new Map<string, Schema | undefined>();
  for (const member of members) {
    const name = key(member);
    if (name !== undefined) found.set(name, found.has(name) ? undefined : member);
  }
  return new Map([...found].filter((entry): entry is [string, Schema] => entry[1] !== undefined));
}

/** The discriminator values that lead to a variant, sorted. */
export function tags({ graph, discriminator }: Side, member: Schema): string[] {
  if (discriminator === undefined) return [];
  const target = graph.target(member).pointer;
  const mapped = [...discriminator.mapping]
    .filter(([, to]) => to === target || to === member.ref)
    .map(([tag]) => tag);
  if (mapped.length > 0) return mapped.sort();
  const values = graph.target(
    graph.target(member).properties.get(discriminator.propertyName) ?? member,
  ).values;
  const fixed = values?.filter((value) => typeof value === "string") ?? [];
  if (fixed.length > 0) return fixed.sort();
  // Without a mapping, the schema's name is the value (OpenAPI 3.1.1, 4.8.25).
  return discriminator.mapping.size === 0 && member.ref !== undefined ? [nameOf(member.ref)] : [];
}

/** The properties that can have only one value, with it: `type="user"`. */
function fixedValues({ graph }: Side, member: Schema): string | undefined {
  const target = graph.target(member);
  const fixed = [...target.properties].flatMap(([name, property]) => {
    const values = graph.target(property).values;
    return values?.length === 1 && target.required.has(name)
      ? [`${name}=${canonical(values[0] ?? null)}`]
      : [];
  });
  return fixed.length > 0 ? fixed.sort().join() : undefined;
}

function title(schema: Schema): string | undefined {
  const text = own(schema.annotations, "title");
  return typeof text === "string" ? text : undefined;
}

function propertyNames(schema: Schema): string | undefined {
  return schema.properties.size > 0 ? [...schema.properties.keys()].sort().join() : undefined;
}

/** What a variant is called in a sentence: its tag, its component's name, or what it is. */
export function labelOf(side: Side, member: Schema): string {
  const [tag] = tags(side, member);
  if (tag !== undefined) return tag;
  if (member.ref !== undefined) return nameOf(member.ref);
  const target = side.graph.target(member);
  const named = title(target);
  if (named !== undefined) return named;
  if (target.values !== undefined)
    return list(
      target.values.map((value) => show(value)),
      "or",
    );
  const format = target.format === undefined ? "" : ` (${target.format})`;
  return `${types(target.types)}${format}`;
}
