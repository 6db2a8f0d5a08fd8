import type { Json } from "../../model/json.ts";
import type { Formula } from "./formula.ts";
import type { Node } from "./node.ts";
import type { ObjectAtom } from "./objects.ts";
import type { Outlines } from "./outline.ts";
import { covers, type Region, singleName } from "./region.ts";
import type { Goal } from "./search.ts";

/** What is known of single members of an object, on one path through its schemas, and what follows from that. */
export class Members {
  readonly #outlines: Outlines;
  readonly #present: Set<string>;
  readonly #absent: Set<string>;
  /** What the member's value is inside of, if the member is there. */
  readonly #inside: Map<string, readonly Node[]>;
  /** What the member's value is outside of: such a member is there. */
  readonly #outside: Map<string, readonly Node[]>;
  /** What producers declare; `undefined` among them leaves everything open. */
  #declared: readonly (Region | undefined)[];

  constructor(outlines: Outlines, from?: Members) {
    this.#outlines = outlines;
    this.#present = new Set(from === undefined ? [] : from.#present);
    this.#absent = new Set(from === undefined ? [] : from.#absent);
    this.#inside = new Map(from === undefined ? [] : from.#inside);
    this.#outside = new Map(from === undefined ? [] : from.#outside);
    this.#declared = from === undefined ? [] : from.#declared;
  }

  copy(): Members {
    return new Members(this.#outlines, this);
  }

  /** @returns whether that can be, next to what is known. */
  record(atom: ObjectAtom): boolean {
    if (atom.is === "present") this.#present.add(atom.name);
    if (atom.is === "absent") this.#absent.add(atom.name);
    if (atom.is === "declares") this.#declared = [...this.#declared, atom.region];
    if (atom.is === "every" || atom.is === "some") {
      const name = singleName(atom.region);
      const nodes = atom.is === "every" ? this.#inside : this.#outside;
      if (name !== undefined) nodes.set(name, [...(nodes.get(name) ?? []), atom.node]);
    }
    return !("name" in atom) || !this.#present.has(atom.name) || !this.#absent.has(atom.name);
  }

  /** The finite set of values that a member has if it is there, where that is plain. */
  valuesOf(name: string): readonly Json[] | undefined {
    for (const node of this.#inside.get(name) ?? []) {
      const { values } = this.#outlines.of(node);
      if (values !== undefined) return [...values.values()];
    }
    return undefined;
  }

  isPresent(name: string): boolean {
    return this.#present.has(name);
  }

  /** Does the atom plainly hold? */
  isMet(atom: ObjectAtom): boolean {
    if (atom.is === "present") return this.#present.has(atom.name);
    if (atom.is === "absent") return this.#absent.has(atom.name);
    const name = wantedMember(atom);
    if (name === undefined || atom.is !== "some" || !this.#present.has(name)) return false;
    return (this.#inside.get(name) ?? []).some((node) => this.#outlines.disjoint(node, atom.node));
  }

  /** Is it plain that the atom does not hold? */
  isOut(atom: ObjectAtom): boolean {
    if (atom.is === "present") return this.#absent.has(atom.name);
    if (atom.is === "absent") return this.#present.has(atom.name);
    const name = wantedMember(atom);
    if (name === undefined || atom.is !== "some") return false;
    return (
      this.#absent.has(name) || (this.#inside.get(name) ?? []).some((node) => node.set === atom.node.set)
    );
  }

  /** Does the formula want a member that no producer so far declares? More of them may still come to be looked at. */
  isUndeclared(formula: Formula): boolean {
    const name = wantedMember(formula);
    if (name === undefined || this.#declared.length === 0) return false;
    return this.#declared.every((region) => region !== undefined && !covers(region, name));
  }

  /** Is it plain that the object is not inside the node? */
  isDisjoint(node: Node): boolean {
    const { required, properties } = this.#outlines.of(node);
    for (const name of required) if (this.#absent.has(name)) return true;
    for (const [name, known] of this.#inside) {
      if (!this.#present.has(name) && !required.has(name)) continue;
      for (const property of properties.get(name) ?? []) {
        if (known.some((of) => this.#outlines.disjoint(of, property))) return true;
      }
    }
    return false;
  }

  /** Is some member asked for a value that it cannot have? */
  isHopeless(isEmpty: (goal: Goal) => boolean): boolean {
    for (const [name, outside] of this.#outside) if (isEmpty(this.#goal(name, outside))) return true;
    return false;
  }

  /** Would the formula ask a member for a value that it cannot have? */
  wouldBeHopeless(formula: Formula, isEmpty: (goal: Goal) => boolean): boolean {
    if (formula.is === "all") return formula.of.some((part) => this.wouldBeHopeless(part, isEmpty));
    const name = wantedMember(formula);
    if (name === undefined || !("node" in formula)) return false;
    return isEmpty(this.#goal(name, [...(this.#outside.get(name) ?? []), formula.node]));
  }

  #goal(name: string, outside: readonly Node[]): Goal {
    return { inside: this.#inside.get(name) ?? [], outside };
  }
}

/** The one member that a formula wants to have a value outside of its node. */
function wantedMember(formula: Formula): string | undefined {
  return formula.is === "some" && formula.of === "object" ? singleName(formula.region) : undefined;
}
