import { expect } from "vitest";

/** What no output shows as it is: controls but line ends, what overrides directions, what is invisible. */
export const UNSEEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2060-\u2069\u{e0000}-\u{e007f}\p{Cs}]/u;

/** The tags of an HTML text, without the values of their attributes. */
export function tagsOf(html: string): string[] {
  return (html.match(/<\/?[a-zA-Z!][^>]*>/g) ?? []).map((tag) => tag.replace(/"[^"]*"/g, '""'));
}

/** Every line is an annotation of ours; the last one is for the log. */
export function expectAnnotations(text: string): void {
  const lines = text.trimEnd().split("\n");
  expect(lines.pop()).toMatch(/^specwitness: /);
  for (const line of lines) {
    expect(line).toMatch(/^::(?:error|warning|notice) (?:(?:file|line|title)=[^,:\n]*,?)+::/);
  }
}
