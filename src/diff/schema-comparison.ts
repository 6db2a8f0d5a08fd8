import { isObject, type Json, objectAt } from "../model/json.ts";
import type { Pointer } from "../model/pointer.ts";
import { isBareReference, type Schema, type SchemaGraph } from "../model/schema.ts";
import type { Edit } from "./edit.ts";
import type { EditLog } from "./edit-log.ts";
import { replacement } from "./replacement.ts";
import { annotationEdits, isWording } from "./rules/annotations.ts";
import { besideVariantsEdits, constraintEdits, SINGLE_SCHEMAS } from "./rules/constraints.ts";
import { discriminatorEdits, NO_VARIANTS } from "./rules/discriminators.ts";
import { limitEdits } from "./rules/limits.ts";
import { propertyEdits } from "./rules/properties.ts";
import { textEdits } from "./rules/text.ts";
import { disjoint, nullEdits, replacedEdit, typeEdits } from "./rules/types.ts";
import { unionEdits } from "./rules/unions.ts";
import { valueEdits } from "./rules/values.ts";
import type { Sameness } from "./sameness.ts";
import { SchemaPair, type Site } from "./schema-pair.ts";
import { labelOf, type Matching, matchVariants, type Side } from "./variants.ts";
import { conjuncts, type View, viewOf } from "./view.ts";

/** A schema of the base next to its counterpart; the nodes of the graph along which changes reach operations. */
export interface SchemaNode {
  readonly base: Schema;
  readonly revision: Schema;
  readonly site: Site;
  /** Already said further up: whether null is accepted, or what the annotations are. */
  readonly said: Said;
  /** The edit that put one component where another stood, if the pair stands in such components or below. */
  readonly replaced?: Edit;
  /** Where this pair is used: the schemas that hold it, with the step down from there. */
  readonly users: Step[];
  /** The steps down from here. */
  readonly steps: Step[];
}

interface Said {
  readonly null: boolean;
  readonly annotations: boolean;
}

export interface Step {
  readonly from: SchemaNode;
  readonly to: SchemaNode;
  /** `.name`, `[]`, `{}`, or nothing for a member of a union. */
  readonly path: string;
  /** The step exists only in messages that travel this way. */
  readonly onlyIn?: "request" | "response";
}

interface Link {
  readonly said?: Said;
  readonly site?: Site;
  readonly onlyIn?: "request" | "response";
}

const NOTHING_SAID: Said = { null: false, annotations: false };

/**
 * Compares schemas pair by pair. Every pair is compared once, however many operations lead to it and however it
 * leads back to itself: meeting a pair again only adds a user. What does not differ is never entered.
 */
export class SchemaComparison {
  readonly #base: SchemaGraph;
  readonly #revision: SchemaGraph;
  readonly #sameness: Sameness;
  readonly #log: EditLog;
  readonly #openWorld: boolean;
  readonly #nodes = new Map<string, SchemaNode>();
  readonly #pending: SchemaNode[] = [];
  readonly #seenInBase = new Set<Pointer>();
  readonly #seenInRevision = new Set<Pointer>();

  /** @param openWorld take open objects literally: they may hold what their schema does not name */
  constructor(base: SchemaGraph, revision: SchemaGraph, sameness: Sameness, log: EditLog, openWorld = false) {
    this.#base = base;
    this.#revision = revision;
    this.#sameness = sameness;
    this.#log = log;
    this.#openWorld = openWorld;
  }

