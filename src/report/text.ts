import { visible } from "./escape/visible.ts";
import type { Dialect } from "./handlebars.ts";
import { createTerminal, pad, type Style } from "./terminal.ts";

const STYLES: ReadonlySet<string> = new Set([
  "breaking",
  "dangerous",
  "safe",
  "note",
  "bold",
  "dim",
  "pass",
  "fail",
  "skip",
  "error",
] satisfies readonly Style[]);

function isStyle(text: string): text is Style {
  return STYLES.has(text);
}

/**
 * The dialect of terminal templates. Helpers: `{{paint STYLE TEXT}}`, `{{pad TEXT COLUMNS}}`,
 * `{{keep TEXT}}` (not broken at its spaces), `{{#p INDENT HANG}}…{{/p}}` (a paragraph),
 * `{{#row INDENT COLUMNS}}label{{else}}text{{/row}}`, `{{#spread INDENT HANG}}left{{else}}right{{/spread}}`.
 */
export function textDialect(options: { readonly color: boolean; readonly width: number }): Dialect {
  const terminal = createTerminal(options);
  return {
    escape: visible,
    helpers: {
      paint: ([style = "", text = ""]) =>
        isStyle(style) ? terminal.paint(style, visible(text)) : visible(text),
      pad: ([text = "", columns = "0"]) => pad(visible(text), Number(columns)),
      keep: ([text = ""]) => terminal.keep(visible(text)),
      row: ([indent = "0", columns = "0"], block) =>
        terminal.row(block.body().trim(), oneLine(block.otherwise()), Number(indent), Number(columns)),
      p: ([indent = "0", hang = indent], block) =>
        terminal.paragraph(oneLine(block.body()), Number(indent), Number(hang)),
      spread: ([indent = "0", hang = indent], block) =>
        terminal.spread(oneLine(block.body()), oneLine(block.otherwise()), Number(indent), Number(hang)),
    },
  };
}

function oneLine(text: string): string {
  return text.replace(/\s*\n\s*/g, " ").trim();
}
