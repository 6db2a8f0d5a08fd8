import type { Json } from "../../model/json.ts";
import type { Schema, SchemaGraph } from "../../model/schema.ts";
import { fixedTags, readTags, tagOf } from "../../model/tags.ts";
import { hiddenNames } from "./access.ts";
import { allowsKind } from "./kind.ts";
import type { Access } from "./node.ts";

/** What tells one variant of a union from the others: its tag is one of these, or not one of theirs. */
export interface Tag {
  readonly property: string;
  readonly among?: readonly Json[];
  readonly except?: readonly Json[];
}

type Keyword = "oneOf" | "anyOf";

/** The tags of a union: in the order of its variants, and by the schemas that these lead to. */
interface Tags {
  readonly listed: readonly (Tag | undefined)[];
  readonly byVariant: ReadonlyMap<Schema, Tag | undefined>;
}

const known = new Map<string, WeakMap<Schema, Tags | undefined>>();

/**
 * What a `discriminator` says of each variant of a union. By the letter it is a hint that changes nothing of what is
 * valid (OpenAPI 3.1.1, 4.8.25); but who writes one sends the tag, whether or not the variants declare it, and by the
 * letter variants that declare none often allow no message at all, because each fits several of them. So a union with
 * a discriminator means: a variant, with its tag.
 *
 * A variant that names its tags itself (`const`, `enum`) is known by those of them that the discriminator gives it, or
 * by its own where the two disagree; one that allows no such property is taken by the letter. So is the whole union
 * where its tag is not sent in messages of this direction.
 * @returns for each variant its tag, if it has one; `undefined` where the union is not told apart by tags
 */
export function tagsIn(
  graph: SchemaGraph,
  schema: Schema,
  keyword: Keyword,
  access: Access | undefined,
): readonly (Tag | undefined)[] | undefined {
  return tagsOf(graph, schema, keyword, access)?.listed;
}

/** What it says of the variant that leads to a schema: the first one, if several do. */
export function tagOfVariant(
  graph: SchemaGraph,
  schema: Schema,
  keyword: Keyword,
  access: Access | undefined,
  variant: Schema,
): Tag | undefined {
  return tagsOf(graph, schema, keyword, access)?.byVariant.get(variant);
}

function tagsOf(
  graph: SchemaGraph,
  schema: Schema,
  keyword: Keyword,
  access: Access | undefined,
): Tags | undefined {
  if (schema.discriminator === undefined) return undefined;
  const key = `${keyword} ${access}`;
  const read = known.get(key) ?? new WeakMap<Schema, Tags | undefined>();
  known.set(key, read);
  if (!read.has(schema)) {
    const listed = readTagsIn(graph, schema, keyword, access);
    const byVariant = new Map<Schema, Tag | undefined>();
    for (const [i, tag] of listed?.entries() ?? []) {
      const variant = graph.target(schema[keyword]?.[i] ?? schema);
      if (!byVariant.has(variant)) byVariant.set(variant, tag);
    }
    read.set(schema, listed && { listed, byVariant });
  }
  return read.get(schema);
}

function readTagsIn(
  graph: SchemaGraph,
  schema: Schema,
  keyword: Keyword,
  access: Access | undefined,
): readonly (Tag | undefined)[] | undefined {
  const variants = schema[keyword] ?? [];
  const tags = readTags(
    graph,
    schema,
    variants.map(({ pointer }) => pointer),
  );
  if (tags === undefined) return undefined;
  const { property } = tags;
  if (variants.some((variant) => hiddenNames(graph, variant, access).has(property))) return undefined;
  const names = new Map<Schema, string[]>();
  for (const [name, pointer] of tags.targets) {
    const target = graph.target(graph.at(pointer));
    names.set(target, [...(names.get(target) ?? []), name]);
  }
  const among = variants.map((variant) => {
    if (shutsOut(graph, variant, property)) return [];
    return agreed(names.get(graph.target(variant)) ?? [], fixedTags(graph, variant, property));
  });
  const named = among.flat();
  if (named.length === 0) return undefined;
  return variants.map((variant, i) => {
    const own = among[i] ?? [];
    if (own.length > 0) return { property, among: own };
    return allowsKind(graph.target(variant), "object") ? { property, except: named } : undefined;
  });
}

/** The tag of a variant as a JSON Schema of the objects that have it. */
export function schemaOf({ property, among, except }: Tag): Json {
  if (among === undefined) return { properties: { [property]: { not: { enum: [...(except ?? [])] } } } };
  return { required: [property], properties: { [property]: { enum: [...among] } } };
}

function agreed(named: readonly string[], fixed: readonly Json[] | undefined): readonly Json[] {
  if (fixed === undefined) return named;
  const both = fixed.filter((tag) => named.includes(tagOf(tag)));
  return both.length > 0 ? both : fixed;
}

/** Is it plain that an object of the schema has no such property? */
function shutsOut(graph: SchemaGraph, schema: Schema, property: string, seen = new Set<Schema>()): boolean {
  const target = graph.target(schema);
  if (seen.has(target)) return false;
  seen.add(target);
  const { additionalProperties, properties, patternProperties } = target;
  if (properties.get(property)?.possible === false) return true;
  if (additionalProperties?.possible === false && !properties.has(property) && patternProperties.size === 0)
    return true;
  const parts = [...(target.allOf ?? []), ...(target.ref === undefined ? [] : [graph.at(target.ref)])];
  return parts.some((part) => shutsOut(graph, part, property, seen));
}
