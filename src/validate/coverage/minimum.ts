import { type Coverage, type CoverageMinimum, percentOf, ratioOf } from "../../model/coverage.ts";
import type { Rule } from "../../model/rule.ts";
import type { Observation } from "../findings.ts";

export const belowMinimum: Rule = {
  id: "coverage-below-minimum",
  area: "validate",
  title: "Less of the document was seen than is asked for",
  severity: { none: "breaking" },
  why: "What was never seen was never held against the document: a green run says nothing of it.",
  remedy: "Record more, or ask for less with --min-coverage.",
};

const WORDS: Readonly<Record<CoverageMinimum["of"], string>> = {
  all: "what the document describes",
  operations: "the operations",
  responses: "the responses",
  mediaTypes: "the media types",
  variants: "the variants of unions",
  enumValues: "the enum values",
  properties: "the optional properties",
  nullables: "both sides of what may be null",
};

/** What coverage falls short of. */
export function shortfalls(coverage: Coverage, minimums: readonly CoverageMinimum[]): Observation[] {
  return minimums.flatMap(({ of, percent }) => {
    const ratio = ratioOf(coverage, of);
    if (ratio.seen * 100 >= percent * ratio.total) return [];
    return [
      {
        rule: belowMinimum,
        direction: "none" as const,
        message: `${percentOf(ratio)}% of ${WORDS[of]} was seen (${ratio.seen} of ${ratio.total}); ${percent}% is asked for`,
        subject: of,
      },
    ];
  });
}
