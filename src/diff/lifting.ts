import { canonical, type Json } from "../model/json.ts";
import type { Judgement } from "./evidence.ts";
import type { OneWay } from "./one-way.ts";
import type { Reaches } from "./reach.ts";
import type { Prover, Verdict } from "./schema/index.ts";
import type { SchemaNode, Step } from "./schema-comparison.ts";
import { atLeast, Spot } from "./spot.ts";
import type { Way } from "./way.ts";

/** How many ways up are tried before it is left undecided: most values fit into the first. */
const MOST_WAYS = 3;
const MOST_VALUES = 3;
/** A message that holds a value further down shows nobody anything, and each level costs more than the last. */
const MOST_LEVELS = 40;
/** Of how many steps above a value it is asked whether it can pass. Real documents have some ten that are in question. */
const MOST_QUESTIONS = 40;
/** For each question on the way up: what is not found soon is left undecided. */
const STEPS = 500;

const TOO_DEEP = `it stands more than ${MOST_LEVELS} levels down in every message: none was made up`;
const ABSORBED = "every message that its document allows and that holds it is accepted";
/** Said of values that by their own document cannot be sent; mostly it fits several variants of a `oneOf`. */
export const UNHEARD = "its document, taken by the letter, allows no message that holds it";
const UNFOUND = "no whole message was found that is refused for it";

/** A message that is refused, and the value in it that it is refused for. */
interface Message {
  readonly value: Json;
  readonly body: Json;
}

/**
 * Puts values that one schema refuses into whole messages that an operation refuses for them. What other variants
 * take harms nobody. Where no message may hold the value at all, the document is likely not what is sent: unions
 * whose variants overlap allow nothing, and yet people send them. That is not called safe.
 */
export class Lifting {
  readonly #judge: OneWay;
  readonly #prover: Prover;
  readonly #reaches: Reaches;
  readonly #passes = new Map<Step, Verdict>();
  readonly #arounds = new Map<Step, Map<string, Json | undefined>>();
  readonly #smallests = new Map<SchemaNode, Json | undefined>();

  constructor(judge: OneWay, reaches: Reaches) {
    this.#judge = judge;
    this.#prover = judge.prover.within(STEPS);
    this.#reaches = reaches;
  }

