import { createRequire } from "node:module";
import type Handlebars from "handlebars";
import { InputError, reasonOf } from "../model/errors.ts";
import { Guarded, guard } from "./guarded.ts";
import type { View } from "./view.ts";

const require = createRequire(import.meta.url);

/** A template: its text, or what `Handlebars.precompile` makes of it. */
export type Template = string | TemplateSpecification;

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

/** A template with what it may include by name. */
export interface TemplateSet {
  readonly template: Template;
  readonly partials: Readonly<Record<string, Template>>;
  /** Partials that are written as they stand, such as a script. */
  readonly texts: Readonly<Record<string, string>>;
}

/** What makes the templates of one target: its escaping and its helpers. */
export interface Dialect {
  readonly escape: (text: string) => string;
  readonly helpers: Readonly<Record<string, Helper>>;
}

interface BlockOptions {
  fn?: (context: unknown) => unknown;
  inverse?: (context: unknown) => unknown;
}

/**
 * Fills a template with a view.
 * @throws InputError where the template is wrong (a syntax error, an unknown partial or helper).
 */
export function fillTemplate(set: TemplateSet, view: View, dialect: Dialect): string {
  const { template, partials, texts } = set;
  const handlebars = libraryFor([template, ...Object.values(partials)]).create();
  for (const [name, partial] of Object.entries(partials)) {
    handlebars.registerPartial(name, typeof partial === "string" ? partial : handlebars.template(partial));
  }
  for (const [name, text] of Object.entries(texts)) handlebars.registerPartial(name, () => text);
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
    const fill =
      typeof template === "string"
        ? handlebars.compile(template, { noEscape: true })
        : handlebars.template(template);
    return String(fill(guard(view, dialect.escape)));
  } catch (thrown) {
    throw new InputError(
      { what: "cannot fill the report template", why: reasonOf(thrown) },
      { cause: thrown },
    );
  }
}

/** The compiler is the greater part of the library, and only texts need it. */
function libraryFor(templates: readonly Template[]) {
  const compiles = templates.some((template) => typeof template === "string");
  return require(compiles ? "handlebars" : "handlebars/dist/handlebars.runtime.js") as typeof Handlebars;
}
