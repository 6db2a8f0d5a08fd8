import type { Direction, Witness } from "../model/finding.ts";
import type { Json } from "../model/json.ts";
import { type Schema, SchemaGraph } from "../model/schema.ts";
import type { Sameness } from "./sameness.ts";
import {
  type Confirmer,
  createConfirmer,
  createProver,
  type Prover,
  type SchemaAt,
  schemaOf,
  type Tag,
  tagOfVariant,
  type Verdict,
  type Within,
} from "./schema/index.ts";
import type { SchemaNode } from "./schema-comparison.ts";
import { conjuncts } from "./view.ts";

export type WayOfTravel = Exclude<Direction, "none">;

/** Who sends and who reads: old clients send what the base says, the new server what the revision says. */
const SIDES = {
  request: { acceptedBy: "base", rejectedBy: "revision" },
  response: { acceptedBy: "revision", rejectedBy: "base" },
} as const satisfies Record<WayOfTravel, Omit<Witness, "value">>;

export interface Question {
  /** Only of values that all of these describe. */
  readonly within?: readonly Within[] | undefined;
  /** Another than the usual one: with other limits, or one that {@link OneWay.repaired | knows better}. */
  readonly prover?: Prover | undefined;
}

/** What two documents and the algebra know, as long as a pair is compared. */
export interface Library {
  readonly base: SchemaGraph;
  readonly revision: SchemaGraph;
  readonly sameness: Sameness;
  readonly openWorld: boolean;
}

/** Asks about the messages that travel one way, and has each value that is found confirmed by Ajv. */
export class OneWay {
  readonly way: WayOfTravel;
  readonly prover: Prover;
  readonly sides: Omit<Witness, "value">;
  readonly #library: Library;
  readonly #confirmer: Confirmer;
  readonly #whole = new Map<SchemaNode, Verdict>();
  #disputed = 0;

  constructor(way: WayOfTravel, library: Library) {
    this.way = way;
    this.sides = SIDES[way];
    this.#library = library;
    this.prover = this.repaired([]);
    this.#confirmer = createConfirmer({ access: way });
  }

  /** How many values Ajv judged otherwise. */
  get disputed(): number {
    return this.#disputed;
  }

  /** The schema that the sender of such messages keeps to. */
  sent(node: SchemaNode): SchemaAt {
    return this.#side(node, SIDES[this.way].acceptedBy);
  }

  /** The schema that their reader knows. */
  read(node: SchemaNode): SchemaAt {
    return this.#side(node, SIDES[this.way].rejectedBy);
  }

  /** The tag with which one schema is sent as a variant of another, where a discriminator tells those apart. */
  tagOf({ graph, schema }: SchemaAt, variant: SchemaAt): Tag | undefined {
    for (const part of conjuncts(graph, schema)) {
      for (const keyword of ["oneOf", "anyOf"] as const) {
        const tag = tagOfVariant(graph, part, keyword, this.way, variant.schema);
        if (tag !== undefined) return tag;
      }
    }
    return undefined;
  }

  /** What describes the values that are sent as one variant of another schema: its tag, or else the variant itself. */
  as(variant: SchemaAt, of: SchemaAt): Within[] {
    const tag = this.tagOf(of, variant);
    if (tag === undefined) return [variant];
    return tag.among === undefined ? [variant, { fits: schemaOf(tag) }] : [{ fits: schemaOf(tag) }];
  }

  /** Can a value be sent that the reader refuses? */
  ask(node: SchemaNode, { within = [], prover = this.prover }: Question = {}): Verdict {
    const verdict = prover.escapes(this.sent(node), this.read(node), ...within);
    if (verdict.verdict !== "yes" || this.confirms(node, verdict.witness)) return verdict;
    return { verdict: "unknown", reason: "a value was found that the validator does not confirm" };
  }

  /** Can any value be sent that the reader refuses? Asked once. */
  askOnce(node: SchemaNode): Verdict {
    const known = this.#whole.get(node) ?? this.ask(node);
    this.#whole.set(node, known);
    return known;
  }

  /** Does the value fit a JSON Schema 2020-12 of nobody's document? */
  fits(schema: Json, value: Json): boolean {
    const graph = new SchemaGraph(schema, "2020-12");
    return this.prover.accepts({ graph, schema: graph.at("") }, value) === true;
  }

  /** Is the value one that can be sent and is refused, as far as the prover knows? */
  holds(node: SchemaNode, value: Json): boolean {
    const { prover } = this;
    return (
      prover.accepts(this.read(node), value) === false && prover.accepts(this.sent(node), value) === true
    );
  }

  /** Does Ajv agree that the value can be sent and is refused? */
  confirms(node: SchemaNode, value: Json): boolean {
    const [sent, read] = [this.sent(node), this.read(node)];
    if (this.#confirmer.disputes(value, sent, read)) this.#disputed++;
    return this.#confirmer.confirms(value, sent, read);
  }

  #side(node: SchemaNode, side: "base" | "revision"): SchemaAt {
    const graph = this.#library[side];
    return { graph, schema: graph.target(node[side]) };
  }

  /** A prover that takes the schemas of some pairs to be the same. */
  repaired(pairs: readonly SchemaNode[]): Prover {
    const { base, revision, sameness, openWorld } = this.#library;
    const same = new Map<Schema, number>();
    for (const [i, node] of pairs.entries()) same.set(node.base, i).set(node.revision, i);
    const classOf = (graph: SchemaGraph, schema: Schema): unknown => {
      if (graph !== base && graph !== revision) return undefined;
      const number = same.get(schema);
      return number === undefined ? sameness.classOf(schema.raw) : `repaired ${number}`;
    };
    return createProver({ openWorld, access: this.way, classOf });
  }
}
