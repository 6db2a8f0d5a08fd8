import fc from "fast-check";
import type { Json } from "../../src/model/json.ts";

/** One seed for all properties of this room, so that a failure can be repeated. */
export const SEED = { seed: 20261120, numRuns: 60 } as const;

/** Text that means something to one of the targets. */
const NASTY = [
  "<script>alert(1)</script>",
  '" onmouseover="alert(1)',
  "'><img src=x onerror=alert(1)>",
  "</style></title><!--",
  "]]>",
  "&amp;",
  "`code` ``` ~~~",
  "| a | b |",
  "[x](javascript:alert(1))",
  "![x](http://evil.example/x.png)",
  "<http://evil.example>",
  "https://evil.example/a_b",
  "www.evil.example",
  "@everyone",
  "# heading",
  "- item",
  "1. item",
  "\n\n# heading\n",
  "\r\n::error::injected",
  "::set-output name=x::y",
  "%0A::error::injected",
  "a,line=1::b",
  "\u001b[31mred\u001b[0m",
  "\u001b]0;title\u0007",
  "\u009b31m",
  "\u202eevil\u202c",
  "\u2066x\u2069",
  "\u0000\u0008\u007f",
  "\ud800",
  "\u{e0041}",
  "\ufffe\uffff",
  "{{title}}{{{x}}}",
  "__proto__",
  "$& $1",
  "",
] as const;

export const hostileText: fc.Arbitrary<string> = fc
  .array(fc.oneof(fc.constantFrom(...NASTY), fc.string({ unit: "binary", maxLength: 8 })), {
    minLength: 1,
    maxLength: 4,
  })
  .map((parts) => parts.join(" "));

/** The same value with each string of it, but those that programs rely on, replaced. */
export function poison<T>(value: T, texts: readonly string[]): T {
  let next = 0;
  const kept = new Set([
    "kind",
    "formatVersion",
    "tool",
    "severity",
    "direction",
    "evidence",
    "acceptedBy",
    "rejectedBy",
    "in",
    "area",
    "status",
    "pointer",
    "id",
    "foldKey",
  ]);
  function walk(node: unknown, key: string): unknown {
    if (kept.has(key) && typeof node !== "object") return node;
    if (typeof node === "string") return texts[next++ % texts.length] ?? node;
    if (Array.isArray(node)) return node.map((item) => walk(item, key));
    if (typeof node !== "object" || node === null || key === "tool") return node;
    return Object.fromEntries(
      Object.entries(node as Record<string, Json>).map(([name, member]) => [name, walk(member, name)]),
    );
  }
  return walk(value, "") as T;
}
