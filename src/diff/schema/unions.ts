import type { Branch, Choice } from "./branch.ts";
import { any, type Formula, inside } from "./formula.ts";
import type { Outlines } from "./outline.ts";
import type { Reading } from "./reading.ts";
import { singleName } from "./region.ts";

/** A tag with more values than this is not split on. */
const TAGS = 128;

/**
 * The choice to make next. Variants are told apart by a tag: once it has a value, all variants but
 * one fall away without a look at them, and a union costs the sum of its variants rather than their product.
 */
export function nextChoice(branch: Branch, reading: Reading): Choice | undefined {
  return byTag(branch, reading) ?? smallest(branch.choices);
}

function smallest(choices: readonly Choice[]): Choice | undefined {
  let best: Choice | undefined;
  for (const choice of choices) if (best === undefined || choice.length < best.length) best = choice;
  return best;
}

function byTag(branch: Branch, { nodes, outlines }: Reading): Choice | undefined {
  if (branch.kind !== "object" || branch.choices.length < 2) return undefined;
  const counts = new Map<string, number>();
  for (const choice of branch.choices) {
    for (const name of tagsIn(any(choice), outlines)) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  const [tag] = [...counts].filter(([, count]) => count > 1).sort((a, b) => b[1] - a[1]);
  if (tag === undefined) return undefined;
  const [name] = tag;
  const values = branch.valuesOf(name);
  if (values === undefined || values.length > TAGS) return undefined;
  const tagged = values.map((value) =>
    inside(
      nodes.synthetic({
        type: "object",
        required: [name],
        properties: Object.fromEntries([[name, { enum: [value] }]]),
      }),
    ),
  );
  // Without its tag a value may be of several variants, which is much to look at: that comes last.
  const choice: Choice = branch.isPresent(name) ? tagged : [...tagged, { of: "object", is: "absent", name }];
  return choice.length < 2 ? undefined : choice;
}

/** The members that an alternative wants to be something else than certain values. */
function tagsIn(formula: Formula, outlines: Outlines): Set<string> {
  if (formula.is === "any" || formula.is === "all") {
    return new Set(formula.of.flatMap((part) => [...tagsIn(part, outlines)]));
  }
  if (formula.is !== "some" || formula.of !== "object") return new Set();
  const name = singleName(formula.region);
  return new Set(name !== undefined && outlines.of(formula.node).values !== undefined ? [name] : []);
}
