import type { Json } from "../model/json.ts";
import type { Pointer } from "../model/pointer.ts";
import type { Schema } from "../model/schema.ts";
import type { Edit } from "./edit.ts";
import type { ChangeRule } from "./rule.ts";
import { subject } from "./subject.ts";
import type { View } from "./view.ts";

/**
 * Where an edit is made. Where a schema written in place became a reference (or the other way round), that is the
 * place of the reference and not the component behind it, which others use and nobody touched.
 */
export interface Site {
  readonly base: Pointer;
  readonly revision: Pointer;
}

/** What a schema rule looks at: the same schema in both documents, and a way to say what it saw. */
export class SchemaPair {
  readonly base: View;
  readonly revision: View;
  readonly #at: Site;

  /** @param at where an edit of the pair is made: not always where the schemas stand, see {@link Site} */
  constructor(base: View, revision: View, at: Site) {
    this.base = base;
    this.revision = revision;
    this.#at = at;
  }

  /** An edit of the schema itself; `clause` follows the schema's name. */
  edit(rule: ChangeRule, clause: string, before: Json | undefined, after: Json | undefined): Edit {
    return {
      rule,
      message: `${subject(this.#at.revision)} ${clause}`,
      ...this.#at,
      ...(before === undefined ? {} : { before }),
      ...(after === undefined ? {} : { after }),
      ...(this.base.nullable === this.revision.nullable ? {} : { nullApart: true }),
    };
  }

  /** An edit whose place on one side is a schema below this one: a property or variant that is new or gone. */
  child(rule: ChangeRule, clause: string, side: "base" | "revision", schema: Schema, value?: Json): Edit {
    return {
      rule,
      message: `${subject(this.#at.revision)} ${clause}`,
      base: side === "base" ? schema.pointer : this.#at.base,
      revision: side === "revision" ? schema.pointer : this.#at.revision,
      ...(value === undefined ? {} : side === "base" ? { before: value } : { after: value }),
    };
  }
}
