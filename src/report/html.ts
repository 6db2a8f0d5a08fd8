import { createHash } from "node:crypto";
import { escapeHtml } from "./escape/html.ts";
import type { Dialect } from "./handlebars.ts";

/**
 * The dialect of HTML templates: plain Handlebars, every string escaped for elements and quoted attributes. The
 * partial `policy` is a Content Security Policy (https://www.w3.org/TR/CSP3/) that lets run the shipped script and
 * style alone, and lets nothing be fetched.
 */
export function htmlDialect(partials: Readonly<Record<string, string>>): Dialect {
  const style = hashOf(partials["style.css"]);
  const script = hashOf(partials["script.js"]);
  const policy = `default-src 'none'; style-src ${style}; script-src ${script}; base-uri 'none'; form-action 'none'`;
  return { escape: escapeHtml, partials: { ...partials, policy }, helpers: {} };
}

function hashOf(source = ""): string {
  return `'sha256-${createHash("sha256").update(source).digest("base64")}'`;
}
