import { codeSpan, escapeMarkdown } from "./escape/markdown.ts";
import type { Dialect } from "./handlebars.ts";

/** The dialect of Markdown templates. Helper: `{{code TEXT}}`, a code span. */
export function markdownDialect(partials: Readonly<Record<string, string>>): Dialect {
  return { escape: escapeMarkdown, partials, helpers: { code: ([text = ""]) => codeSpan(text) } };
}
