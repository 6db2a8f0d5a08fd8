import fc from "fast-check";
import { type DiffOutcome, diffSpecs } from "openapi-diff";
import { expect, it } from "vitest";
import { diff } from "../../../src/diff/index.ts";
import type { Document } from "../../../src/model/document.ts";
import { documentOf } from "../../support/documents.ts";
import { described, edits } from "./arbitrary.ts";

/** Why an edit breaks somebody by the one engine, and by the other nobody; by our rules, and by its codes. */
const KNOWN_DISAGREEMENTS: Readonly<Record<string, string>> = {
  "ours: required-parameter-added": "It does not look at parameters.",
  "ours: parameter-became-required": "It does not look at parameters.",
  "ours: request-body-became-required": "It does not look at whether a body must be sent.",
  "ours: null-accepted": "It does not know `nullable`.",
  "ours: multiple-of-tightened": "It does not know `multipleOf`.",
  "theirs: response.status-code.remove":
    "The status is one of an error: a client that no longer meets it misses nothing. That a success is gone breaks, for both.",
};

const CASES = 200;
const SEED = 20_260_820;

async function ask(base: Document, revision: Document): Promise<DiffOutcome> {
  const spec = ({ root, source }: Document) =>
    ({ content: JSON.stringify(root), location: source.ref, format: "openapi3" }) as const;
  return diffSpecs({ sourceSpec: spec(base), destinationSpec: spec(revision) });
}

it("openapi-diff says of single edits what we say, but for what is known and has a reason", async () => {
  const disputed = new Set<string>();
  let agreed = 0;
  for (const [before, after] of fc.sample(edits, { numRuns: CASES, seed: SEED })) {
    const [base, revision] = [documentOf(described(before)), documentOf(described(after))];
    // It takes schemas by the letter, and knows no reader that looks away from what it does not know.
    const { changes } = diff(base, revision, { openWorld: true, consumer: "strict" });
    const breaking = changes.filter(({ effects }) => effects.some(({ severity }) => severity === "breaking"));
    const outcome = await ask(base, revision);
    if (outcome.breakingDifferencesFound === breaking.length > 0) agreed++;
    else if (outcome.breakingDifferencesFound)
      for (const { code } of outcome.breakingDifferences) disputed.add(`theirs: ${code}`);
    else for (const { rule } of breaking) disputed.add(`ours: ${rule}`);
  }
  process.stdout.write(`openapi-diff: ${agreed} of ${CASES} edits are judged alike\n`);
  expect([...disputed].sort()).toEqual(Object.keys(KNOWN_DISAGREEMENTS).sort());
}, 300_000);
