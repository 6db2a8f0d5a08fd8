import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { excerpt, isHttpUrl, Redactor, safeUrl, shownReference } from "../../src/fetch/redact.ts";

describe("safeUrl", () => {
  it.each([
    ["https://me:pw@example.com/a?x=1#y", "https://example.com/a?x=1"],
    [
      "https://example.com/?access_token=abc&api-key=d&page=2",
      "https://example.com/?access_token=***&api-key=***&page=2",
    ],
    ["https://example.com/?X-Amz-Signature=abc", "https://example.com/?X-Amz-Signature=***"],
  ])("shows %s as %s", (url, shown) => {
    expect(safeUrl(url)).toBe(shown);
  });
});

describe("Redactor", () => {
  it("takes secrets out, also where they are encoded, and the longer before the shorter", () => {
    const redactor = new Redactor();
    redactor.hide("p@ss/word");
    redactor.hide("p@ss/word-and-more");
    redactor.hide("abc");
    expect(redactor.clean("x p@ss/word-and-more y p%40ss%2Fword z abc")).toBe("x *** y *** z abc");
  });

  it("leaves no secret in any text", () => {
    const redactor = new Redactor();
    const secret = fc
      .string({ minLength: 4, maxLength: 20 })
      .filter((text) => !text.includes("*") && URL.canParse(`http://x/${encodeURIComponent(text)}`));
    fc.assert(
      fc.property(secret, fc.string(), fc.string(), (hidden, before, after) => {
        const one = new Redactor();
        one.hide(hidden);
        expect(one.clean(`${before}${hidden}${after}`)).not.toContain(hidden);
      }),
      { seed: 20261120, numRuns: 300, verbose: 1 },
    );
    expect(redactor.clean("nothing to hide")).toBe("nothing to hide");
  });
});

describe("excerpt", () => {
  it("is one line that a terminal does not obey", () => {
    expect(excerpt("a\n\tb \u001b[31mred\u202e\u0000")).toBe("a b \\u{1b}[31mred\\u{202e}\\u{0}");
    expect(excerpt("x".repeat(200), 10)).toBe(`${"x".repeat(10)}…`);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        const shown = excerpt(bytes, 20);
        expect(shown).not.toMatch(/\p{Cc}/u);
        expect([...shown].length).toBeLessThanOrEqual(21);
      }),
      { seed: 20261120, numRuns: 500, verbose: 1 },
    );
  });
});

describe("isHttpUrl", () => {
  it.each([
    ["http://a", true],
    ["HTTPS://a/b", true],
    ["ftp://a", false],
    ["a.json", false],
    ["http://", false],
    ["http:a", false],
  ])("%s: %s", (text, is) => expect(isHttpUrl(text)).toBe(is));
});

describe("shownReference", () => {
  it.each([
    ["https://me:s3cr3t@example.com/a.json?token=s3cr3t&x=1#f", "https://example.com/a.json?token=***&x=1"],
    ["https://example.com/{version}.json?key=s3cr3t", "https://example.com/{version}.json?key=***"],
    ["https://me:s3cr3t@exa mple/a?token=s3cr3t", "https://***@exa mple/a?***"],
    ["git:.#v1:api.yaml", "git:.#v1:api.yaml"],
    ["./me:token@file.yaml", "./me:token@file.yaml"],
  ])("%s", (reference, shown) => expect(shownReference(reference)).toBe(shown));
});
