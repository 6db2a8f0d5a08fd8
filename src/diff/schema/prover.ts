import type { Json } from "../../model/json.ts";
import type { Schema, SchemaGraph } from "../../model/schema.ts";
import { Finder } from "./finder.ts";
import { type Node, type NodeOptions, Nodes, type Role } from "./node.ts";
import type { Relation, Verdict } from "./relation.ts";
import type { Goal } from "./search.ts";
import { shrink } from "./shrink.ts";

/** A schema of a document. */
export interface SchemaAt {
  readonly graph: SchemaGraph;
  readonly schema: Schema;
}

/** Values that fit a JSON Schema 2020-12 of nobody's document, taken literally. */
export interface Fitting {
  readonly fits: Json;
}

/** What narrows a question down. */
export type Within = SchemaAt | Fitting;

export interface ProverOptions extends NodeOptions {
  /** How much work one question may take before the answer is `unknown`; a step takes some tens of microseconds. */
  readonly steps?: number;
}

/** Answers questions about the sets of values that schemas accept; keeps what it has found out. */
export interface Prover {
  /**
   * Is there a value that the producer may send and the consumer refuses?
   * `no` proves that what `producer` describes is contained in what `consumer` accepts.
   * @param within asks only of values that these schemas describe too: one variant of a union, say
   */
  escapes(producer: SchemaAt, consumer: SchemaAt, ...within: readonly Within[]): Verdict;
  /**
   * The same of a union that is read as `anyOf`, even where it is a `oneOf`: is there a value that the producer may
   * send and that fits no variant at all?
   */
  fitsNone(producer: SchemaAt, union: SchemaAt, ...within: readonly Within[]): Verdict;
  /** What the revision accepts and the base refuses, and the other way round. */
  relate(base: SchemaAt, revision: SchemaAt): Relation;
  /** The same prover, with what it has found out, for questions that may take fewer steps. */
  within(steps: number): Prover;
  /** Does the schema, taken literally, accept the value? `undefined` where it is not understood. */
  accepts(side: SchemaAt, value: Json): boolean | undefined;
  /** A small value that the schema accepts, and fits; `undefined` if there is none, or none was found. */
  smallest(side: SchemaAt, ...within: readonly Within[]): Json | undefined;
  /** Is it proved that the schema accepts no value that fits? */
  isEmpty(side: SchemaAt, ...within: readonly Within[]): boolean;
}

const STEPS = 8_000;

/**
 * @param options `openWorld` takes open objects literally instead of trusting producers to send only what they
 * declare; `access` says which way the messages go.
 */
export function createProver(options: ProverOptions = {}): Prover {
  const nodes = new Nodes(options);
  return new FindingProver(nodes, new Finder(nodes), options.steps ?? STEPS);
}

class FindingProver implements Prover {
  readonly #nodes: Nodes;
  readonly #finder: Finder;
  readonly #steps: number;

  constructor(nodes: Nodes, finder: Finder, steps: number) {
    this.#nodes = nodes;
    this.#finder = finder;
    this.#steps = steps;
  }

  within(steps: number): Prover {
    return new FindingProver(this.#nodes, this.#finder, steps);
  }

  escapes(producer: SchemaAt, consumer: SchemaAt, ...within: readonly Within[]): Verdict {
    return this.#find(this.#inside(producer, within), [this.#node(consumer, "consumer")]);
  }

  fitsNone(producer: SchemaAt, union: SchemaAt, ...within: readonly Within[]): Verdict {
    const reader = this.#node(union, "consumer");
    const variants = reader.schema.oneOf === undefined ? [reader] : this.#nodes.variants(reader, "oneOf");
    return this.#find(this.#inside(producer, within), variants);
  }

  #find(inside: readonly Node[], outside: readonly Node[]): Verdict {
    const goal: Goal = { inside, outside };
    const outcome = this.#finder.answer(goal, this.#steps);
    if (outcome.is === "none") return { verdict: "no" };
    if (outcome.is === "unknown") return { verdict: "unknown", reason: outcome.reason };
    const holds = (value: Json) => this.#finder.meets(goal, value) === true;
    if (!holds(outcome.value)) return { verdict: "unknown", reason: "a value was found but not confirmed" };
    return { verdict: "yes", witness: shrink(outcome.value, holds) };
  }

  relate(base: SchemaAt, revision: SchemaAt): Relation {
    return { gains: this.escapes(revision, base), loses: this.escapes(base, revision) };
  }

  accepts(side: SchemaAt, value: Json): boolean | undefined {
    return this.#finder.accepts(this.#node(side, "consumer"), value);
  }

  smallest(side: SchemaAt, ...within: readonly Within[]): Json | undefined {
    const goal: Goal = { inside: this.#inside(side, within), outside: [] };
    const outcome = this.#finder.answer(goal, this.#steps);
    if (outcome.is !== "value") return undefined;
    return shrink(outcome.value, (value) => this.#finder.meets(goal, value) === true);
  }

  isEmpty(side: SchemaAt, ...within: readonly Within[]): boolean {
    const goal: Goal = { inside: this.#inside(side, within), outside: [] };
    return this.#finder.answer(goal, this.#steps).is === "none";
  }

  #inside(producer: SchemaAt, within: readonly Within[]): Node[] {
    const parts = within.map((part) =>
      "fits" in part ? this.#nodes.synthetic(part.fits) : this.#node(part, "producer"),
    );
    return [...parts, this.#node(producer, "producer")];
  }

  #node({ graph, schema }: SchemaAt, role: Role): Node {
    return this.#nodes.of(graph, schema, role);
  }
}
