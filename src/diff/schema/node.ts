import { canonical, type Json } from "../../model/json.ts";
import { type Schema, SchemaGraph } from "../../model/schema.ts";
import { Alternatives } from "./alternatives.ts";
import { Bisimulation } from "./bisimulation.ts";
import { schemaOf } from "./tagged.ts";

/**
 * How a schema is meant. A `consumer` is judged by what its schema literally accepts; a `producer` sends,
 * of the properties an open object allows, only those that its schema declares.
 */
export type Role = "producer" | "consumer";

/** One schema, in its graph, in its role. Equal nodes are one object, and references are already followed. */
export interface Node {
  readonly id: number;
  /** The same for nodes that differ in role alone. */
  readonly set: number;
  readonly graph: SchemaGraph;
  readonly schema: Schema;
  readonly role: Role;
  /** What is said of its values besides, from outside of the schema: the tag that they have as variants of a union. */
  readonly beside?: Node;
}

/** Requests leave out what is `readOnly`, responses what is `writeOnly` (OpenAPI 3.0.3, Schema Object). */
export type Access = "request" | "response";

export interface NodeOptions {
  /** Take open objects literally on both sides, so that everybody is a consumer. */
  readonly openWorld?: boolean | undefined;
  readonly access?: Access | undefined;
  /** Something that is the same for schemas known to accept the same values, whatever their document. */
  readonly classOf?: ((graph: SchemaGraph, schema: Schema) => unknown) | undefined;
}

/** Hands out nodes, so that equal schemas are one node and a node's identity can be the key of a memo. */
export class Nodes {
  readonly anything: Node;
  readonly nothing: Node;
  readonly openWorld: boolean;
  readonly access: Access | undefined;
  readonly #classOf: NodeOptions["classOf"];
  readonly #sets = new Map<unknown, number>();
  readonly #nodes = new Map<number, Node>();
  readonly #schemas = new Map<Schema, number>();
  readonly #bisimulation: Bisimulation;
  readonly #unions = new Map<string, { variants: readonly Node[]; alternatives: Alternatives }>();
  readonly #values = new Map<string, Node>();

  constructor(options: NodeOptions = {}) {
    this.openWorld = options.openWorld ?? false;
    this.access = options.access;
    this.#classOf = options.classOf;
    this.#bisimulation = new Bisimulation(options);
    this.anything = this.synthetic(true);
    this.nothing = this.synthetic(false);
  }

  of(graph: SchemaGraph, schema: Schema, role: Role): Node {
    const target = graph.target(schema);
    return this.#node({ set: this.#set(graph, target), graph, schema: target }, role);
  }

  /** The variants of a union; where a discriminator tells them apart, each with its tag. */
  variants(node: Node, keyword: "anyOf" | "oneOf"): readonly Node[] {
    return this.#union(node, keyword).variants;
  }

  /** Those of the variants that do not plainly refuse the value. */
  variantsFor(node: Node, keyword: "anyOf" | "oneOf", value: Json): readonly Node[] {
    const { variants, alternatives } = this.#union(node, keyword);
    const left = alternatives.of(value);
    return left.length === variants.length ? variants : left.flatMap((i) => variants[i] ?? []);
  }

  #union(node: Node, keyword: "anyOf" | "oneOf"): { variants: readonly Node[]; alternatives: Alternatives } {
    const key = `${node.id} ${keyword}`;
    const known = this.#unions.get(key);
    if (known !== undefined) return known;
    const { graph, schema } = node;
    const alternatives = new Alternatives(graph, schema, keyword, this.access);
    const variants = (schema[keyword] ?? []).map((variant, i) => {
      const tag = alternatives.tags?.[i];
      const plain = this.child(node, variant);
      return tag === undefined ? plain : this.#with(plain, this.synthetic(schemaOf(tag)));
    });
    const union = { variants, alternatives };
    this.#unions.set(key, union);
    return union;
  }

  /** A schema inside the node's own, in the same role. */
  child(node: Node, schema: Schema): Node {
    return this.of(node.graph, schema, node.role);
  }

  /** The same schema, taken literally. */
  literally(node: Node): Node {
    return this.#node(node, "consumer");
  }

  /** A schema that no document holds, from its JSON Schema 2020-12 text. */
  synthetic(raw: Json): Node {
    const text = canonical(raw);
    let node = this.#values.get(text);
    if (node === undefined) {
      const graph = new SchemaGraph(raw, "2020-12");
      node = this.of(graph, graph.at(""), "consumer");
      this.#values.set(text, node);
    }
    return node;
  }

  #node(facts: Omit<Node, "id" | "role">, role: Role): Node {
    const { set, graph, schema, beside } = facts;
    const id = set * 2 + (role === "producer" && !this.openWorld ? 1 : 0);
    let node = this.#nodes.get(id);
    if (node === undefined) {
      node = { id, set, graph, schema, role: id % 2 === 1 ? "producer" : "consumer" };
      if (beside !== undefined) node = { ...node, beside: this.#node(beside, node.role) };
      this.#nodes.set(id, node);
    }
    return node;
  }

  #with(node: Node, beside: Node): Node {
    return this.#node({ ...node, set: this.#number(`${node.set} with ${beside.set}`), beside }, node.role);
  }

  #set(graph: SchemaGraph, schema: Schema): number {
    const known = this.#schemas.get(schema);
    if (known !== undefined) return known;
    const key = this.#classOf?.(graph, schema) ?? this.#bisimulation.representative(graph, schema);
    const set = this.#number(key);
    this.#schemas.set(schema, set);
    return set;
  }

  #number(key: unknown): number {
    const set = this.#sets.get(key) ?? this.#sets.size + 1;
    this.#sets.set(key, set);
    return set;
  }
}
