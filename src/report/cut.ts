import { counted } from "./wording.ts";

/**
 * Cuts Markdown that is larger than a number of bytes before an entry, and says how many entries are left out.
 * A job summary of GitHub Actions may hold 1 MiB (https://docs.github.com/actions/reference/workflow-commands-for-github-actions).
 */
export function cutMarkdown(text: string, bytes: number): string {
  if (Buffer.byteLength(text) <= bytes) return text;
  const entries = text.split(/^(?=- \*\*)/m);
  let size = 0;
  let kept = 0;
  for (const entry of entries) {
    size += Buffer.byteLength(entry);
    if (size > bytes - ROOM) break;
    kept++;
  }
  const rest = entries.length - Math.max(1, kept);
  const head = kept === 0 ? "" : entries.slice(0, kept).join("").trimEnd();
  return `${head}\n\n**${counted(rest, "more entry", "more entries")} left out: the report is larger than ${counted(bytes, "byte")} (--all writes it whole).**\n`;
}

/** For the sentence at the end. */
const ROOM = 300;
