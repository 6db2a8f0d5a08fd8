import { isArray, isObject, type Json } from "../../model/json.ts";
import { type Atom, all, any, type Formula, inside, mayAddProducer, outside } from "./formula.ts";
import { type Kind, kindOf } from "./kind.ts";
import { Members } from "./members.ts";
import type { Node } from "./node.ts";
import { declaration, isObjectAtom } from "./objects.ts";
import { nodesAt, type Reading } from "./reading.ts";
import type { Goal } from "./search.ts";
import { structureOf } from "./structure.ts";

/** Formulas of which one must hold. */
export type Choice = readonly Formula[];

/**
 * What is known of a value of one kind, on one path through the alternatives of its schemas: schemas are taken
 * apart into atoms, and what is left to choose is kept for later.
 */
export class Branch {
  readonly kind: Kind;
  readonly atoms: Atom[] = [];
  readonly except: Json[] = [];
  readonly doubts: string[] = [];
  choices: Choice[] = [];
  /** The only values that are left. */
  within: readonly Json[] | undefined;
  /** What the value must also be outside of, not taken apart yet: much of it turns out to be plain. */
  #deferred: readonly Node[] = [];
  /** No value can be on this path. */
  closed = false;

  readonly #reading: Reading;
  #inside = new Map<number, Node>();
  #insideSets = new Set<number>();
  #outsideSets = new Set<number>();
  #members: Members;
  /** No choice that is left can add a producer, so that what is not declared by now is not sent. */
  #allDeclared = false;

  constructor(kind: Kind, reading: Reading) {
    this.kind = kind;
    this.#reading = reading;
    this.#members = new Members(reading.outlines);
  }

