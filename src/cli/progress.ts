import type { ProgressEvent } from "../model/progress-event.ts";
import type { Io } from "./io.ts";
import { oneLine } from "./one-line.ts";

const BAR = 24;

/** One line on standard error that is drawn over itself, for a person who waits. */
export interface Progress {
  /** Shows how far the work is. */
  update(event: ProgressEvent): void;
  /** Takes the line away, so that the next text starts on a clean one. */
  clear(): void;
}

/** Passes on what is read and shows how much it was; nobody knows beforehand how much there is. */
export async function* counting<Item>(
  items: AsyncIterable<Item>,
  what: string,
  progress: Progress,
): AsyncGenerator<Item> {
  let done = 0;
  for await (const item of items) {
    yield item;
    if (++done % 100 === 0) progress.update({ done, total: 0, what });
  }
}

const SILENT: Progress = { update: () => {}, clear: () => {} };

/** @returns a progress line for a terminal, and one that says nothing anywhere else; `io` may take it instead. */
export function createProgress(io: Io, quiet: boolean): Progress {
  if (io.progress !== undefined) return { update: io.progress, clear: () => {} };
  if (quiet || !io.isTTY.stderr || io.env.TERM === "dumb") return SILENT;
  let shown = "";
  return {
    update({ done, total, what }) {
      const full = total <= 0 ? 0 : Math.min(BAR, Math.floor((done / total) * BAR));
      const count = total <= 0 ? `${done}` : `${done}/${total}`;
      const line = `${"━".repeat(full)}${"─".repeat(BAR - full)} ${count} ${oneLine(what)}`.slice(
        0,
        Math.max(20, (io.columns ?? 80) - 1),
      );
      if (line === shown) return;
      shown = line;
      io.stderr(`\r\x1b[2K${line}`);
    },
    clear() {
      if (shown === "") return;
      shown = "";
      io.stderr("\r\x1b[2K");
    },
  };
}