  /** @param about a JSON Schema of the values that it is about, where there is one */
  lift(node: SchemaNode, value: Json, about: Json = true): Judgement {
    const { way } = this.#judge;
    const ways = this.#reaches.ways(node, way);
    if (ways.every(isTooDeep)) {
      return { verdict: "harmful", witness: { value, ...this.#judge.sides }, reason: TOO_DEEP };
    }
    const lifted = this.#first(ways, (one) => this.#climb(value, one, () => []));
    if (lifted !== undefined) return lifted;
    const trails = trailsFrom(node);
    const own = new Map<Step, Verdict>();
    let silence: string | undefined;
    let left = MOST_QUESTIONS;
    const pass = (step: Step): Verdict => {
      const trail = trails.get(step.to);
      const passes = trail === undefined ? this.#passes : own;
      const known = passes.get(step);
      if (known === undefined && left-- <= 0) return { verdict: "unknown", reason: UNFOUND };
      const verdict =
        known ?? this.#pass(step, trail === undefined ? true : new Spot(trail, this.#judge).holding(about));
      passes.set(step, verdict);
      if (verdict.verdict === "no") silence ??= this.#silence(step);
      return verdict;
    };
    const open = this.#reaches.waysThrough(node, way, (step) => pass(step).verdict !== "no");
    if (open.length === 0 && silence === undefined) return { verdict: "harmless", reason: ABSORBED };
    if (open.length === 0) {
      return { verdict: "harmful", witness: { value, ...this.#judge.sides }, reason: silence ?? UNFOUND };
    }
    const climbed = this.#first(open, (one) =>
      this.#climb(value, one, (step) => {
        const verdict = pass(step);
        return verdict.verdict === "yes" ? [verdict.witness] : [];
      }),
    );
    if (climbed !== undefined) return climbed;
    const witness = { value, ...this.#judge.sides };
    return { verdict: "harmful", witness, reason: UNFOUND };
  }

  #first(ways: readonly Way[], attempt: (way: Way) => Message | undefined): Judgement | undefined {
    for (const way of ways.slice(0, MOST_WAYS)) {
      if (isTooDeep(way)) break;
      const message = attempt(way);
      const operation = way.uses[0]?.operation;
      if (message === undefined || operation === undefined) continue;
      return { verdict: "harmful", witness: { ...this.#judge.sides, ...message, operation } };
    }
    return undefined;
  }

  /**
   * Step by step to the root, each time with small values that are refused there and hold one of the last.
   * @param others that are refused where a step begins, whatever was refused below
   */
  #climb(
    value: Json,
    { root, to, steps }: Way,
    others: (step: Step) => readonly Json[],
  ): Message | undefined {
    let values: readonly Json[] = [value];
    for (const step of [...steps].reverse()) {
      const around = values.map((one) => this.#around(step, one)).filter((one) => one !== undefined);
      values = [...around, ...others(step)].slice(0, MOST_VALUES);
      if (values.length === 0) return undefined;
    }
    const spot = new Spot(steps, this.#judge);
    for (const body of values) {
      const inside = spot.in(body);
      if (inside === undefined || !this.#judge.holds(to, inside)) continue;
      if (steps.length === 0 || this.#judge.confirms(root, body)) return { value: inside, body };
    }
    return undefined;
  }

  /** A small value that holds another one a step down, and is refused as well. */
  #around(step: Step, value: Json): Json | undefined {
    const known = this.#arounds.get(step) ?? new Map<string, Json | undefined>();
    this.#arounds.set(step, known);
    const key = canonical(value);
    if (!known.has(key)) known.set(key, this.#hold(step, value));
    return known.get(key);
  }

  #hold(step: Step, value: Json): Json | undefined {
    const judge = this.#judge;
    const { from } = step;
    const spot = new Spot([step], judge);
    const simple = spot.put(value, this.#smallest(from));
    if (simple !== undefined && judge.holds(from, simple)) return simple;
    const fits = spot.holding(atLeast(spot.fitted(value)));
    const found = this.#prover.smallest(judge.sent(from), { fits });
    if (found === undefined || judge.holds(from, found)) return found;
    const verdict = this.#prover.escapes(judge.sent(from), judge.read(from), { fits });
    return verdict.verdict === "yes" ? verdict.witness : undefined;
  }

  #smallest(node: SchemaNode): Json | undefined {
    if (!this.#smallests.has(node)) {
      this.#smallests.set(node, this.#prover.smallest(this.#judge.sent(node)));
    }
    return this.#smallests.get(node);
  }

  /** Can anything be refused that takes the step? Where not, what is refused below it is absorbed here. */
  #pass(step: Step, about: Json): Verdict {
    const fits = new Spot([step], this.#judge).holding(about);
    const sent = this.#judge.sent(step.to);
    const variant = step.path === "" ? this.#judge.as(sent, this.#judge.sent(step.from)) : [];
    return this.#judge.ask(step.from, { within: [...variant, { fits }], prover: this.#prover });
  }

  /** Why nothing that is sent may take the step, unless something may. */
  #silence(step: Step): string | undefined {
    const sent = this.#judge.sent(step.from);
    const fits = new Spot([step], this.#judge).holding(true);
    if (this.#prover.smallest(sent, { fits }) !== undefined) return undefined;
    return this.#judge.prover.isEmpty(sent, { fits }) ? UNHEARD : UNFOUND;
  }
}

function isTooDeep({ length }: Way): boolean {
  return length > MOST_LEVELS;
}

/** For what is above a pair, as long as there is but one way up: the steps from there down to the pair. */
function trailsFrom(node: SchemaNode): ReadonlyMap<SchemaNode, readonly Step[]> {
  const trails = new Map<SchemaNode, readonly Step[]>([[node, []]]);
  let at = node;
  let trail: readonly Step[] = [];
  for (
    let [step, another] = at.users;
    step !== undefined && another === undefined && trail.length < MOST_LEVELS;
    [step, another] = at.users
  ) {
    if (trails.has(step.from)) break;
    trail = [step, ...trail];
    at = step.from;
    trails.set(at, trail);
  }
  return trails;
}
