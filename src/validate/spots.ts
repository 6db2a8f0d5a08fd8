import type { Pointer } from "../model/pointer.ts";
import type { Schema, SchemaGraph } from "../model/schema.ts";
import { matchesPattern } from "./schema/patterns.ts";

/** A union that says all there is to say of a value. */
interface OnlyUnion {
  readonly schema: Schema;
  readonly keyword: "oneOf" | "anyOf";
}

/**
 * A place that schemas speak of, such as a property. What can be said of it without looking at a value is worked out
 * when it is first met, for walks come by again and again.
 */
export class Spot {
  /** The schema of the place, or the several that are stated for it by different ones. */
  readonly stated: readonly Schema[];
  /** What applies here, where that is the same for all values. */
  readonly always: Applied | undefined;
  /** The union that the place leads to, where nothing else depends on the value. */
  readonly union: OnlyUnion | undefined;
  /** What applies to a value of a branch of that union, where that is the same for all values of it. */
  readonly branches = new Map<Pointer, Applied>();

  constructor(stated: readonly Schema[], spots: Spots) {
    this.stated = stated;
    const found: Schema[] = [];
    if (stated.every((schema) => collect(spots.graph, schema, found)))
      this.always = new Applied(found, spots);
    else if (stated.length === 1) this.union = onlyUnion(spots.graph, stated[0] as Schema);
  }
}

/** All schemas that apply to a value, and where they lead from it. */
export class Applied {
  readonly schemas: readonly Schema[];
  readonly #spots: Spots;
  readonly #members = new Map<string, Spot>();
  readonly #items: (Spot | undefined)[] = [];
  readonly #longest: number;
  readonly #patterned: boolean;
  /** What is said of members that no schema lists; `null` as long as nobody asked. */
  #others: Spot | undefined | null = null;

  constructor(schemas: readonly Schema[], spots: Spots) {
    this.schemas = schemas;
    this.#spots = spots;
    this.#longest = Math.max(0, ...schemas.map(({ prefixItems = [] }) => prefixItems.length));
    this.#patterned = schemas.some(({ patternProperties }) => patternProperties.size > 0);
  }

  /** The place of a member, if anything is said of it. */
  member(name: string): Spot | undefined {
    const known = this.#members.get(name);
    if (known !== undefined) return known;
    const listed = this.schemas.some(({ properties }) => properties.has(name));
    if (!listed && !this.#patterned) {
      if (this.#others === null)
        this.#others = this.#among(({ additionalProperties }) => additionalProperties);
      return this.#others;
    }
    const spot = this.#among((schema) => memberSchema(schema, name));
    // Names that no schema lists may be without number.
    if (listed && spot !== undefined) this.#members.set(name, spot);
    return spot;
  }

  /** The place of an item, if anything is said of it. */
  item(index: number): Spot | undefined {
    const at = Math.min(index, this.#longest);
    if (!(at in this.#items))
      this.#items[at] = this.#among(({ prefixItems, items }) => prefixItems?.[at] ?? items);
    return this.#items[at];
  }

  #among(choose: (schema: Schema) => Schema | undefined): Spot | undefined {
    return this.#spots.among(new Set(this.schemas.map(choose).filter((schema) => schema !== undefined)));
  }
}

/** The places that the schemas of a document speak of, each once. */
export class Spots {
  readonly graph: SchemaGraph;
  readonly #spots = new Map<Schema, Spot>();

  constructor(graph: SchemaGraph) {
    this.graph = graph;
  }

  of(schema: Schema): Spot {
    const known = this.#spots.get(schema);
    if (known !== undefined) return known;
    const spot = new Spot([schema], this);
    this.#spots.set(schema, spot);
    return spot;
  }

  among(stated: ReadonlySet<Schema>): Spot | undefined {
    const [first, second] = stated;
    if (first === undefined) return undefined;
    return second === undefined ? this.of(first) : new Spot([...stated], this);
  }
}

function memberSchema(schema: Schema, name: string): Schema | undefined {
  const property = schema.properties.get(name);
  if (property !== undefined) return property;
  for (const [pattern, inner] of schema.patternProperties) if (matchesPattern(pattern, name)) return inner;
  return schema.additionalProperties;
}

/** Gathers the schemas that apply wherever this one does. @returns whether others depend on the value. */
function collect(graph: SchemaGraph, start: Schema, found: Schema[]): boolean {
  const met = new Set(found);
  // Chains of references may be longer than the stack is deep.
  const pending = [start];
  for (let schema = pending.pop(); schema !== undefined; schema = pending.pop()) {
    if (met.has(schema)) continue;
    met.add(schema);
    found.push(schema);
    const { oneOf, anyOf, discriminator, dependentSchemas } = schema;
    if (oneOf !== undefined || anyOf !== undefined || discriminator !== undefined) return false;
    if (schema.if !== undefined || dependentSchemas.size > 0) return false;
    for (const part of (schema.allOf ?? []).toReversed()) pending.push(part);
    if (schema.ref !== undefined) pending.push(graph.at(schema.ref));
  }
  return true;
}

/** What a schema leads to, if that is a union and nothing else depends on the value. */
function onlyUnion(graph: SchemaGraph, stated: Schema): OnlyUnion | undefined {
  const schema = graph.target(stated);
  const { oneOf, anyOf, ref, allOf, dependentSchemas } = schema;
  const one = (oneOf === undefined) !== (anyOf === undefined);
  const alone =
    ref === undefined && allOf === undefined && schema.if === undefined && dependentSchemas.size === 0;
  return one && alone ? { schema, keyword: oneOf === undefined ? "anyOf" : "oneOf" } : undefined;
}