  /** The same path, one choice further: one of its alternatives is taken. */
  fork(choice: Choice, formula: Formula): Branch {
    const branch = new Branch(this.kind, this.#reading);
    branch.atoms.push(...this.atoms);
    branch.except.push(...this.except);
    branch.doubts.push(...this.doubts);
    branch.choices = this.choices.filter((other) => other !== choice);
    branch.#deferred = this.#deferred;
    branch.#inside = new Map(this.#inside);
    branch.#insideSets = new Set(this.#insideSets);
    branch.#outsideSets = new Set(this.#outsideSets);
    branch.#members = this.#members.copy();
    branch.take([formula]);
    return branch;
  }

  /** Takes formulas apart, then settles every choice that has no alternative left. */
  take(formulas: readonly Formula[]): void {
    let pending: readonly Formula[] = formulas;
    do {
      this.#takeApart(pending);
      if (this.closed || this.within !== undefined) return;
      pending = this.#narrow();
    } while (pending.length > 0 && !this.closed);
  }

  /**
   * Looks one step into members: where one is asked for a value that it cannot have, the path is closed, and so is an
   * alternative that asks for one. Without it, choices that change nothing about that are multiplied with each other.
   * @returns whether that settled anything.
   */
  probe(isEmpty: (goal: Goal) => boolean): boolean {
    this.closed ||= this.#members.isHopeless(isEmpty);
    if (this.closed) return true;
    let settled = false;
    this.choices = this.choices.map((choice) => {
      const left = choice.filter((formula) => !this.#members.wouldBeHopeless(formula, isEmpty));
      settled ||= left.length < Math.min(choice.length, 2);
      return left;
    });
    if (settled) this.take([]);
    return settled;
  }

  /** The finite set of values that a member has if it is there, where that is plain. */
  valuesOf(name: string): readonly Json[] | undefined {
    return this.#members.valuesOf(name);
  }

  isPresent(name: string): boolean {
    return this.#members.isPresent(name);
  }

  /** Takes apart what was put off. @returns whether there was anything. */
  unfold(): boolean {
    const deferred = this.#deferred;
    this.#deferred = [];
    this.take(deferred.map((node) => this.#reading.outside(node, this.kind)));
    return deferred.length > 0;
  }

  #takeApart(formulas: readonly Formula[]): void {
    const todo = [...formulas].reverse();
    for (let next = todo.pop(); next !== undefined && !this.closed; next = todo.pop()) {
      todo.push(...[...this.#step(next)].reverse());
    }
  }

  /** Records one formula, or gives the formulas it stands for. */
  #step(formula: Formula): readonly Formula[] {
    switch (formula.is) {
      case "all":
        return formula.of;
      case "any":
        if (formula.of.length === 0) this.closed = true;
        if (formula.of.length === 1) return formula.of;
        this.choices = [...this.choices, formula.of];
        return [];
      case "inside":
        return this.#stepInside(formula.node);
      case "outside":
        this.#defer(formula.node);
        return [];
      case "one-of": {
        const values = formula.values.filter((value) => kindOf(value) === this.kind);
        if (this.within === undefined || values.length < this.within.length) this.within = values;
        return [];
      }
      case "not-one-of":
        return formula.values
          .filter((value) => kindOf(value) === this.kind)
          .flatMap((value) => {
            if (isArray(value) || isObject(value)) return [outside(structureOf(value, this.#reading.nodes))];
            this.except.push(value);
            return [];
          });
      case "cases":
        return [any(formula.of.map(({ when, holds }) => all([when, holds])))];
      case "some-of":
        return [any(this.#near(formula.of).map(inside))];
      case "none-of":
        return this.#near(formula.of).map(outside);
      case "exactly-one":
        return [any(this.#places(formula.of).flatMap((place) => this.#only(place, formula.of)))];
      case "not-exactly-one":
        return [any([{ is: "none-of", of: formula.of }, ...this.#reading.overlaps(formula.of).map(both)])];
      case "doubt":
        this.doubts.push(formula.reason);
        return [];
      default:
        this.#record(formula);
        return [];
    }
  }

  #stepInside(node: Node): readonly Formula[] {
    if (this.#outsideSets.has(node.set)) this.closed = true;
    if (this.closed || this.#inside.has(node.id)) return [];
    this.#inside.set(node.id, node);
    this.#insideSets.add(node.set);
    const formula = this.#reading.inside(node, this.kind);
    const declared = this.kind === "object" && node.role === "producer" ? declaration(node) : undefined;
    return declared === undefined ? [formula] : [declared, formula];
  }

  #defer(node: Node): void {
    if (this.#insideSets.has(node.set)) this.closed = true;
    if (this.closed || this.#outsideSets.has(node.set) || this.#isDisjoint(node)) return;
    this.#outsideSets.add(node.set);
    this.#deferred = [...this.#deferred, node];
  }

  #record(atom: Atom): void {
    this.atoms.push(atom);
    if (isObjectAtom(atom) && !this.#members.record(atom)) this.closed = true;
  }

  /** The places of the variants that the value is not told from by their tags, as far as it is known. */
  #places(variants: readonly Node[]): readonly number[] {
    let places: readonly number[] | undefined;
    for (const node of this.#inside.values()) {
      const left = this.#reading.outlines.near(variants, node);
      if (places === undefined || left.length < places.length) places = left;
    }
    return places ?? [...variants.keys()];
  }

  #near(variants: readonly Node[]): readonly Node[] {
    return nodesAt(this.#places(variants), variants);
  }

  #only(place: number, among: readonly Node[]): readonly Formula[] {
    const { nodes } = this.#reading;
    const node = among[place];
    if (node === undefined) return [];
    const others = this.#reading.rivals(among, place).map((other) => outside(nodes.literally(other)));
    return [all([inside(node), ...others])];
  }

  /** Drops choices that are met, and alternatives that are out; gives what then has to hold. */
  #narrow(): readonly Formula[] {
    this.#deferred = this.#deferred.filter((node) => !this.#isDisjoint(node));
    this.#allDeclared = !this.choices.some((choice) => choice.some(mayAddProducer));
    const forced: Formula[] = [];
    const open: Choice[] = [];
    for (const choice of this.choices) {
      if (choice.some((formula) => this.#isMet(formula))) continue;
      const left = choice.filter((formula) => !this.#isOut(formula));
      if (left.length === 0) this.closed = true;
      if (left.length === 1) forced.push(...left);
      if (left.length > 1) open.push(left);
    }
    this.choices = open;
    return forced;
  }

  /** Does the formula plainly hold of every value on this path? */
  #isMet(formula: Formula): boolean {
    switch (formula.is) {
      case "all":
        return formula.of.every((part) => this.#isMet(part));
      case "any":
        return formula.of.some((part) => this.#isMet(part));
      case "some-of":
        return this.#near(formula.of).some((node) => this.#isMet(inside(node)));
      case "none-of":
        return this.#near(formula.of).every((node) => this.#isMet(outside(node)));
      case "inside":
        return this.#inside.has(formula.node.id);
      case "outside":
        return this.#outsideSets.has(formula.node.set) || this.#isDisjoint(formula.node);
      default:
        return isObjectAtom(formula) && this.#members.isMet(formula);
    }
  }

  /** Is it plain that the formula holds of no value on this path? */
  #isOut(formula: Formula): boolean {
    switch (formula.is) {
      case "all":
        return formula.of.some((part) => this.#isOut(part));
      case "any":
        return formula.of.every((part) => this.#isOut(part));
      case "some-of":
        return this.#near(formula.of).every((node) => this.#isOut(inside(node)));
      case "none-of":
        return this.#near(formula.of).some((node) => this.#isOut(outside(node)));
      case "inside": {
        const { node } = formula;
        if (this.#outsideSets.has(node.set) || !this.#reading.outlines.of(node).kinds.has(this.kind))
          return true;
        return this.#isDisjoint(node);
      }
      case "outside":
        return this.#insideSets.has(formula.node.set);
      default:
        if (!isObjectAtom(formula)) return false;
        return this.#members.isOut(formula) || (this.#allDeclared && this.#members.isUndeclared(formula));
    }
  }

  /** Is no value of this path inside the node, by their outlines and the members known here? */
  #isDisjoint(node: Node): boolean {
    for (const other of this.#inside.values()) if (this.#reading.outlines.disjoint(other, node)) return true;
    return this.kind === "object" && this.#members.isDisjoint(node);
  }
}

function both([left, right]: readonly [Node, Node]): Formula {
  return all([inside(left), inside(right)]);
}
