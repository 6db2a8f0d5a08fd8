import type { Json } from "../model/json.ts";
import type { Schema } from "../model/schema.ts";
import type { Edit } from "./edit.ts";
import type { ChangeRule } from "./rule.ts";
import { subject } from "./subject.ts";
import type { View } from "./view.ts";

/** What a schema rule looks at: the same schema in both documents, and a way to say what it saw. */
export class SchemaPair {
  readonly base: View;
  readonly revision: View;

  constructor(base: View, revision: View) {
    this.base = base;
    this.revision = revision;
  }

  /** An edit of the schema itself; `clause` follows the schema's name. */
  edit(rule: ChangeRule, clause: string, before: Json | undefined, after: Json | undefined): Edit {
    return {
      rule,
      message: `${subject(this.revision.facts.pointer)} ${clause}`,
      base: this.base.facts.pointer,
      revision: this.revision.facts.pointer,
      ...(before === undefined ? {} : { before }),
      ...(after === undefined ? {} : { after }),
    };
  }

  /** An edit whose place on one side is a schema below this one: a property or variant that is new or gone. */
  child(rule: ChangeRule, clause: string, side: "base" | "revision", schema: Schema, value?: Json): Edit {
    return {
      rule,
      message: `${subject(this.revision.facts.pointer)} ${clause}`,
      base: side === "base" ? schema.pointer : this.base.facts.pointer,
      revision: side === "revision" ? schema.pointer : this.revision.facts.pointer,
      ...(value === undefined ? {} : side === "base" ? { before: value } : { after: value }),
    };
  }
}
