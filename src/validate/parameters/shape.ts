import { isArray, type Json } from "../../model/json.ts";
import type { Schema, SchemaGraph, TypeName } from "../../model/schema.ts";

/** What text may stand for in the place of a schema: the types of all its parts and variants together. */
export interface Shape {
  /** Absent: anything. */
  readonly types?: ReadonlySet<TypeName>;
  readonly item?: () => Shape;
  readonly property: (name: string) => Shape;
  readonly properties: readonly string[];
  /** May there be properties that are not listed? */
  readonly openProperties: boolean;
}

const ANYTHING: Shape = { property: () => ANYTHING, properties: [], openProperties: true };

/** Gathers the shape of a schema through its references, parts and variants. */
export function shapeOf(graph: SchemaGraph, schema: Schema | undefined): Shape {
  if (schema === undefined) return ANYTHING;
  const known = SHAPES.get(schema);
  if (known !== undefined) return known;
  const shape = readShape(graph, schema);
  SHAPES.set(schema, shape);
  return shape;
}

/** A graph keeps one object for each schema, so that its shape is worked out once. */
const SHAPES = new WeakMap<Schema, Shape>();

function readShape(graph: SchemaGraph, schema: Schema): Shape {
  const all = related(graph, schema);
  const typed = all.filter(({ types, values }) => types !== undefined || values !== undefined);
  const types = new Set(typed.flatMap((each) => each.types ?? (each.values ?? []).map(typeOf)));
  const items = all.map((each) => each.items).find((each) => each !== undefined);
  const names = all.flatMap((each) => [...each.properties.keys()]);
  const extra = all.map((each) => each.additionalProperties).find((each) => each !== undefined);
  return {
    ...(types.size === 0 ? {} : { types }),
    ...(items === undefined ? {} : { item: () => shapeOf(graph, items) }),
    property: (name) => {
      const property = all.map((each) => each.properties.get(name)).find((each) => each !== undefined);
      return shapeOf(graph, property ?? extra);
    },
    properties: [...new Set(names)],
    openProperties: extra?.possible ?? false,
  };
}

function related(graph: SchemaGraph, schema: Schema): Schema[] {
  const found = new Set<Schema>();
  const pending = [schema];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const target = graph.target(next);
    if (found.has(target)) continue;
    found.add(target);
    if (target.ref !== undefined) pending.push(graph.at(target.ref));
    pending.push(...(target.allOf ?? []), ...(target.anyOf ?? []), ...(target.oneOf ?? []));
  }
  return [...found];
}

function typeOf(value: Json): TypeName {
  if (value === null) return "null";
  if (isArray(value)) return "array";
  if (Number.isInteger(value)) return "integer";
  return typeof value as TypeName;
}

/** Does the shape say that it is (also) this type? */
export function mayBe(shape: Shape, type: TypeName): boolean {
  return shape.types?.has(type) ?? false;
}

/** The value that a piece of text stands for: the narrowest of the types asked for that it can be. */
export function coerce(text: string, shape: Shape): Json {
  const { types } = shape;
  if (types === undefined) return text;
  if (types.has("integer") || types.has("number")) {
    if (/^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:e[+-]?\d+)?$/i.test(text)) return Number(text);
  }
  if (types.has("boolean") && (text === "true" || text === "false")) return text === "true";
  if (types.has("null") && !types.has("string") && (text === "null" || text === "")) return null;
  return text;
}
