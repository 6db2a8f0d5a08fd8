import type { Coverage, CoverageMinimum } from "../../model/coverage.ts";
import type { Document } from "../../model/document.ts";
import type { CoverageCounter } from "./counter.ts";
import { inventoryOf } from "./inventory.ts";
import { addUp, type CoverageLedger, coverageOf } from "./ledger.ts";

/** What is asked of a run beyond counting. */
export interface CoverageOptions {
  /** What the runs before have seen, to add this one's to. */
  readonly before?: CoverageLedger;
  readonly minimum?: readonly CoverageMinimum[];
}

/** What a counter has seen of a document, worked out when it is asked for: not every run asks. */
export class CoverageResult {
  readonly #make: () => CoverageLedger;
  readonly #before: CoverageLedger | undefined;
  #ledger: CoverageLedger | undefined;

  constructor(document: Document, { seen }: CoverageCounter, before: CoverageLedger | undefined) {
    this.#before = before;
    this.#make = () => addUp(before, inventoryOf(document), seen, document);
  }

  get ledger(): CoverageLedger {
    this.#ledger ??= this.#make();
    return this.#ledger;
  }

  get coverage(): Coverage {
    return coverageOf(this.ledger, this.#before);
  }
}
