import type { Witness } from "../model/finding.ts";
import type { Json } from "../model/json.ts";
import type { Schema } from "../model/schema.ts";
import { concernOf } from "./concern.ts";
import type { LoggedEdit } from "./edit-log.ts";
import { Lifting, UNHEARD } from "./lifting.ts";
import { type Library, OneWay, type WayOfTravel } from "./one-way.ts";
import type { Reaches } from "./reach.ts";
import { HARMED_BY } from "./rule.ts";
import type { Verdict } from "./schema/index.ts";
import type { SchemaNode } from "./schema-comparison.ts";
import { isLostInXml } from "./xml.ts";

/** Whether an edit harms messages that travel one way, and how that is known. */
export type Judgement =
  | { readonly verdict: "harmless"; readonly reason?: string }
  /** With a `reason`, the witness could not be shown in a whole message. */
  | { readonly verdict: "harmful"; readonly witness: Witness; readonly reason?: string }
  | { readonly verdict: "unknown"; readonly reason: string };

const LOST_IN_XML = "XML writes the value that was found as it writes an empty one of another type";

/**
 * Settles what edits do to the set of accepted values: proves it, or shows a whole message that Ajv confirms.
 * Every question is about one edit, whatever else was edited at the same schema and below it.
 */
export class Evidence {
  readonly #judges: Readonly<Record<WayOfTravel, OneWay>>;
  readonly #liftings: Readonly<Record<WayOfTravel, Lifting>>;
  readonly #reaches: Reaches;
  readonly #entries: readonly LoggedEdit[];
  readonly #harmful = new Map<WayOfTravel, ReadonlyMap<SchemaNode, readonly LoggedEdit[]>>();

  constructor(library: Library, reaches: Reaches, entries: readonly LoggedEdit[]) {
    const [request, response] = [new OneWay("request", library), new OneWay("response", library)];
    this.#judges = { request, response };
    this.#liftings = { request: new Lifting(request, reaches), response: new Lifting(response, reaches) };
    this.#reaches = reaches;
    this.#entries = entries;
  }

  /** How many values the prover found that Ajv judged otherwise. Each is a bug: the number must stay 0. */
  get disputed(): number {
    return this.#judges.request.disputed + this.#judges.response.disputed;
  }

  /** @returns `undefined` where the rule says that the edit changes nothing for such messages. */
  of(entry: LoggedEdit, way: WayOfTravel): Judgement | undefined {
    if (harm(entry, way) === "no") return undefined;
    const judgements = entry.nodes.flatMap((node): Judgement[] => {
      const ways = this.#reaches.ways(node, way);
      if (ways.length === 0) return [];
      const verdict = this.#ask(entry, node, way);
      if (verdict.verdict === "no") return [{ verdict: "harmless" }];
      if (verdict.verdict === "unknown") return [verdict];
      if (isLostInXml(verdict.witness, ways)) return [{ verdict: "unknown", reason: LOST_IN_XML }];
      return [this.#liftings[way].lift(node, verdict.witness, concernOf(entry.edit, way))];
    });
    const worst = (["harmful", "unknown", "harmless"] as const).find((one) =>
      judgements.some(({ verdict }) => verdict === one),
    );
    return judgements.find(({ verdict }) => verdict === worst);
  }

  #ask(entry: LoggedEdit, node: SchemaNode, way: WayOfTravel): Verdict {
    const { edit } = entry;
    const judge = this.#judges[way];
    if (edit.probe !== undefined) return this.#askVariant(edit.probe, node, way);
    const fits = concernOf(edit, way);
    if (fits === undefined) return this.#askWhole(entry, node, way);
    // One question for all edits of the schema often answers each of them.
    const whole = judge.askOnce(node);
    if (whole.verdict === "no" || (whole.verdict === "yes" && judge.fits(fits, whole.witness))) return whole;
    return judge.ask(node, { within: [{ fits }] });
  }

  /** The edit is about what is sent as one variant of a union. */
  #askVariant(probe: Schema, node: SchemaNode, way: WayOfTravel): Verdict {
    const judge = this.#judges[way];
    const sent = judge.sent(node);
    const variant = { graph: sent.graph, schema: sent.graph.target(probe) };
    const within = judge.as(variant, sent);
    const verdict = judge.ask(node, { within });
    if (verdict.verdict !== "no" || !judge.prover.isEmpty(sent, ...within)) return verdict;
    // In a `oneOf` where all it may be fits others too, it is nothing by the letter. That was hardly meant, unless those
    // that are left take all of it.
    const meant = judge.prover.fitsNone(variant, judge.read(node));
    return meant.verdict === "no" ? meant : { verdict: "unknown", reason: UNHEARD };
  }

  /** What the edit is about is not to be told from the whole schema: so everything else is taken away. */
  #askWhole(entry: LoggedEdit, node: SchemaNode, way: WayOfTravel): Verdict {
    const judge = this.#judges[way];
    const harmful = this.#harmfulAt(way);
    const others = (harmful.get(node) ?? []).flatMap((other): Json[] => {
      const concern = other === entry ? undefined : concernOf(other.edit, way);
      return concern === undefined ? [] : [concern];
    });
    const within = others.length === 0 ? [] : [{ fits: { not: { anyOf: others } } }];
    const verdict = judge.ask(node, { within });
    const repaired = verdict.verdict === "no" ? [] : pairsBelow(node, harmful);
    if (repaired.length === 0) return verdict;
    // With what differs below taken to be the same, a value shows what this edit does, and none that it does nothing.
    // But where a schema below stands next to two others, all three were taken to be one, which proves nothing.
    const apart = judge.ask(node, { within, prover: judge.repaired(repaired) });
    return apart.verdict === "no" && !isOneToOne(repaired)
      ? { verdict: "unknown", reason: "it cannot be told apart from what changed below it" }
      : apart;
  }

  #harmfulAt(way: WayOfTravel): ReadonlyMap<SchemaNode, readonly LoggedEdit[]> {
    const known = this.#harmful.get(way);
    if (known !== undefined) return known;
    const found = new Map<SchemaNode, LoggedEdit[]>();
    for (const entry of this.#entries) {
      if (harm(entry, way) === "no") continue;
      for (const node of entry.nodes) found.set(node, [...(found.get(node) ?? []), entry]);
    }
    this.#harmful.set(way, found);
    return found;
  }
}

function harm({ edit }: LoggedEdit, way: WayOfTravel): "no" | "maybe" | "yes" {
  return edit.rule.relation?.[HARMED_BY[way]] ?? "no";
}

/** The pairs of schemas below a pair that harmful edits were made at. */
function pairsBelow(
  node: SchemaNode,
  harmful: ReadonlyMap<SchemaNode, readonly LoggedEdit[]>,
): readonly SchemaNode[] {
  return [...harmful.keys()].filter((start) => start !== node && isBelow(start, node));
}

/** Has each schema of the pairs one counterpart only? */
function isOneToOne(pairs: readonly SchemaNode[]): boolean {
  const distinct = new Set(pairs.map(({ base, revision }) => `${base.pointer} ${revision.pointer}`)).size;
  return (["base", "revision"] as const).every(
    (side) => new Set(pairs.map((pair) => pair[side])).size === distinct,
  );
}

function isBelow(start: SchemaNode, node: SchemaNode): boolean {
  const seen = new Set([start]);
  const pending = [start];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    for (const { from } of next.users) {
      if (from === node) return true;
      if (seen.has(from)) continue;
      seen.add(from);
      pending.push(from);
    }
  }
  return false;
}
