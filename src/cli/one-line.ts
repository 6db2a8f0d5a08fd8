import { visible } from "../report/escape/visible.ts";

/** Text for one line of a terminal: messages quote documents and servers, which must not steer it. */
export function oneLine(text: string): string {
  return visible(text.trim().replace(/\s*\r?\n\s*/g, " "));
}
