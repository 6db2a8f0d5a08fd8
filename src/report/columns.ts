import { createRequire } from "node:module";

const require = createRequire(import.meta.url);

/**
 * What reports are made of nearly everywhere: characters of one column, and our own marks, which are taken for emoji of
 * two. To load the libraries that know all others takes longer than to write a report.
 */
const PLAIN = /^[\x20-\x7e\xa0\xb7\xc0-\xff\u2013\u2014\u2018\u2019\u201c\u201d\u2026\u2192\u25b2\u25cf✔✖]*$/;
const WIDE = /[✔✖]/g;
/** What is longer fits no terminal, and to know by how much takes minutes. */
const LONG = 10_000;

/** How many columns of a terminal a text takes. */
export function columnsOf(text: string): number {
  if (text.length > LONG || PLAIN.test(text)) return plainColumns(text);
  const { default: stringWidth } = require("string-width") as typeof import("string-width");
  return stringWidth(text);
}

/** A text as lines of at most so many columns, broken at its spaces, and within what is wider than a line. */
export function breakLines(text: string, columns: number): string[] {
  const words = text.trim() === "" ? [] : text.split(" ");
  if (PLAIN.test(text) && words.every((word) => plainColumns(word) <= columns)) return fill(words, columns);
  const { default: wrapAnsi } = require("wrap-ansi") as typeof import("wrap-ansi");
  return wrapAnsi(text, columns, { hard: true, trim: true }).split("\n");
}

/** What wrap-ansi does with words that fit. */
function fill(words: readonly string[], columns: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of words) {
    line = line.trimStart();
    const longer = line === "" ? word : `${line} ${word}`;
    if (line !== "" && word !== "" && plainColumns(longer) > columns) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return [...lines, line].map((each) => each.replace(/ +$/, ""));
}

function plainColumns(text: string): number {
  return text.length + (text.match(WIDE)?.length ?? 0);
}
