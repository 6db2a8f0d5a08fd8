import fc from "fast-check";
import stringWidth from "string-width";
import { expect, it } from "vitest";
import wrapAnsi from "wrap-ansi";
import { breakLines, columnsOf } from "../../src/report/columns.ts";

const SEED = 20261122;
const EVERY = Array.from({ length: 0x2800 }, (_, code) => String.fromCharCode(code));

/** Words, spaces one and several, spaces that are kept; now and then a character that no shortcut knows. */
const texts = fc
  .array(
    fc.oneof(
      { weight: 60, arbitrary: fc.stringMatching(/^[a-z,.()]{1,12}$/) },
      { weight: 60, arbitrary: fc.constant(" ") },
      { weight: 15, arbitrary: fc.constantFrom("  ", "\u00a0", "→", "✖ ", "…", "über", "✔", "-".repeat(45)) },
      {
        weight: 1,
        arbitrary: fc.constantFrom("漢字", "👩‍👩‍👧", "e\u0301", "\u001b[31mred\u001b[39m", "\u200b", "\n"),
      },
    ),
    { maxLength: 60 },
  )
  .map((parts) => parts.join(""));

it(`is what the libraries say of any text (seed ${SEED})`, () => {
  fc.assert(
    fc.property(texts, fc.integer({ min: 10, max: 60 }), (text, columns) => {
      expect(breakLines(text, columns).join("\n")).toBe(wrapAnsi(text, columns, { hard: true, trim: true }));
      expect(columnsOf(text)).toBe(stringWidth(text));
    }),
    { seed: SEED, numRuns: 1000 },
  );
});

it("is what the libraries say of any character", () => {
  for (const character of EVERY) {
    expect([character, columnsOf(character)]).toEqual([character, stringWidth(character)]);
    const text = `some ${character} words ${character}${character}more`;
    expect(breakLines(text, 10).join("\n")).toBe(wrapAnsi(text, 10, { hard: true, trim: true }));
  }
});

it("counts the characters of a text that no terminal is wide enough for", () => {
  expect(columnsOf("中".repeat(1 << 20))).toBe(1 << 20);
});
