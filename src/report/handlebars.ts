import Handlebars from "handlebars";
import { InputError, reasonOf } from "../model/errors.ts";
import { Guarded, guard } from "./guarded.ts";
import type { View } from "./view.ts";

/** A block of a template: what it wraps, and what stands behind its `{{else}}`. */
export interface Block {
  readonly body: () => string;
  readonly otherwise: () => string;
}

/**
 * A helper gets the unescaped strings of its arguments and, where it is used as a block, the block. What it
 * returns is written as it is: escaping is the helper's own duty.
 */
export type Helper = (args: readonly string[], block: Block) => string;

/** What makes the templates of one target: its escaping, its helpers, its partials. */
export interface Dialect {
  readonly escape: (text: string) => string;
  readonly helpers: Readonly<Record<string, Helper>>;
  readonly partials: Readonly<Record<string, string>>;
}

interface BlockOptions {
  fn?: (context: unknown) => unknown;
  inverse?: (context: unknown) => unknown;
}

/**
 * Fills a template with a view.
 * @throws InputError where the template is wrong (a syntax error, an unknown partial or helper).
 */
export function fillTemplate(template: string, view: View, dialect: Dialect): string {
  const handlebars = Handlebars.create();
  for (const [name, partial] of Object.entries(dialect.partials)) handlebars.registerPartial(name, partial);
  for (const [name, helper] of Object.entries(dialect.helpers)) {
    handlebars.registerHelper(name, function (this: unknown, ...given: unknown[]) {
      const options = given.pop() as BlockOptions;
      return helper(given.map(Guarded.raw), {
        // A block that is one expression gives its value, not a string.
        body: () => String(options.fn?.(this) ?? ""),
        otherwise: () => String(options.inverse?.(this) ?? ""),
      });
    });
  }
  try {
    // Strings are guarded instead of escaped by Handlebars, whose only escaping is that of HTML.
    return String(handlebars.compile(template, { noEscape: true })(guard(view, dialect.escape)));
  } catch (thrown) {
    throw new InputError(
      { what: "cannot fill the report template", why: reasonOf(thrown) },
      { cause: thrown },
    );
  }
}
