import type { Json } from "../../model/json.ts";
import { Interpreter } from "./accepts.ts";
import { Branch, type Choice } from "./branch.ts";
import { findArray } from "./find-array.ts";
import { findObject } from "./find-object.ts";
import type { Atom } from "./formula.ts";
import { hintsOf } from "./hints.ts";
import { KINDS, type Kind } from "./kind.ts";
import { Memo } from "./memo.ts";
import type { Node, Nodes } from "./node.ts";
import { findNumber } from "./numbers.ts";
import { Reading } from "./reading.ts";
import { firstValue, found, type Goal, NONE, type Outcome, type Search, unknown } from "./search.ts";
import { findString } from "./strings.ts";
import { nextChoice } from "./unions.ts";

/** Thrown when a question costs more than it may. */
export class Exhausted extends Error {}

/** Goals within goals within goals: deeper than any document, far from the end of the call stack. */
const DEPTH = 250;

/**
 * Finds values by taking the schemas of a goal apart, alternative by alternative, until only atoms about one kind of
 * value are left, and asking the same of every member and item.
 */
export class Finder implements Search {
  readonly nodes: Nodes;
  readonly #reading: Reading;
  readonly #interpreter: Interpreter;
  readonly #memo = new Memo<Outcome>();
  #left = 0;

  constructor(nodes: Nodes) {
    this.nodes = nodes;
    this.#reading = new Reading(nodes);
    this.#interpreter = new Interpreter(nodes);
  }

  /** Answers one question from outside within a budget of steps. */
  answer(goal: Goal, steps: number): Outcome {
    this.#left = steps;
    try {
      return this.find(goal);
    } catch (thrown) {
      if (!(thrown instanceof Exhausted)) throw thrown;
      this.#memo.abandon();
      return unknown(thrown.message);
    }
  }

  accepts(node: Node, value: Json): boolean | undefined {
    return this.#interpreter.accepts(node, value);
  }

