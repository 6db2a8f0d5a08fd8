import { readFileSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";

const README = new URL("../../README.md", import.meta.url);
const RESULTS = new URL("../../bench/RESULTS.md", import.meta.url);

/** The tasks that the README tells of, in its words. */
const TASKS: Readonly<Record<string, string>> = {
  pair: "two versions of airfocus, 1.2 MB each",
  same: "one of them with itself",
  span: "its first public version and its last",
  github: "two versions of GitHub's API, 13 MB",
  history: "all 316 steps of airfocus",
};
const TOOLS = ["specwitness", "oasdiff", "openapi-schema-diff"];

const TABLE = /(?<=<!-- speed -->\n)[\s\S]*?(?=\n<!-- \/speed -->)/;

test("the README tells of speed what bench/RESULTS.md holds (UPDATE=1 writes it)", () => {
  const told = readFileSync(README, "utf8");
  const table = speedTable(readFileSync(RESULTS, "utf8"));
  if (process.env.UPDATE === "1") writeFileSync(README, told.replace(TABLE, table));
  expect(TABLE.exec(readFileSync(README, "utf8"))?.[0]).toBe(table);
  expect(table).toMatch(/two versions of airfocus, 1.2 MB each \| [\d.]+ s, \d+ MB \| [\d.]+ s, \d+ MB/);
});

/** From each section the wall time and the peak of memory of each tool. */
function speedTable(results: string): string {
  const sections = new Map(results.split(/^<!-- /m).map((text) => [text.split(" ", 1)[0] ?? "", text]));
  const rows = Object.entries(TASKS).flatMap(([name, words]) => {
    const section = sections.get(name);
    return section === undefined ? [] : [[words, ...TOOLS.map((tool) => figures(section, tool))]];
  });
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(["", ...TOOLS]), line(["---", ...TOOLS.map(() => "--:")]), ...rows.map(line)].join("\n");
}

function figures(section: string, tool: string): string {
  const cells =
    section
      .split("\n")
      .find((line) => line.startsWith(`| ${tool}`))
      ?.split(" | ") ?? [];
  const [wall, peak] = [cells[1], cells[6]];
  return wall === undefined || peak === undefined || !/^[\d.]+$/.test(wall) ? "" : `${wall} s, ${peak} MB`;
}
