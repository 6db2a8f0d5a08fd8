import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { diff } from "../../src/diff/index.ts";
import { type Document, loadDocument } from "../../src/model/document.ts";
import { severityOf } from "../../src/model/finding.ts";
import { makeSource } from "../../src/model/source.ts";

const requirements = { heading: "Requirements:", source: "harbour handbook" };

async function open(name: string): Promise<Document> {
  const bytes = await readFile(new URL(`../../demo/harbour/${name}.json`, import.meta.url));
  return loadDocument(makeSource({ ref: name, origin: name, bytes }));
}

// What `demo/harbour/README.md` says of each version, as the changes it is there to show.
test.each([
  [
    "versions/1.0.0",
    "versions/1.1.0",
    ["dangerous union-variant-added", "safe operation-added", "note tags-changed"],
  ],
  ["versions/1.1.0", "versions/1.1.1", []],
  [
    "versions/1.1.1",
    "versions/1.2.0",
    ["breaking enum-value-removed", "breaking property-became-required", "dangerous requirement-added"],
  ],
  ["versions/1.2.0", "live", ["safe parameter-added", "safe property-added"]],
])("%s to %s", async (from, to, expected) => {
  const { changes } = diff(await open(from), await open(to), { requirements });
  expect(changes.map((change) => `${severityOf(change)} ${change.rule}`).sort()).toEqual(
    [...expected].sort(),
  );
});
