import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");

test("every promise in SECURITY.md names tests that exist", () => {
  const rows = read("SECURITY.md")
    .split("\n")
    .filter((line) => line.startsWith("| ") && line.includes("`test/"));
  expect(rows.length).toBeGreaterThan(8);
  for (const row of rows) {
    const [file] = /`test\/[^`]+`/.exec(row) ?? [];
    expect(file, row).toBeDefined();
    let source = "";
    for (const [, path, name] of row.matchAll(/`(test\/[^`]+)`|“([^”]+)”/g)) {
      if (path !== undefined) {
        expect(existsSync(new URL(`../../${path}`, import.meta.url)), path).toBe(true);
        source = read(path);
      } else expect(source, row).toContain(name);
    }
  }
});
