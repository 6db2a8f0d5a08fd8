import type { Json } from "../../model/json.ts";

/** The answer to "is there a value that …?"; `no` is proved, `yes` shows the value, `unknown` says what stood in the way. */
export type Verdict =
  | { readonly verdict: "no" }
  | { readonly verdict: "yes"; readonly witness: Json }
  | { readonly verdict: "unknown"; readonly reason: string };

/** What a revision does to the set of values that a schema accepts. */
export interface Relation {
  /** `yes`: the revision accepts the witness, the base refuses it. */
  readonly gains: Verdict;
  /** `yes`: the base accepts the witness, the revision refuses it. */
  readonly loses: Verdict;
}
