import { readFileSync } from "node:fs";
import { shared } from "./shared.ts";

/** One step of the airfocus history, as it was counted without this tool. */
export interface AirfocusPair {
  readonly base: string;
  readonly revision: string;
  /** More than the version number changed. */
  readonly changed: boolean;
  /** Lines that the published changelog spends on it. */
  readonly lines: number;
  /** Components and paths that were edited. */
  readonly edits: number;
}

/** The 316 steps, oldest first; `undefined`, said in one line, without the data. */
export function airfocusPairs(): readonly AirfocusPair[] | undefined {
  const table = shared("data", "airfocus-pairs.tsv");
  if (table === undefined) return undefined;
  const [head = "", ...rows] = readFileSync(table, "utf8").trim().split("\n");
  const names = head.split("\t");
  return rows.map((row) => {
    const cells = row.split("\t");
    const cell = (name: string) => cells[names.indexOf(name)] ?? "";
    return {
      base: cell("base"),
      revision: cell("revision"),
      changed: cell("kind") === "changed",
      lines: Number(cell("oasdiff_lines")),
      edits: Number(cell("component_edits")) + Number(cell("path_edits")),
    };
  });
}
