import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { escapeHtml } from "../../../src/report/escape/html.ts";
import { codeSpan, escapeMarkdown } from "../../../src/report/escape/markdown.ts";
import { visible, visibleJson } from "../../../src/report/escape/visible.ts";
import { escapeMessage, escapeProperty } from "../../../src/report/escape/workflow.ts";
import { escapeXml } from "../../../src/report/escape/xml.ts";
import { hostileText, SEED } from "../hostile.ts";

describe("visible", () => {
  it("writes out what would not be seen", () => {
    expect(visible("a\u001b[31mb\u202ec\nd\te\u{e0041}\ud800")).toBe(
      "a\\x1b[31mb\\u202ec\\nd\\te\\u{e0041}\\ud800",
    );
  });

  it("leaves ordinary text of any script alone", () => {
    for (const text of ["", "plain", "Grüße, 日本語, עברית, 👩‍💻", "→ · ✖"]) expect(visible(text)).toBe(text);
  });

  it("does nothing the second time", () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        expect(visible(visible(text))).toBe(visible(text));
      }),
      SEED,
    );
  });

  it("keeps the value of JSON", () => {
    fc.assert(
      fc.property(fc.oneof(hostileText, fc.string({ unit: "binary" })), (text) => {
        expect(JSON.parse(visibleJson(JSON.stringify([text])))).toEqual([text]);
      }),
      SEED,
    );
  });
});

/** What CommonMark shows of inline text that holds nothing but escapes and code spans. */
function shown(markdown: string): string {
  let text = "";
  for (let i = 0; i < markdown.length; ) {
    const fence = /^`+/.exec(markdown.slice(i))?.[0];
    if (fence !== undefined) {
      const rest = markdown.slice(i + fence.length);
      const close = new RegExp(`(?<!\`)${fence}(?!\`)`).exec(rest);
      if (close === null) throw new Error(`an open code span in ${markdown}`);
      const inside = rest.slice(0, close.index);
      text += /^ .*[^ ].* $/.test(inside) ? inside.slice(1, -1) : inside;
      i += 2 * fence.length + inside.length;
    } else if (/^\\[!-/:-@[-`{-~]/.test(markdown.slice(i, i + 2))) {
      text += markdown[i + 1];
      i += 2;
    } else {
      if (/[*_[\]<>|~&]/.test(markdown[i] ?? "")) throw new Error(`markup in ${markdown}`);
      text += markdown[i++];
    }
  }
  return text;
}

describe("Markdown", () => {
  it("escapes markup, and leaves words readable", () => {
    expect(escapeMarkdown("a *b* [c](d) <e> `f` | g_h")).toBe(
      "a \\*b\\* \\[c\\](d) \\<e\\> \\`f\\` \\| g\\_h",
    );
    expect(escapeMarkdown("1.0.0-beta.47 of {id}")).toBe("1.0.0-beta.47 of {id}");
    expect(escapeMarkdown("# x")).toBe("\\# x");
    expect(escapeMarkdown("1. x")).toBe("1\\. x");
    expect(escapeMarkdown("- x")).toBe("\\- x");
    expect(escapeMarkdown("---")).toBe("\\---");
  });

  it("puts what links or mentions by itself into code", () => {
    expect(escapeMarkdown("see https://x.example/a now")).toBe("see `https://x.example/a` now");
    expect(escapeMarkdown("(www.x.example) @team a@b.c")).toBe("`(www.x.example)` `@team` `a@b.c`");
  });

  it("fences a code span by more backticks than it holds", () => {
    expect(codeSpan("a")).toBe("`a`");
    expect(codeSpan("a`b``c")).toBe("```a`b``c```");
    expect(codeSpan("`")).toBe("`` ` ``");
    expect(codeSpan("a\nb")).toBe("`a\\nb`");
    expect(codeSpan("")).toBe("");
  });

  it("shows the text, the whole text, and nothing but the text", () => {
    fc.assert(
      fc.property(fc.oneof(hostileText, fc.string({ unit: "grapheme" })), (text) => {
        expect(shown(escapeMarkdown(text))).toBe(visible(text));
        expect(shown(codeSpan(text))).toBe(visible(text));
      }),
      { ...SEED, numRuns: 400 },
    );
  });
});

describe("HTML and XML", () => {
  it("escape what ends text or attributes", () => {
    expect(escapeHtml(`<a b="c" d='e'>&\``)).toBe("&lt;a b=&quot;c&quot; d=&#39;e&#39;&gt;&amp;&#96;");
    expect(escapeXml("<a>\u0000\ufffe]]>")).toBe("&lt;a&gt;\\x00\\ufffe]]&gt;");
  });
});

describe("workflow commands", () => {
  it("escape what ends a message or a property", () => {
    expect(escapeMessage("50%\n::error::x")).toBe("50%25\\n::error::x");
    expect(escapeProperty("a:b,c")).toBe("a%3Ab%2Cc");
  });
});
