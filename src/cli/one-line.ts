import { visible } from "../report/escape/visible.ts";

/** What a message quotes may be as long as it likes; who it is, what it is about and what to do stand at the two ends. */
const [HEAD, TAIL] = [700, 300];

/** Text for one line of a terminal: messages quote documents and servers, which must not steer it or fill it. */
export function oneLine(text: string): string {
  const line = text.trim().replace(/\s*\r?\n\s*/g, " ");
  return visible(line.length <= HEAD + TAIL ? line : `${line.slice(0, HEAD)} … ${line.slice(-TAIL)}`);
}
