import { isArray, isObject, type Json, own } from "../../model/json.ts";
import { join, nameOf, type Pointer } from "../../model/pointer.ts";
import type { Schema, SchemaGraph } from "../../model/schema.ts";
import { type Tags, tagOf } from "../../model/tags.ts";
import { hasType } from "../../model/type-name.ts";
import { closestFirst, shortList } from "../closest.ts";
import { inWords } from "../redact.ts";
import { withArticle } from "./describe.ts";
import type { Fault } from "./fault.ts";

/** A `oneOf`, an `anyOf`, or the children of a parent with a discriminator. */
export interface Union {
  readonly schema: Schema;
  readonly keyword: "oneOf" | "anyOf" | "inherited";
  readonly branches: readonly Pointer[];
  readonly tags?: Tags;
}

/** Holds values against the schema at a pointer. */
export interface Checker {
  check(pointer: Pointer, value: Json, instance: Pointer): readonly Fault[];
  fits(pointer: Pointer, value: Json): boolean;
}

/**
 * Judges a value against a union so that one mistake gives one fault: the variant that the value's tag names is
 * the only one that may complain; without tags, only variants of the value's type are looked at.
 */
export class UnionJudge {
  readonly #graph: SchemaGraph;
  readonly #checker: Checker;
  readonly #targets = new Map<Pointer, Schema>();
  readonly #branches = new Map<Union, Map<Pointer, Pointer>>();

  constructor(graph: SchemaGraph, checker: Checker) {
    this.#graph = graph;
    this.#checker = checker;
  }

  judge(union: Union, value: Json, instance: Pointer): readonly Fault[] {
    return union.tags === undefined
      ? this.#untagged(union, union.branches, value, instance)
      : this.#tagged(union, union.tags, value, instance);
  }

  /** Is {@link judge} silent? */
  fits(union: Union, value: Json): boolean {
    const { tags } = union;
    if (tags === undefined) return this.#fitsOf(union, union.branches, value);
    if (!isObject(value)) return union.keyword === "inherited" || this.#fitsOf(union, tags.open, value);
    const chosen = chosenBy(tags, own(value, tags.property));
    if (chosen === undefined) return this.#fitsOf(union, tags.open, value);
    return isItself(union, chosen) || this.#checker.fits(chosen, value);
  }

  #fitsOf(union: Union, branches: readonly Pointer[], value: Json): boolean {
    let count = 0;
    for (const branch of this.#admitting(branches, value)) {
      if (!this.#checker.fits(branch, value)) continue;
      if (union.keyword !== "oneOf") return true;
      count++;
    }
    return count === 1;
  }

