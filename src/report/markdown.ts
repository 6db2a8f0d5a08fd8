import { codeSpan, escapeMarkdown } from "./escape/markdown.ts";
import { visible } from "./escape/visible.ts";
import type { Dialect } from "./handlebars.ts";

/** The dialect of Markdown templates. Helpers: `{{code TEXT}}`, a code span; `{{link PATH}}`, the target of a link; `{{plain TEXT}}`, within a block of code. */
export const MARKDOWN: Dialect = {
  escape: escapeMarkdown,
  helpers: {
    code: ([text = ""]) => codeSpan(text),
    link: ([path = ""]) => linkTarget(path),
    plain: ([text = ""]) => visible(text),
  },
};

/** A relative path as the target of a link: everything but what a path and an anchor are made of is encoded. */
function linkTarget(path: string): string {
  return path.replace(/[^\w./#-]/g, (character) => encodeURIComponent(visible(character)));
}
