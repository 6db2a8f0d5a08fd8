import { visible } from "./visible.ts";

/** Words that GitHub and others turn into links or mentions by themselves, escaped or not. */
const SELF_LINKING = /:\/\/|^\W*(?:www\.|mailto:|xmpp:)|@/i;

/** What has a meaning somewhere in a line of CommonMark or GitHub Flavored Markdown. */
const SPECIAL = /[\\`*_[\]<>|~&$]/g;

/** Text as prose: it looks the same when it is rendered, and nothing in it is markup. */
export function escapeMarkdown(text: string): string {
  return visible(text)
    .split(" ")
    .map((word, i) => (SELF_LINKING.test(word) ? codeSpan(word) : escapeWord(word, i === 0)))
    .join(" ");
}

function escapeWord(word: string, first: boolean): string {
  const escaped = word
    .replace(SPECIAL, "\\$&")
    .replace(/!(?=\\\[)/g, "\\!")
    .replace(/#/g, "\\#");
  if (!first) return escaped;
  // Only at the beginning of a line: bullets, thematic breaks, Setext underlines, ordered lists.
  return escaped.replace(/^[-+=](?=[-+=]*$)/, "\\$&").replace(/^(\d{1,9})([.)])$/, "$1\\$2");
}

/**
 * Text as a code span (CommonMark 0.31, 6.1): fenced by more backticks than it holds in a row, for within a span
 * nothing can be escaped.
 */
export function codeSpan(text: string): string {
  const shown = visible(text);
  if (shown === "") return "";
  const longest = Math.max(0, ...Array.from(shown.matchAll(/`+/g), (run) => run[0].length));
  const fence = "`".repeat(longest + 1);
  const padding = /^`|`$|^ .*[^ ].* $/.test(shown) ? " " : "";
  return `${fence}${padding}${shown}${padding}${fence}`;
}
