/**
 * Characters that change how the text around them is shown instead of being shown: C0 and C1 controls, line and
 * paragraph separators, bidirectional marks and overrides (UAX #9), invisible characters, tags, lone surrogates.
 */
const INVISIBLE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}\p{Cs}]/gu;

const SHORT: ReadonlyMap<string, string> = new Map([
  ["\n", "\\n"],
  ["\r", "\\r"],
  ["\t", "\\t"],
]);

function written(character: string): string {
  const short = SHORT.get(character);
  if (short !== undefined) return short;
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x100) return `\\x${code.toString(16).padStart(2, "0")}`;
  return code > 0xffff ? `\\u{${code.toString(16)}}` : `\\u${code.toString(16).padStart(4, "0")}`;
}

/** Text on one line in which every control, bidirectional or invisible character is written out: `\x1b`, `\u202e`. */
export function visible(text: string): string {
  return text.replace(INVISIBLE, written);
}

/** JSON text with the same characters as `\u` escapes: the same value, harmless on a terminal. */
export function visibleJson(json: string): string {
  return json.replace(INVISIBLE, (character) => {
    if (character === "\n") return character;
    return Array.from(
      { length: character.length },
      (_, i) => `\\u${character.charCodeAt(i).toString(16).padStart(4, "0")}`,
    ).join("");
  });
}
