import type { Coverage, CoverageMinimum } from "../../model/coverage.ts";
import type { Seen } from "./counter.ts";
import type { Coverable } from "./inventory.ts";
import { addUp, type CoverageLedger, coverageOf } from "./ledger.ts";

/** What is asked of a run beyond counting. */
export interface CoverageOptions {
  /** What the runs before have seen, to add this one's to. */
  readonly before?: CoverageLedger;
  readonly minimum?: readonly CoverageMinimum[];
}

/** What was seen of what there is, worked out when it is asked for: not every run asks. */
export class CoverageResult {
  readonly #make: () => CoverageLedger;
  readonly #before: CoverageLedger | undefined;
  #ledger: CoverageLedger | undefined;

  constructor(
    coverable: Coverable,
    seen: readonly (Seen & { readonly mark: string })[],
    before: CoverageLedger | undefined,
  ) {
    const marks = new Map(seen.map(({ mark, ...where }) => [mark, where]));
    this.#before = before;
    this.#make = () => addUp(before, coverable.inventory(), marks, coverable);
  }

  get ledger(): CoverageLedger {
    this.#ledger ??= this.#make();
    return this.#ledger;
  }

  get coverage(): Coverage {
    return coverageOf(this.ledger, this.#before);
  }
}
