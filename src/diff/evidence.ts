import type { Direction, Witness } from "../model/finding.ts";
import type { SchemaGraph } from "../model/schema.ts";
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

/** Settles what edits do to the set of accepted values: proves it, or shows a value that Ajv confirms. */
export class Evidence {
  readonly #base: SchemaGraph;
  readonly #revision: SchemaGraph;
  readonly #provers: Readonly<Record<Way, Prover>>;
  readonly #confirmers: Readonly<Record<Way, Confirmer>>;
  readonly #crowded: Readonly<Record<Way, ReadonlySet<SchemaNode>>>;
  readonly #judged = new Map<SchemaNode, Map<Way, Judgement>>();
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
    const classOf = (graph: SchemaGraph, schema: { readonly raw: SchemaGraph["root"] }) =>
      graph === base || graph === revision ? sameness.classOf(schema.raw) : undefined;
    const prover = (access: Way) => createProver({ openWorld, access, classOf });
    this.#provers = { request: prover("request"), response: prover("response") };
    this.#confirmers = {
      request: createConfirmer({ access: "request" }),
      response: createConfirmer({ access: "response" }),
    };
    this.#crowded = { request: crowded(entries, "request"), response: crowded(entries, "response") };
  }

  /** How many values the prover found that Ajv did not confirm. Each is a bug: the number must stay 0. */
  get disputed(): number {
    return this.#disputed;
  }

  /**
   * @returns `undefined` where the question cannot be put: the rule says the edit harms nothing, or edits below
   *   harm as well and an answer would not tell which of them it is about.
   */
  of({ edit, nodes }: LoggedEdit, direction: Way): Judgement | undefined {
    const relation = edit.rule.relation?.[HARMED_BY[direction]];
    const node = nodes[0];
    if (relation === undefined || relation === "no" || node === undefined) return undefined;
    if (this.#crowded[direction].has(node)) return undefined;
    const known = this.#judged.get(node) ?? new Map<Way, Judgement>();
    this.#judged.set(node, known);
    const judgement = known.get(direction) ?? this.#judge(node, direction);
    known.set(direction, judgement);
    return judgement;
  }

  #judge(node: SchemaNode, direction: Way): Judgement {
    const base: SchemaAt = { graph: this.#base, schema: node.base };
    const revision: SchemaAt = { graph: this.#revision, schema: node.revision };
    // Old clients send what the base says; the new server sends what the revision says.
    const [producer, consumer] = direction === "request" ? [base, revision] : [revision, base];
    const verdict = this.#provers[direction].escapes(producer, consumer);
    if (verdict.verdict === "no") return { verdict: "harmless" };
    if (verdict.verdict === "unknown") return verdict;
    const { witness: value } = verdict;
    if (!this.#confirmers[direction].confirms(value, producer, consumer)) {
      this.#disputed++;
      return { verdict: "unknown", reason: "a value was found that the validator judges otherwise" };
    }
    const [acceptedBy, rejectedBy] =
      direction === "request" ? (["base", "revision"] as const) : (["revision", "base"] as const);
    return { verdict: "harmful", witness: { value, acceptedBy, rejectedBy } };
  }
}

/** The pairs of schemas above a harmful edit made elsewhere: what is true of them may be true because of that one. */
function crowded(entries: readonly LoggedEdit[], direction: Way): ReadonlySet<SchemaNode> {
  const found = new Set<SchemaNode>();
  const harmful = new Set(
    entries
      .filter(({ edit }) => (edit.rule.relation?.[HARMED_BY[direction]] ?? "no") !== "no")
      .flatMap(({ nodes }) => nodes),
  );
  for (const start of harmful) {
    const seen = new Set([start]);
    const pending = [start];
    for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
      for (const { from } of node.users) {
        if (seen.has(from)) continue;
        seen.add(from);
        found.add(from);
        pending.push(from);
      }
    }
  }
  return found;
}
