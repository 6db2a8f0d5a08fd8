import type { Consumer, Severity } from "../model/finding.ts";
import type { Rule } from "../model/rule.ts";
import type { NoteStyle } from "./view/note-style.ts";

/** The formats a report can be rendered in. */
export type Format = "text" | "json" | "markdown" | "html" | "sarif" | "junit" | "github";

/** How a report is rendered; never what it says. */
export interface RenderOptions {
  /** Text only: ANSI colours. Default: none. */
  readonly color?: boolean;
  /** Text only: columns. Default: 100. */
  readonly width?: number;
  /** Unfold: every entry, operation and value. */
  readonly all?: boolean;
  /** A Handlebars source that replaces the shipped template of text, Markdown or HTML; it is given a `View`. */
  readonly template?: string;
  /** What makes the run fail; told in the closing line. Default: `breaking`. */
  readonly failOn?: Severity | "never";
  /** Whose severities these are; told in the closing line where it is `strict`. */
  readonly consumer?: Consumer;
  /** How the release notes of a changelog are divided. Default: `grouped`. */
  readonly style?: NoteStyle;
  /** The catalogue: titles for folded entries, and descriptions for SARIF. */
  readonly rules?: readonly Rule[];
}
