import { equal, isArray, isObject, type Json, own } from "../model/json.ts";
import { join, resolve } from "../model/pointer.ts";
import { SchemaGraph } from "../model/schema.ts";
import type { OneWay } from "./one-way.ts";
import { type SchemaAt, schemaOf, type Tag } from "./schema/index.ts";
import type { Step } from "./schema-comparison.ts";

/** One step down in a value, a member's name or an item's index; or the tag of the variant that it is. */
type Hop = string | number | Tag;

/**
 * The place in a message that a way through its schemas leads to. A way goes through schemas, a value has only
 * members and items: steps into unions leave no trace but a tag, those into conjunctions none, and "any member"
 * becomes one with a name.
 */
export class Spot {
  readonly #hops: readonly Hop[];

  constructor(steps: readonly Step[], judge: OneWay) {
    this.#hops = steps.flatMap((step) => hop(step, judge));
  }

  /** A JSON Schema 2020-12 of the messages that hold something there, and that fits `inner`. */
  holding(inner: Json): Json {
    return this.#hops.reduceRight<Json>((schema, hop) => {
      if (typeof hop === "string") {
        return { type: "object", required: [hop], properties: { [hop]: schema } };
      }
      if (typeof hop === "object") return { allOf: [schemaOf(hop), schema] };
      const before = Array.from({ length: hop }, () => true);
      return { type: "array", minItems: hop + 1, prefixItems: [...before, schema] };
    }, inner);
  }

  /**
   * A message with a value there; `undefined` where more than one member or item has to be made up for it.
   * @param message what else it holds
   */
  put(value: Json, message: Json | undefined): Json | undefined {
    const [hop, ...rest] = this.#hops;
    if (hop === undefined) return value;
    if (rest.length > 0) return undefined;
    if (typeof hop === "object") return tagged(value, hop);
    if (typeof hop === "string") return { ...(isObject(message) ? message : {}), [hop]: value };
    const items = isArray(message) ? message : [];
    return items.length < hop ? undefined : [...items.slice(0, hop), value, ...items.slice(hop + 1)];
  }

  /** A value that is to be put there, with the tag of the variant that it is there. */
  fitted(value: Json): Json {
    return this.#hops.reduceRight(
      (inner, hop) => (typeof hop === "object" ? tagged(inner, hop) : inner),
      value,
    );
  }

  /** What a message holds there. */
  in(message: Json): Json | undefined {
    return resolve(message, join("", ...this.#hops.filter((hop) => typeof hop !== "object")));
  }
}

/** The value as the variant that it is. */
function tagged(value: Json, { property, among }: Tag): Json {
  const [first] = among ?? [];
  if (first === undefined || !isObject(value)) return value;
  const tag = own(value, property);
  return tag !== undefined && among?.some((one) => equal(one, tag)) ? value : { ...value, [property]: first };
}

/** The value itself, but an object may hold more: where it goes, others may ask for more of it. */
export function atLeast(value: Json): Json {
  if (!isObject(value)) return { const: value };
  const properties = Object.entries(value).map(([name, member]) => [name, { const: member }] as const);
  return { type: "object", required: Object.keys(value), properties: Object.fromEntries(properties) };
}

function hop({ from, to, path }: Step, judge: OneWay): Hop[] {
  if (path === "") {
    const tag = judge.tagOf(judge.sent(from), judge.sent(to));
    return tag === undefined ? [] : [tag];
  }
  if (path.startsWith(".")) return [path.slice(1)];
  const holder = judge.sent(from);
  if (path === "{}") return [freeName(holder, judge.sent(to), judge)];
  if (path === "[]") return [holder.schema.prefixItems?.length ?? 0];
  return [JSON.parse(path.slice(1, -1)) as Hop];
}

/** A name that an object does not declare, or one that fits the pattern that leads to the schema. */
function freeName(holder: SchemaAt, to: SchemaAt, { prover }: OneWay): string {
  for (const [pattern, schema] of holder.schema.patternProperties) {
    if (holder.graph.target(schema) !== to.schema) continue;
    const graph = new SchemaGraph({ type: "string", pattern }, "2020-12");
    const name = prover.smallest({ graph, schema: graph.at("") });
    if (typeof name === "string") return name;
  }
  let name = "key";
  for (let i = 2; holder.schema.properties.has(name); i++) name = `key${i}`;
  return name;
}
