import type { Direction, Witness } from "../model/finding.ts";
import type { Schema, SchemaGraph } from "../model/schema.ts";
import type { LoggedEdit } from "./edit-log.ts";
import { HARMED_BY } from "./rule.ts";
import type { Sameness } from "./sameness.ts";
import { type Confirmer, createConfirmer, createProver, type Prover, type SchemaAt } from "./schema/index.ts";
import type { SchemaNode } from "./schema-comparison.ts";

/** Whether an edit harms messages that travel one way, and how that is known. */
export type Judgement =
  | { readonly verdict: "harmless" }
  | { readonly verdict: "harmful"; readonly witness: Witness }
  | { readonly verdict: "unknown"; readonly reason: string };

type Way = Exclude<Direction, "none">;

/** Who sends and who reads: old clients send what the base says, the new server what the revision says. */
const SIDES = {
  request: { acceptedBy: "base", rejectedBy: "revision" },
  response: { acceptedBy: "revision", rejectedBy: "base" },
} as const satisfies Record<Way, Omit<Witness, "value">>;

/** Settles what edits do to the set of accepted values: proves it, or shows a value that Ajv confirms. */
export class Evidence {
  readonly #base: SchemaGraph;
  readonly #revision: SchemaGraph;
  readonly #sameness: Sameness;
  readonly #openWorld: boolean;
  readonly #provers: Readonly<Record<Way, Prover>>;
  readonly #confirmers: Readonly<Record<Way, Confirmer>>;
  readonly #below: Readonly<Record<Way, ReadonlyMap<SchemaNode, readonly SchemaNode[]>>>;
  readonly #judged = new Map<SchemaNode, Map<Way, Judgement | undefined>>();
  #disputed = 0;

  constructor(
    base: SchemaGraph,
    revision: SchemaGraph,
    sameness: Sameness,
    entries: readonly LoggedEdit[],
    openWorld: boolean,
  ) {
    this.#base = base;
    this.#revision = revision;
    this.#sameness = sameness;
    this.#openWorld = openWorld;
    this.#provers = { request: this.#prover("request"), response: this.#prover("response") };
    this.#confirmers = {
      request: createConfirmer({ access: "request" }),
      response: createConfirmer({ access: "response" }),
    };
    this.#below = { request: harmBelow(entries, "request"), response: harmBelow(entries, "response") };
  }

  /** How many values the prover found that Ajv did not confirm. Each is a bug: the number must stay 0. */
  get disputed(): number {
    return this.#disputed;
  }

  /**
   * @returns `undefined` where the question cannot be put: the rule says the edit harms nothing, or other edits
   *   harm as well and an answer would not tell which of them it is about.
   */
  of({ edit, nodes }: LoggedEdit, way: Way): Judgement | undefined {
    const relation = edit.rule.relation?.[HARMED_BY[way]];
    const node = nodes[0];
    if (relation === undefined || relation === "no" || node === undefined) return undefined;
    if (edit.probe !== undefined) return this.#judge(node, way, this.#provers[way], edit.probe);
    const known = this.#judged.get(node) ?? new Map<Way, Judgement | undefined>();
    this.#judged.set(node, known);
    if (!known.has(way)) known.set(way, this.#judgeNode(node, way));
    return known.get(way);
  }

  #judgeNode(node: SchemaNode, way: Way): Judgement | undefined {
    const below = this.#below[way].get(node);
    if (below === undefined) return this.#judge(node, way, this.#provers[way]);
    // With what differs below taken to be the same, a value shows what this edit does. Where there is none,
    // nothing is proved: a schema below may stand next to two others, and all three were taken to be one.
    const repaired = new Map(
      below.flatMap(({ base, revision }, i) => [[base, i] as const, [revision, i] as const]),
    );
    const judgement = this.#judge(node, way, this.#prover(way, repaired));
    return judgement.verdict === "harmful" ? judgement : undefined;
  }

  #prover(access: Way, repaired: ReadonlyMap<Schema, number> = new Map()): Prover {
    const classOf = (graph: SchemaGraph, schema: Schema): unknown => {
      if (graph !== this.#base && graph !== this.#revision) return undefined;
      const same = repaired.get(schema);
      return same === undefined ? this.#sameness.classOf(schema.raw) : `repaired ${same}`;
    };
    return createProver({ openWorld: this.#openWorld, access, classOf });
  }

  /** @param probe asks only of values that this schema of the sending side describes too */
  #judge(node: SchemaNode, way: Way, prover: Prover, probe?: Schema): Judgement {
    const base: SchemaAt = { graph: this.#base, schema: node.base };
    const revision: SchemaAt = { graph: this.#revision, schema: node.revision };
    const [producer, consumer] = way === "request" ? [base, revision] : [revision, base];
    const within = probe === undefined ? undefined : { graph: producer.graph, schema: probe };
    const verdict = prover.escapes(producer, consumer, within);
    if (verdict.verdict === "no") return { verdict: "harmless" };
    if (verdict.verdict === "unknown") return verdict;
    if (!this.#confirmers[way].confirms(verdict.witness, producer, consumer)) {
      this.#disputed++;
      return { verdict: "unknown", reason: "a value was found that the validator judges otherwise" };
    }
    return { verdict: "harmful", witness: { value: verdict.witness, ...SIDES[way] } };
  }
}

/** For each pair of schemas, the pairs below it that harmful edits were made at. */
function harmBelow(entries: readonly LoggedEdit[], way: Way): ReadonlyMap<SchemaNode, readonly SchemaNode[]> {
  const found = new Map<SchemaNode, SchemaNode[]>();
  const harmful = new Set(
    entries
      .filter(({ edit }) => (edit.rule.relation?.[HARMED_BY[way]] ?? "no") !== "no")
      .flatMap(({ nodes }) => nodes),
  );
  for (const start of harmful) {
    const seen = new Set([start]);
    const pending = [start];
    for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
      for (const { from } of node.users) {
        if (seen.has(from)) continue;
        seen.add(from);
        const list = found.get(from);
        if (list === undefined) found.set(from, [start]);
        else list.push(start);
        pending.push(from);
      }
    }
  }
  return found;
}
