/** A label of the case collection that is not followed. */
export interface Disagreement {
  readonly name: string;
  readonly direction: "a_subset_b" | "b_subset_a";
}

const LINE_BREAKS =
  "`.` does not match a line break (ECMA-262, section 22.2.2.7), so `.+` is less than `minLength: 1`";
const SIBLINGS =
  "beside `$ref`, draft 4 ignores every other keyword; the label follows a validator that does not";
const DEPENDENCIES = "2020-12 has no `dependencies` any more: the label keeps it";

/** Why, and the labels it is about. */
const BY_REASON: readonly (readonly [string, readonly Disagreement[]])[] = [
  [
    LINE_BREAKS,
    [
      { direction: "a_subset_b", name: "test.test_more.TestPaperExamples.test_equiv_multiple_case" },
      { direction: "a_subset_b", name: "test.test_more.TestPaperExamples.test_equiv_multiple_case #2" },
      { direction: "b_subset_a", name: "test.test_more.TestPaperExamples.test_equiv_multiple_case #5" },
      { direction: "a_subset_b", name: "test.test_string.TestNotStringSubtype.test_equiv_multiple_case #3" },
      { direction: "a_subset_b", name: "test.test_string.TestNotStringSubtype.test_equiv_multiple_case #5" },
      { direction: "b_subset_a", name: "test.test_string.TestNotStringSubtype.test_equiv_multiple_case #10" },
    ],
  ],
  [
    SIBLINGS,
    [
      { direction: "b_subset_a", name: "test.test_refs.TestSimpleRefs.test_1" },
      { direction: "b_subset_a", name: "test.test_refs.TestSimpleRefs.test_2" },
    ],
  ],
  [
    DEPENDENCIES,
    [
      {
        direction: "a_subset_b",
        name: "parity: canonicalize_preserves_validation object_required_with_dependencies_chain",
      },
      {
        direction: "a_subset_b",
        name: "parity: canonicalize_matches_expected_verdict intersect_dependencies_same_trigger_merge",
      },
    ],
  ],
];

export const DISAGREEMENTS: readonly Disagreement[] = BY_REASON.flatMap(([, labels]) => labels);