  /** The branches of a union that the value fits; of a tagged one, the branch its tag names. */
  fitting(union: Union, value: Json): Pointer[] {
    const { tags } = union;
    const tag = tags === undefined || !isObject(value) ? undefined : own(value, tags.property);
    if (tags !== undefined && tag !== undefined) {
      const target = chosenBy(tags, tag);
      if (target === undefined) return [];
      return [this.#branchOf(union, target)];
    }
    const candidates = this.#admitting(union.branches, value);
    if (candidates.length < 2 && union.keyword === "anyOf") return candidates;
    return candidates.filter((branch) => this.#checker.fits(branch, value));
  }

  /** The branch that leads to a variant; a variant that no branch leads to stands for itself. */
  #branchOf(union: Union, variant: Pointer): Pointer {
    const known = this.#branches.get(union) ?? new Map<Pointer, Pointer>();
    this.#branches.set(union, known);
    let branch = known.get(variant);
    if (branch === undefined) {
      const wanted = this.#resolved(variant);
      branch = union.branches.find((each) => this.#resolved(each) === wanted) ?? variant;
      known.set(variant, branch);
    }
    return branch;
  }

  /** The schema at a pointer, behind its references. */
  #resolved(pointer: Pointer): Schema {
    const known = this.#targets.get(pointer);
    if (known !== undefined) return known;
    const target = this.#graph.target(this.#graph.at(pointer));
    this.#targets.set(pointer, target);
    return target;
  }

  #admitting(branches: readonly Pointer[], value: Json): Pointer[] {
    return branches.filter((branch) => admits(this.#resolved(branch), value));
  }

  #tagged(union: Union, tags: Tags, value: Json, instance: Pointer): readonly Fault[] {
    if (!isObject(value)) {
      if (union.keyword === "inherited") return [];
      const open = this.#admitting(tags.open, value);
      return open.length > 0
        ? this.#untagged(union, open, value, instance)
        : [this.#wrongType(union, value, instance, tags.open.length === 0 ? ["object"] : undefined)];
    }
    const tag = own(value, tags.property);
    const chosen = chosenBy(tags, tag);
    if (chosen === undefined)
      return this.#fitsOf(union, tags.open, value) ? [] : [tagFault(tags, instance, tag)];
    if (isItself(union, chosen)) return [];
    const faults = this.#checker.check(chosen, value, instance);
    return faults.map((fault) => asMismatch(fault, tags, instance, tag));
  }

  #untagged(union: Union, branches: readonly Pointer[], value: Json, instance: Pointer): readonly Fault[] {
    const candidates = this.#admitting(branches, value);
    const [only] = candidates;
    if (only === undefined) return [this.#wrongType(union, value, instance)];
    if (candidates.length === 1) return this.#checker.check(only, value, instance);
    const fits: Pointer[] = [];
    for (const branch of candidates) {
      if (!this.#checker.fits(branch, value)) continue;
      if (union.keyword !== "oneOf") return [];
      fits.push(branch);
    }
    if (fits.length === 1) return [];
    if (fits.length > 1) return [this.#ambiguous(union, fits, value, instance)];
    return [this.#unfit(union, candidates, value, instance)];
  }

  #wrongType(union: Union, value: Json, instance: Pointer, types = this.#types(union)): Fault {
    return {
      kind: "keyword",
      pointer: this.#place(union),
      instance,
      text: `is ${inWords(value, nameOf(instance))}, must be ${types.map(withArticle).join(" or ")}`,
      expected: types,
      actual: value,
    };
  }

  #types(union: Union): string[] {
    const types = union.branches.flatMap((branch) => {
      const schema = this.#resolved(branch);
      return [...(schema.types ?? [])];
    });
    return types.length > 0 ? [...new Set(types)] : ["value of another type"];
  }

  #ambiguous(union: Union, fits: readonly Pointer[], value: Json, instance: Pointer): Fault {
    const names = fits.map((branch) => this.#name(branch));
    return {
      kind: "union-ambiguous",
      pointer: this.#place(union),
      instance,
      text: `fits ${fits.length} variants at once, ${shortList(names)}, where only one may fit`,
      expected: names,
      actual: value,
    };
  }

  #unfit(union: Union, candidates: readonly Pointer[], value: Json, instance: Pointer): Fault {
    const tried = candidates.map((branch) => ({
      branch,
      faults: this.#checker.check(branch, value, instance),
    }));
    const { branch, faults } = tried.reduce((closest, each) =>
      distance(each.faults, instance) < distance(closest.faults, instance) ? each : closest,
    );
    const [first] = faults;
    const below = first?.instance.slice(instance.length) as Pointer | undefined;
    const but = first === undefined ? "" : `, but ${below ? nameOf(below) : "it"} ${first.text}`;
    const names = candidates.map((each) => this.#name(each));
    return {
      kind: "keyword",
      pointer: this.#place(union),
      instance,
      text: `fits none of ${shortList(names)}; closest is ${this.#name(branch)}${but}`,
      expected: names,
      actual: value,
    };
  }

  #place({ schema, keyword }: Union): Pointer {
    return join(schema.pointer, keyword === "inherited" ? "discriminator" : keyword);
  }

  #name(branch: Pointer): string {
    const schema = this.#graph.at(branch);
    if (schema.ref !== undefined) return nameOf(schema.ref);
    const title = isObject(schema.raw) ? schema.raw.title : undefined;
    if (typeof title === "string" && title !== "") return title;
    const types = schema.types === undefined ? "variant" : schema.types.join("/");
    return `${types} (${branch.split("/").slice(-2).join("/")})`;
  }
}

function chosenBy(tags: Tags, tag: Json | undefined): Pointer | undefined {
  return (tag === undefined ? undefined : tags.targets.get(tagOf(tag))) ?? tags.fallback;
}

/** A parent may be one of its own variants; it has been checked where it stands. */
function isItself({ keyword, schema }: Union, variant: Pointer): boolean {
  return keyword === "inherited" && variant === schema.pointer;
}

/** How far a value is from a variant: faults at its own properties weigh more than those further down. */
function distance(faults: readonly Fault[], instance: Pointer): number {
  const depth = instance.split("/").length;
  return faults.reduce((sum, fault) => sum + 1 / Math.max(1, fault.instance.split("/").length - depth), 0);
}

/** A variant that refuses the very tag that names it. */
function asMismatch(fault: Fault, tags: Tags, instance: Pointer, tag: Json | undefined): Fault {
  if (fault.kind !== "enum" || fault.instance !== join(instance, tags.property) || tag === undefined)
    return fault;
  const expected = isArray(fault.expected) ? fault.expected : [fault.expected ?? null];
  const own = shortList(expected.map((value) => inWords(value)));
  return {
    ...fault,
    kind: "discriminator-mismatch",
    text: `is ${inWords(tag)}, which the mapping knows but the variant it names does not: that one asks for ${own}`,
  };
}

function tagFault(tags: Tags, instance: Pointer, tag: Json | undefined): Fault {
  const known = [...tags.targets.keys()];
  const place = { pointer: tags.pointer, instance: join(instance, tags.property) };
  if (tag === undefined) {
    return {
      ...place,
      kind: "discriminator-missing",
      text: `is missing, so that nothing says which variant it is: ${shortList(known)}`,
      expected: known,
    };
  }
  const expected = rankedTags(tags, tagOf(tag), known);
  return {
    ...place,
    kind: "discriminator-unknown",
    text: `is ${inWords(tag)}; the document knows ${shortList(expected.map((each) => inWords(each)))}`,
    expected,
    actual: tag,
  };
}

const RANKED = new WeakMap<Tags, Map<string, readonly string[]>>();

/** The same unknown tag comes again and again in a recording. */
function rankedTags(tags: Tags, tag: string, known: readonly string[]): readonly string[] {
  const ranked = RANKED.get(tags) ?? new Map<string, readonly string[]>();
  RANKED.set(tags, ranked);
  const kept = ranked.get(tag);
  if (kept !== undefined) return kept;
  const ordered = closestFirst(tag, known);
  if (ranked.size < 100) ranked.set(tag, ordered);
  return ordered;
}

/** May the value be of a type the schema admits? `undefined` types admit all. */
function admits(schema: Schema, value: Json): boolean {
  const nullable = isObject(schema.raw) && schema.raw.nullable === true;
  if (value === null && nullable) return true;
  return schema.types === undefined || schema.types.some((type) => hasType(value, type));
}