  spend(): void {
    this.#left -= 1;
    if (this.#left < 0) throw new Exhausted("it takes too many steps to decide");
  }

  find(goal: Goal): Outcome {
    const tidy = this.#tidy(goal);
    if (tidy === undefined) return NONE;
    if (this.#memo.depth > DEPTH) throw new Exhausted("schemas are nested too deeply");
    // A value of this goal that needs a smaller value of the same goal inside is never the smallest one:
    // on re-entry there is none, for as long as that is in question (least fixed point).
    return this.#memo.ask(keyOf(tidy), NONE, () => this.#solve(tidy));
  }

  /** Leaves out what says nothing; `undefined` when it is plain that there is no such value. */
  #tidy({ inside, outside }: Goal): Goal | undefined {
    const { anything, nothing } = this.nodes;
    const within = [...new Set(inside)].filter((node) => node.set !== anything.set);
    if (within.some((node) => node.set === nothing.set)) return undefined;
    const without: Node[] = [];
    for (const node of new Set(outside)) {
      if (node.set === anything.set || within.some(({ set }) => set === node.set)) return undefined;
      if (node.set === nothing.set || within.some((of) => this.#reading.outlines.disjoint(of, node)))
        continue;
      without.push(node);
    }
    for (const [i, left] of within.entries()) {
      for (const right of within.slice(i + 1))
        if (this.#reading.outlines.disjoint(left, right)) return undefined;
    }
    return { inside: within, outside: without };
  }

  #solve(goal: Goal): Outcome {
    this.spend();
    const part = this.#knownPart(goal);
    if (part !== undefined) return part;
    const outlines = goal.inside.map((node) => this.#reading.outlines.of(node));
    const finite = outlines.flatMap(({ values }) => (values === undefined ? [] : [[...values.values()]]));
    const [fewest] = finite.sort((a, b) => a.length - b.length);
    if (fewest !== undefined) return this.#among(fewest, goal);
    const kinds = KINDS.filter((kind) => outlines.every((outline) => outline.kinds.has(kind)));
    return firstValue(this.#byKind(kinds, goal));
  }

  /** Is some part of the goal already known to have no value? */
  #knownPart({ inside, outside }: Goal): Outcome | undefined {
    if (inside.length + outside.length < 3 || inside.length * outside.length > 64) return undefined;
    for (const left of inside) {
      for (const right of outside) {
        const known = this.#memo.known(keyOf({ inside: [left], outside: [right] }));
        if (known?.is === "none") return known;
      }
    }
    return undefined;
  }

  *#byKind(kinds: readonly Kind[], goal: Goal): Iterable<Outcome> {
    for (const kind of kinds) {
      if (kind === "null") yield this.#among([null], goal);
      else if (kind === "boolean") yield this.#among([false, true], goal);
      else {
        const branch = new Branch(kind, this.#reading);
        branch.take([
          ...goal.inside.map((node) => ({ is: "inside", node }) as const),
          ...goal.outside.map((node) => ({ is: "outside", node }) as const),
        ]);
        yield this.#explore(branch, goal);
      }
    }
  }

  /** The values are all there can be: trying them is a proof. */
  #among(values: readonly Json[], goal: Goal): Outcome {
    return firstValue(
      (function* (finder: Finder): Iterable<Outcome> {
        for (const value of values) {
          const truth = finder.meets(goal, value);
          if (truth === undefined) yield unknown("a value that cannot be judged");
          else yield truth ? found(value) : NONE;
        }
      })(this),
    );
  }

  /** Is the value one that the goal asks for? */
  meets({ inside, outside }: Goal, value: Json): boolean | undefined {
    let result: boolean | undefined = true;
    for (const node of inside) {
      const truth = this.accepts(node, value);
      if (truth === false) return false;
      if (truth === undefined) result = undefined;
    }
    for (const node of outside) {
      const truth = this.accepts(node, value);
      if (truth === true) return false;
      if (truth === undefined) result = undefined;
    }
    return result;
  }

  #explore(branch: Branch, goal: Goal): Outcome {
    this.spend();
    if (branch.closed) return NONE;
    if (branch.within !== undefined) return this.#among(branch.within, goal);
    if (branch.kind === "object" && branch.choices.length > 0) {
      if (branch.probe((part) => this.find(part).is === "none")) return this.#explore(branch, goal);
    }
    const choice = nextChoice(branch, this.#reading);
    if (choice === undefined && branch.unfold()) return this.#explore(branch, goal);
    if (choice === undefined) return this.#checked(this.#leaf(branch, goal), branch, goal);
    return firstValue(this.#alternatives(branch, choice, goal));
  }

  *#alternatives(branch: Branch, choice: Choice, goal: Goal): Iterable<Outcome> {
    for (const formula of choice) yield this.#explore(branch.fork(choice, formula), goal);
  }

  /** Only atoms are left. */
  #leaf(branch: Branch, goal: Goal): Outcome {
    const { kind, except } = branch;
    const of = <Of extends Atom["of"]>(name: Of) =>
      branch.atoms.filter((atom): atom is Extract<Atom, { of: Of }> => atom.of === name);
    const hints = () => goal.inside.flatMap(hintsOf);
    const isNumber = (value: Json) => typeof value === "number";
    const isString = (value: Json) => typeof value === "string";
    switch (kind) {
      case "number":
        return findNumber(of("number"), except.filter(isNumber), hints().filter(isNumber));
      case "string":
        return findString(of("string"), except.filter(isString), hints().filter(isString));
      case "array":
        return findArray(of("array"), this);
      default:
        return findObject(of("object"), this);
    }
  }

  /** A value found in spite of something not understood counts only if the interpreter agrees. */
  #checked(outcome: Outcome, branch: Branch, goal: Goal): Outcome {
    const [doubt] = branch.doubts;
    if (outcome.is !== "value" || doubt === undefined) return outcome;
    return this.meets(goal, outcome.value) === true ? outcome : unknown(doubt);
  }
}

function keyOf({ inside, outside }: Goal): string {
  const ids = (nodes: readonly Node[]) => nodes.map((node) => node.id).sort((a, b) => a - b);
  return `${ids(inside)}|${ids(outside)}`;
}
