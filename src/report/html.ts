import { createHash } from "node:crypto";
import { escapeHtml } from "./escape/html.ts";
import { visibleJson } from "./escape/visible.ts";
import type { Dialect } from "./handlebars.ts";

/**
 * The dialect of HTML templates: plain Handlebars, every string escaped for elements and quoted attributes, and
 * the helpers `{{script JSON}}` for a data block and `{{json VALUE}}` for a value, in a line or set out.
 */
export const HTML: Dialect = {
  escape: escapeHtml,
  helpers: { script: ([json = ""]) => escapeScript(json), json: ([json = ""]) => writeValue(json) },
};

/**
 * What the partial `policy` says: a Content Security Policy (https://www.w3.org/TR/CSP3/) that lets run the shipped
 * script and style alone, and lets nothing be fetched.
 */
export function contentPolicy(texts: Readonly<Record<string, string>>): string {
  const hashes = (ending: string) =>
    Object.keys(texts)
      .filter((name) => name.endsWith(ending))
      .map((name) => hashOf(texts[name]))
      .join(" ");
  return `default-src 'none'; style-src ${hashes(".css")}; script-src ${hashes(".js")}; base-uri 'none'; form-action 'none'`;
}

/** Characters of JSON that stand in a line; what is longer is set out. */
const LINE = 90;

function writeValue(json: string): string {
  if (json.length <= LINE) return `<code>${escapeHtml(json)}</code>`;
  const lines = setOut(json).split("\n").map(escapeHtml).join("\n");
  return `<pre tabindex="0">${lines}</pre>`;
}

/** JSON on several lines; as it is where it is none, for it was cut off. */
function setOut(json: string): string {
  try {
    return JSON.stringify(JSON.parse(json), undefined, 2);
  } catch {
    return json;
  }
}

/** JSON for a data block: the same values, in which nothing can end the element (HTML, 4.12.1.3). */
function escapeScript(json: string): string {
  return visibleJson(json).replaceAll("<", "\\u003c");
}

function hashOf(source = ""): string {
  return `'sha256-${createHash("sha256").update(source).digest("base64")}'`;
}