  /** The pair of two schemas, or `undefined` where nothing in or below them differs. */
  enter(base: Pointer, revision: Pointer): SchemaNode | undefined {
    const node = this.#node(this.#base.at(base), this.#revision.at(revision), NOTHING_SAID);
    // A queue that grows while it is walked, no recursion: schemas may be nested deeper than the call stack allows.
    for (const next of this.#pending) this.#compare(next);
    this.#pending.length = 0;
    return node;
  }

  /** Was the schema at this pointer compared with anything, in both documents? */
  hasSeen(pointer: Pointer): boolean {
    return this.#seenInBase.has(pointer) && this.#seenInRevision.has(pointer);
  }

  #node(base: Schema, revision: Schema, said: Said, site?: Site, from?: SchemaNode): SchemaNode | undefined {
    if (this.#sameness.untouchedAt(base, revision)) return undefined;
    if (isPlainReference(base) && isPlainReference(revision)) {
      const [left, right] = [this.#base.target(base), this.#revision.target(revision)];
      if (left !== base || right !== revision) return this.#node(left, right, said, site, from);
    }
    const key = `${base.pointer} ${revision.pointer} ${said.null ? "n" : ""}${said.annotations ? "a" : ""}`;
    const known = this.#nodes.get(key);
    if (known !== undefined) return known;
    const replaced = replacement(this.#base, base, this.#revision, revision);
    const node: SchemaNode = {
      base,
      revision,
      site: site ?? { base: base.pointer, revision: revision.pointer },
      said,
      // What replaced components lead to was replaced with them.
      ...(replaced === undefined ? {} : { replaced: from?.replaced ?? replaced }),
      users: [],
      steps: [],
    };
    this.#nodes.set(key, node);
    this.#seenInBase.add(base.pointer);
    this.#seenInRevision.add(revision.pointer);
    this.#pending.push(node);
    return node;
  }

  #link(from: SchemaNode, path: string, base: Schema, revision: Schema, more: Link = {}): void {
    const { said = NOTHING_SAID, site, onlyIn } = more;
    const to = this.#node(base, revision, said, site, from);
    if (to === undefined) return;
    const step = { from, to, path, ...(onlyIn === undefined ? {} : { onlyIn }) };
    from.steps.push(step);
    to.users.push(step);
  }

  #compare(node: SchemaNode): void {
    if (this.#isOnTheWay(node)) {
      const leading = propertiesOf(node.base).filter(([, raw]) => this.#sameness.leadsToTouched(raw));
      this.#descend(
        node,
        node.base,
        node.revision,
        leading.map(([name]) => name),
      );
      return;
    }
    if (isBareReference(node.base) || isBareReference(node.revision)) {
      const base = this.#base.target(node.base);
      const revision = this.#revision.target(node.revision);
      this.#through(node, base, revision, node.said.null);
      return;
    }
    const [sharedBase, sharedRevision] = this.#sharedConjuncts(node);
    const base = viewOf(this.#base, node.base, sharedBase);
    const revision = viewOf(this.#revision, node.revision, sharedRevision);
    const pair = new SchemaPair(base, revision, node.site);
    if (!node.said.null) this.#report(node, nullEdits(pair));
    if (this.#differsInShape(base, revision)) {
      this.#compareAsUnions(node, pair);
    } else if (base.inner !== undefined || revision.inner !== undefined) {
      this.#through(node, base.inner ?? node.base, revision.inner ?? node.revision, isNullSaid(node, pair));
    } else {
      if (!node.said.annotations) this.#reportWords(node, annotationEdits(base.facts, revision.facts));
      this.#compareFacts(node, pair);
    }
  }

  /** Is the pair one schema, of which something differs only below, in what its properties or items lead to? */
  #isOnTheWay({ base, revision }: SchemaNode): boolean {
    if (base.ref !== undefined || revision.ref !== undefined || base.opaque !== revision.opaque) return false;
    if (this.#base.dialect !== this.#revision.dialect || !this.#sameness.areOne(base, revision)) return false;
    return !inPlace(base).some(({ raw }) => this.#sameness.leadsToTouched(raw));
  }

  /**
   * Goes through a reference, or a union of one thing and null, to what it stands for. Annotations beside it
   * count as those of the schema behind it where the other side has no such step.
   */
  #through(node: SchemaNode, base: Schema, revision: Schema, nullSaid: boolean): void {
    const mixed = (base === node.base) !== (revision === node.revision);
    if (!node.said.annotations) {
      const left = mixed && base !== node.base ? behind(node.base, this.#base.target(base)) : node.base;
      const right =
        mixed && revision !== node.revision
          ? behind(node.revision, this.#revision.target(revision))
          : node.revision;
      this.#reportWords(node, annotationEdits(left, right));
    }
    const said = { null: nullSaid, annotations: mixed || node.said.annotations };
    this.#link(node, "", base, revision, mixed ? { said, site: node.site } : { said });
  }

  /** Is one side a union of several things and the other one thing? A union that was put beside null is still one. */
  #differsInShape(base: View, revision: View): boolean {
    return isUnion(this.#base, base) !== isUnion(this.#revision, revision);
  }

  /** Takes the side that is no union as a union of one. */
  #compareAsUnions(node: SchemaNode, pair: SchemaPair): void {
    const [left, right] = [
      sideOf(this.#base, pair.base, node.base),
      sideOf(this.#revision, pair.revision, node.revision),
    ];
    const matching = matchVariants(left, right);
    if (matching.pairs.length === 0) {
      this.#report(node, [replacedEdit(pair)]);
      return;
    }
    this.#report(node, besideVariantsEdits(pair));
    this.#compareVariants(node, pair, matching, left, right);
  }

  #compareVariants(node: SchemaNode, pair: SchemaPair, matching: Matching, left: Side, right: Side): void {
    const label = (variant: Schema, side: "base" | "revision") =>
      labelOf(side === "base" ? left : right, variant);
    this.#report(node, unionEdits(pair, matching.gone, matching.fresh, label));
    const before = (variant: Schema) => this.#base.target(variant).pointer;
    const after = (variant: Schema) => this.#revision.target(variant).pointer;
    const correspondence = {
      counterparts: new Map(matching.pairs.map(([a, b]) => [before(a), after(b)])),
      gone: new Set(matching.gone.map(before)),
      fresh: new Set(matching.fresh.map(after)),
    };
    this.#report(node, discriminatorEdits(pair, correspondence));
    const said = { null: isNullSaid(node, pair), annotations: false };
    for (const [a, b] of matching.pairs) this.#link(node, "", a, b, { said });
  }

  #compareFacts(node: SchemaNode, pair: SchemaPair): void {
    this.#report(node, typeEdits(pair));
    if (disjoint(pair) || pair.base.facts.possible !== pair.revision.facts.possible) return;
    this.#report(node, valueEdits(pair));
    this.#report(node, limitEdits(pair));
    this.#report(node, textEdits(pair));
    this.#report(node, propertyEdits(pair, this.#openWorld));
    this.#report(
      node,
      constraintEdits(pair, (base, revision) => this.#sameness.untouched(base, revision)),
    );
    if (pair.base.union !== undefined && pair.revision.union !== undefined) {
      const left = sideOf(this.#base, pair.base, node.base);
      const right = sideOf(this.#revision, pair.revision, node.revision);
      this.#compareVariants(node, pair, matchVariants(left, right), left, right);
    } else this.#report(node, discriminatorEdits(pair, NO_VARIANTS));
    this.#descend(node, pair.base.facts, pair.revision.facts);
  }

  /** @param names the properties to go into */
  #descend(
    node: SchemaNode,
    base: Schema,
    revision: Schema,
    names: Iterable<string> = base.properties.keys(),
  ): void {
    for (const name of names) {
      const [left, right] = [base.properties.get(name), revision.properties.get(name)];
      if (left !== undefined && right !== undefined)
        this.#link(node, propertyStep(name), left, right, directionOf(left, right));
    }
    for (const keyword of ["patternProperties", "dependentSchemas"] as const) {
      for (const [name, left] of base[keyword]) {
        const right = revision[keyword].get(name);
        if (right !== undefined) this.#link(node, keyword === "patternProperties" ? "{}" : "", left, right);
      }
    }
    for (const [i, left] of (base.prefixItems ?? []).entries()) {
      const right = revision.prefixItems?.[i];
      if (right !== undefined) this.#link(node, `[${i}]`, left, right);
    }
    for (const [keyword, step] of SINGLE_SCHEMAS) {
      const [left, right] = [base[keyword], revision[keyword]];
      if (left !== undefined && right !== undefined) this.#link(node, step, left, right);
    }
  }

  /** Parts of `allOf` that both sides hold: under one name, then compared on their own, or of one meaning. */
  #sharedConjuncts(node: SchemaNode): [ReadonlySet<Schema>, ReadonlySet<Schema>] {
    const left = conjuncts(this.#base, node.base).slice(1);
    const right = conjuncts(this.#revision, node.revision).slice(1);
    const [fromBase, fromRevision] = [new Set<Schema>(), new Set<Schema>()];
    if (left.length === 0 || right.length === 0) return [fromBase, fromRevision];
    const counterparts = new Map(right.map((part) => [part.pointer, part]));
    for (const part of left) {
      const counterpart = counterparts.get(part.pointer);
      if (counterpart === undefined || !part.pointer.startsWith("/components/")) continue;
      fromBase.add(part);
      fromRevision.add(counterpart);
      this.#link(node, "", part, counterpart);
    }
    // What one side says once more, under another name, changes nothing.
    const meaning = ({ raw }: Schema) => this.#sameness.classOf(raw);
    const said = new Set(left.map(meaning));
    const common = new Set(right.map(meaning).filter((one) => one !== undefined && said.has(one)));
    for (const part of left) if (common.has(meaning(part))) fromBase.add(part);
    for (const part of right) if (common.has(meaning(part))) fromRevision.add(part);
    return [fromBase, fromRevision];
  }

  /** Words that differ because another component stands where one stood are not edited one by one. */
  #reportWords(node: SchemaNode, edits: Iterable<Edit>): void {
    for (const edit of edits) this.#log.add((isWording(edit.rule) && node.replaced) || edit, node);
  }

  #report(node: SchemaNode, edits: Iterable<Edit>): void {
    for (const edit of edits) this.#log.add(edit, node);
  }
}

function propertiesOf({ raw }: Schema): [name: string, raw: Json][] {
  return isObject(raw) ? Object.entries(objectAt(raw, "properties")) : [];
}

/** The schemas that say something of the very value that a schema is about. */
function inPlace(schema: Schema): Schema[] {
  const conditions = [schema.not, schema.if, schema.then, schema.else].filter((one) => one !== undefined);
  return [...(schema.allOf ?? []), ...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...conditions];
}

/** A schema that accepts null does so whatever becomes of its variants; of one that does not, they may tell. */
function isNullSaid({ said }: SchemaNode, { base, revision }: SchemaPair): boolean {
  return said.null || base.nullable || revision.nullable;
}

function isPlainReference(schema: Schema): boolean {
  return (
    isBareReference(schema) &&
    Object.keys(schema.annotations).length === 0 &&
    !schema.deprecated &&
    !schema.readOnly &&
    !schema.writeOnly
  );
}

/** A reference's own annotations over those of what it leads to. */
function behind(reference: Schema, target: Schema): Schema {
  return {
    ...reference,
    annotations: { ...target.annotations, ...reference.annotations },
    deprecated: reference.deprecated || target.deprecated,
    readOnly: reference.readOnly || target.readOnly,
    writeOnly: reference.writeOnly || target.writeOnly,
  };
}

function isUnion(graph: SchemaGraph, { union, inner }: View): boolean {
  return union !== undefined || (inner !== undefined && viewOf(graph, inner).union !== undefined);
}

function sideOf(graph: SchemaGraph, view: View, schema: Schema): Side {
  const members = view.union?.members ?? [view.inner ?? schema];
  return { graph, members, discriminator: view.facts.discriminator };
}

function directionOf(base: Schema, revision: Schema): Pick<Step, "onlyIn"> {
  if (base.readOnly && revision.readOnly) return { onlyIn: "response" };
  return base.writeOnly && revision.writeOnly ? { onlyIn: "request" } : {};
}

function propertyStep(name: string): string {
  return /^[\p{L}_$][\p{L}\p{N}_$-]*$/u.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`;
}
