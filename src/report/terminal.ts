import picocolors from "picocolors";
import type { Severity } from "../model/finding.ts";
import { breakLines, columnsOf } from "./columns.ts";

/** How a piece of text looks; the words are the same without it. */
export type Style = Severity | "bold" | "dim" | "pass" | "fail" | "skip" | "error";

/** Paints and lays out text for a terminal of a given width. */
export interface Terminal {
  paint(style: Style, text: string): string;
  /** The text with spaces at which no line is broken. */
  keep(text: string): string;
  /** A label, filled up to a number of columns, and a paragraph beside it. */
  row(label: string, text: string, indent: number, columns: number): string;
  /** A paragraph: its first line indented by `indent`, the others by `hang`. */
  paragraph(text: string, indent: number, hang: number): string;
  /** A paragraph with `right` beside its first line, flush with the right edge; below it where there is no room. */
  spread(left: string, right: string, indent: number, hang: number): string;
}

const NARROWEST = 40;

/** What is longer nobody reads in columns, and to break it takes time that grows faster than the text. */
const MOST_WRAPPED = 10_000;

/** Stands for a space while lines are broken. */
const KEPT = "\u00a0";

export function createTerminal(options: { readonly color: boolean; readonly width: number }): Terminal {
  const colors = picocolors.createColors(options.color);
  const width = Math.max(NARROWEST, options.width);
  const paints: Readonly<Record<Style, (text: string) => string>> = {
    breaking: (text) => colors.bold(colors.red(text)),
    dangerous: colors.yellow,
    safe: colors.green,
    note: colors.dim,
    bold: colors.bold,
    dim: colors.dim,
    pass: colors.green,
    fail: (text) => colors.bold(colors.red(text)),
    skip: colors.dim,
    error: colors.magenta,
  };

  function lines(text: string, columns: number): string[] {
    const broken = text.length > MOST_WRAPPED ? text.split("\n") : breakLines(text, Math.max(10, columns));
    return broken.map((line) => line.replaceAll(KEPT, " "));
  }

  function paragraph(text: string, indent: number, hang: number): string {
    const margin = Math.max(indent, hang);
    return lines(text, width - margin)
      .map((line, i) => `${" ".repeat(i === 0 ? indent : hang)}${line}`)
      .join("\n");
  }

  return {
    paint: (style, text) => (text === "" ? "" : paints[style](text)),
    keep: (text) => text.replaceAll(" ", KEPT),
    row(label, text, indent, columns) {
      if (columnsOf(label) >= columns || width - indent - columns < NARROWEST / 2)
        return paragraph(`${label}  ${text}`, indent, indent + 2);
      const [first = "", ...rest] = lines(text, width - indent - columns);
      return [
        `${" ".repeat(indent)}${pad(label, columns)}${first}`,
        ...rest.map((line) => `${" ".repeat(indent + columns)}${line}`),
      ].join("\n");
    },
    paragraph,
    spread(left, right, indent, hang) {
      if (right === "") return paragraph(left, indent, hang);
      const room = width - columnsOf(right) - 2 - Math.max(indent, hang);
      const beside = columnsOf(left) <= room || (room > width / 2 && columnsOf(right) < width / 2);
      if (!beside) return `${paragraph(left, indent, hang)}\n${paragraph(right, hang, hang)}`;
      const [first = "", ...rest] = lines(left, room);
      const gap = " ".repeat(Math.max(2, width - indent - columnsOf(first) - columnsOf(right)));
      return [
        `${" ".repeat(indent)}${first}${gap}${right}`,
        ...rest.map((line) => `${" ".repeat(hang)}${line}`),
      ].join("\n");
    },
  };
}

/** The text filled up with spaces to a number of columns. */
export function pad(text: string, columns: number): string {
  return text + " ".repeat(Math.max(0, columns - columnsOf(text)));
}
