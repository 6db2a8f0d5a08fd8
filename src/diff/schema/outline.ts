import { canonical, type Json } from "../../model/json.ts";
import { hiddenNames } from "./access.ts";
import { allowsKind, KINDS, type Kind, kindOf } from "./kind.ts";
import type { Node, Nodes } from "./node.ts";
import { Siblings } from "./siblings.ts";

/** What can be said of a schema at a glance; everything it accepts is within. */
export interface Outline {
  readonly kinds: ReadonlySet<Kind>;
  readonly values: ReadonlyMap<string, Json> | undefined;
  readonly required: ReadonlySet<string>;
  readonly properties: ReadonlyMap<string, readonly Node[]>;
  /** Unions: the value is inside one node of each. */
  readonly unions: readonly (readonly Node[])[];
}

const DEPTH = 6;

/** Of fewer nodes, each is looked at. */
const MANY = 12;

/** Reads outlines, each once. */
export class Outlines {
  readonly #nodes: Nodes;
  readonly #known = new Map<number, Outline>();
  readonly #disjoint = new Map<number, Map<number, boolean>>();
  readonly #siblings = new WeakMap<readonly Node[], Siblings>();

  constructor(nodes: Nodes) {
    this.#nodes = nodes;
  }

  of(node: Node, depth = DEPTH): Outline {
    let outline = this.#known.get(node.id);
    if (outline === undefined) {
      outline = this.#read(node, depth);
      if (depth === DEPTH) this.#known.set(node.id, outline);
    }
    return outline;
  }

  #read(node: Node, depth: number): Outline {
    const { graph, schema } = node;
    let kinds = schema.possible ? KINDS.filter((kind) => allowsKind(schema, kind)) : [];
    let values = schema.values && new Map(schema.values.map((value) => [canonical(value), value]));
    const hidden = hiddenNames(graph, schema, this.#nodes.access);
    const required = new Set([...schema.required].filter((name) => !hidden.has(name)));
    const properties = new Map<string, readonly Node[]>();
    for (const [name, property] of schema.properties) {
      if (!hidden.has(name)) properties.set(name, [this.#nodes.child(node, property)]);
    }
    const unions = (["anyOf", "oneOf"] as const).flatMap((keyword) =>
      schema[keyword] === undefined ? [] : [this.#nodes.variants(node, keyword)],
    );
    for (const union of unions) {
      kinds = kinds.filter((kind) =>
        union.some((variant) => variant.schema.possible && allowsKind(variant.schema, kind)),
      );
    }
    const conjuncts = [...(schema.ref === undefined ? [] : [graph.at(schema.ref)]), ...(schema.allOf ?? [])];
    const parts = conjuncts.map((part) => this.#nodes.child(node, part));
    if (node.beside !== undefined) parts.push(node.beside);
    for (const part of depth > 0 ? parts : []) {
      const inner = this.of(part, depth - 1);
      kinds = kinds.filter((kind) => inner.kinds.has(kind));
      const theirs = inner.values;
      if (theirs !== undefined) {
        values = values === undefined ? new Map(theirs) : new Map([...values].filter(([k]) => theirs.has(k)));
      }
      for (const name of inner.required) required.add(name);
      for (const [name, list] of inner.properties)
        properties.set(name, [...(properties.get(name) ?? []), ...list]);
      unions.push(...inner.unions);
    }
    if (values !== undefined) {
      const left = new Set([...values.values()].map(kindOf));
      kinds = kinds.filter((kind) => left.has(kind));
    }
    return { kinds: new Set(kinds), values, required, properties, unions };
  }

  /** The places of those among the variants of a union that are not disjoint from the node by their tags. */
  near(variants: readonly Node[], node: Node): readonly number[] {
    if (variants.length < MANY) return [...variants.keys()];
    const siblings = this.#siblings.get(variants) ?? new Siblings(variants, this);
    this.#siblings.set(variants, siblings);
    return siblings.near(node);
  }

  /** Is it plain that no value is inside both? */
  disjoint(left: Node, right: Node): boolean {
    if (left.set === right.set) return false;
    const [low, high] = left.id < right.id ? [left, right] : [right, left];
    const row = this.#disjoint.get(low.id) ?? new Map<number, boolean>();
    this.#disjoint.set(low.id, row);
    const known = row.get(high.id);
    if (known !== undefined) return known;
    // What leads back to this question does not make it plain.
    row.set(high.id, false);
    const disjoint = this.#compare(low, high) || this.#branchwise(low, high) || this.#branchwise(high, low);
    row.set(high.id, disjoint);
    return disjoint;
  }

  /** Are all branches of some union disjoint from the other node? */
  #branchwise(left: Node, right: Node): boolean {
    return this.of(left).unions.some((union) =>
      this.near(union, right).every((i) => this.disjoint(union[i] ?? left, right)),
    );
  }

  #compare(left: Node, right: Node): boolean {
    const a = this.of(left);
    const b = this.of(right);
    if (![...a.kinds].some((kind) => b.kinds.has(kind))) return true;
    if (a.values !== undefined && b.values !== undefined) {
      const others = b.values;
      if (![...a.values.keys()].some((text) => others.has(text))) return true;
    }
    // A tag: both look at a property that one of them asks for.
    const objectsOnly = [a, b].some(({ kinds }) => kinds.size === 1 && kinds.has("object"));
    if (!objectsOnly) return false;
    for (const [name, nodes] of a.properties) {
      const others = b.properties.get(name);
      if (others === undefined || !(a.required.has(name) || b.required.has(name))) continue;
      if (nodes.some((node) => others.some((other) => this.disjoint(node, other)))) return true;
    }
    return false;
  }
}
