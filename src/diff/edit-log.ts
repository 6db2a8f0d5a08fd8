import { identify } from "../model/identity.ts";
import type { Json } from "../model/json.ts";
import type { Edit } from "./edit.ts";
import type { Use } from "./reach.ts";
import type { SchemaNode } from "./schema-comparison.ts";

/** One edit with everything that leads to it. */
export interface LoggedEdit {
  readonly id: string;
  readonly edit: Edit;
  /** The pairs of schemas it was seen at. */
  readonly nodes: SchemaNode[];
  /** Where it is part of an operation directly. */
  readonly uses: Use[];
}

/** Collects edits, each once: meeting one again, by another way, only adds the way. */
export class EditLog {
  readonly #entries = new Map<string, LoggedEdit>();

  add(edit: Edit, at: SchemaNode | readonly Use[]): void {
    const id = identify(edit.rule.id, edit.base, edit.revision, [edit.before ?? null], [
      edit.after ?? null,
    ] as Json);
    let entry = this.#entries.get(id);
    if (entry === undefined) {
      entry = { id, edit, nodes: [], uses: [] };
      this.#entries.set(id, entry);
    }
    if (isUses(at)) entry.uses.push(...at);
    else if (!entry.nodes.includes(at)) entry.nodes.push(at);
  }

  entries(): Iterable<LoggedEdit> {
    return this.#entries.values();
  }
}

function isUses(at: SchemaNode | readonly Use[]): at is readonly Use[] {
  return Array.isArray(at);
}
