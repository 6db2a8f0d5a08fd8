/** One part of a Markdown file: prose, or a fenced block with what stands after its opening fence. */
export type Part =
  | { readonly kind: "prose"; readonly text: string }
  | { readonly kind: "block"; readonly info: string; readonly body: string };

const FENCE = /^(`{3,})(.*)\n([\s\S]*?)^\1`*[ \t]*\n/gm;

export function parse(markdown: string): Part[] {
  const parts: Part[] = [];
  let at = 0;
  for (const match of markdown.matchAll(FENCE)) {
    if (match.index > at) parts.push({ kind: "prose", text: markdown.slice(at, match.index) });
    parts.push({ kind: "block", info: (match[2] ?? "").trim(), body: match[3] ?? "" });
    at = match.index + match[0].length;
  }
  if (at < markdown.length) parts.push({ kind: "prose", text: markdown.slice(at) });
  return parts;
}

export function format(parts: readonly Part[]): string {
  return parts
    .map((part) => {
      if (part.kind === "prose") return part.text;
      const longest = Math.max(2, ...(part.body.match(/^`+/gm) ?? []).map(({ length }) => length));
      const fence = "`".repeat(longest + 1);
      return `${fence}${part.info}\n${part.body}${fence}\n`;
    })
    .join("");
}

/** What one command did. */
export interface Result {
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Command {
  readonly words: readonly string[];
  /** The file behind `<`. */
  readonly stdin?: string;
}

/** Words as a shell splits them, with quotes and `< FILE`; nothing else of a shell. */
export function readCommand(line: string): Command {
  const words = [...line.trim().matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map(
    (match) => match[1] ?? match[2] ?? match[3] ?? "",
  );
  const redirect = words.lastIndexOf("<");
  if (redirect < 0) return { words };
  return { words: words.slice(0, redirect), stdin: words[redirect + 1] ?? "" };
}

/**
 * Plays a story: blocks `sh` are run in their order and followed by what they print, blocks `… file=NAME` are
 * written first. An exit code other than 0 stands in the block's opening: `sh exit=1`.
 * @returns the story as it went, to be compared with the story as it is told.
 */
export async function play(
  story: string,
  write: (file: string, text: string) => void,
  run: (command: Command) => Promise<Result>,
): Promise<string> {
  const played: Part[] = [];
  for (const part of parse(story)) {
    if (part.kind === "prose") {
      // Between a command and its output there is nothing to keep.
      played.push(part);
      continue;
    }
    if (part.info === "stdout" || part.info === "stderr") continue;
    const file = /\bfile=(\S+)/.exec(part.info)?.[1];
    if (file !== undefined) write(file, part.body);
    if (!/^sh\b/.test(part.info)) {
      played.push(part);
      continue;
    }
    const { exit, stdout, stderr } = await run(readCommand(part.body));
    played.push({ ...part, info: exit === 0 ? "sh" : `sh exit=${exit}` });
    if (stdout !== "") played.push({ kind: "block", info: "stdout", body: endLine(stdout) });
    if (stderr !== "") played.push({ kind: "block", info: "stderr", body: endLine(stderr) });
  }
  return format(played);
}

function endLine(text: string): string {
  return text.endsWith("\n") ? text : `${text}\n`;
}
