import { visible } from "./visible.ts";

/** The message of a workflow command: what would end it or be undone by the runner is percent-encoded. */
export function escapeMessage(text: string): string {
  return visible(text).replaceAll("%", "%25");
}

/** A property of a workflow command (`file=…,title=…`), in which `:` and `,` have a meaning as well. */
export function escapeProperty(text: string): string {
  return escapeMessage(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
