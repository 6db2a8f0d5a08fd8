import type { Direction, Place } from "../model/finding.ts";
import { type Json, own } from "../model/json.ts";
import type { Placed } from "../model/message-reader.ts";
import type { Operation } from "../model/operation.ts";
import type { Pointer } from "../model/pointer.ts";
import type { Edit } from "./edit.ts";
import type { EditLog } from "./edit-log.ts";
import type { Reaches, Use } from "./reach.ts";
import type { ChangeRule } from "./rule.ts";
import { type Annotated, annotationEdits } from "./rules/annotations.ts";
import * as messages from "./rules/messages.ts";
import type { Sameness } from "./sameness.ts";
import type { SchemaComparison } from "./schema-comparison.ts";

/** What comparing operations writes to. */
export interface Books {
  readonly sameness: Sameness;
  readonly schemas: SchemaComparison;
  readonly reaches: Reaches;
  readonly log: EditLog;
  /** The heading of requirements in descriptions, where the service has one. */
  readonly heading: string | undefined;
  /** Is an operation the same in both documents, with everything it leads to? */
  untouched(base: Operation, revision: Operation): boolean;
  /** Security schemes of the older document that only have another name in the newer one, with that name. */
  readonly renamedSchemes?: ReadonlyMap<string, string>;
  /** When the newer document was published, ISO 8601, where that is known. */
  readonly published?: string | undefined;
}

/** The direction a rule speaks of, turned around where the server is the one who asks. */
export function useOf(
  { key, kind }: Operation,
  place: Place,
  rule: ChangeRule,
  more: Partial<Use> = {},
): Use {
  const stated: Direction =
    "request" in rule.severity ? "request" : "response" in rule.severity ? "response" : "none";
  return {
    operation: key,
    in: place,
    direction: turned(kind, more.direction ?? stated),
    ...withoutDirection(more),
  };
}

function withoutDirection({ direction: _direction, ...rest }: Partial<Use>): Partial<Use> {
  return rest;
}

function turned(kind: Operation["kind"], direction: Direction): Direction {
  if (kind === "path" || direction === "none") return direction;
  return direction === "request" ? "response" : "request";
}

/** A part of a message: where its edits and schemas are. */
export type Slot = Partial<Use> & { readonly in: Place; readonly direction: "request" | "response" };

/** An operation in both documents, and the way to say what differs in it. */
export class OperationPair {
  readonly base: Operation;
  readonly revision: Operation;
  readonly books: Books;
  readonly #silent: boolean;

  constructor(base: Operation, revision: Operation, books: Books, silent = false) {
    this.base = base;
    this.revision = revision;
    this.books = books;
    this.#silent = silent;
  }

  /** The same pair, for parts of it whose words are about different things. */
  withoutWords(): OperationPair {
    return new OperationPair(this.base, this.revision, this.books, true);
  }

  /** Is a part of the operation the same in both documents, with everything it leads to? */
  hasSame(base: Placed, revision: Placed): boolean {
    return this.books.sameness.untouchedAt(base, revision);
  }

  report(edit: Edit, slot?: Slot): void {
    const use = useOf(this.revision, slot?.in ?? "operation", edit.rule, slot ?? {});
    this.books.log.add(edit, [use]);
  }

  /** An edit of something both sides have; `clause` follows the operation's name. */
  edit(
    rule: ChangeRule,
    at: { base?: Pointer; revision?: Pointer },
    clause: string,
    before?: Json,
    after?: Json,
  ): Edit {
    return {
      rule,
      message: `${this.revision.key} ${clause}`,
      ...at,
      ...(before === undefined ? {} : { before }),
      ...(after === undefined ? {} : { after }),
    };
  }

  /**
   * Reports what changed in words for people, and in extensions.
   * @param read the members that are compared by what they mean
   */
  words(base: Placed, revision: Placed, read: readonly string[], slot: Slot, name = this.revision.key): void {
    if (this.#silent || this.books.sameness.areOne(base, revision)) return;
    for (const edit of annotationEdits(annotated(base, read), annotated(revision, read), name))
      this.report(edit, slot);
  }

  schema(
    before: Pointer | undefined,
    after: Pointer | undefined,
    slot: Slot,
    at: { base: Pointer; revision: Pointer },
  ): void {
    if (before !== undefined && after !== undefined) {
      const node = this.books.schemas.enter(before, after);
      const { direction, ...place } = slot;
      const use: Use = {
        operation: this.revision.key,
        ...place,
        direction: turned(this.revision.kind, direction),
      };
      if (node !== undefined) this.books.reaches.add(node, use);
    } else if (before !== after) {
      const rule = after === undefined ? messages.mediaSchemaRemoved : messages.mediaSchemaAdded;
      const text = after === undefined ? "no longer has a schema there" : "now has a schema there";
      this.report(this.edit(rule, at, text), slot);
    }
  }
}

/** A part's members that change no message: all but those that are read. */
function annotated({ pointer, raw }: Placed, read: readonly string[]): Annotated {
  const rest = Object.entries(raw).filter(([key]) => !read.includes(key));
  return {
    pointer,
    deprecated: own(raw, "deprecated") === true,
    readOnly: false,
    writeOnly: false,
    annotations: Object.fromEntries(rest),
  };
}
