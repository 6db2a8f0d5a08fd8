/** Recorded traffic against a document: `specwitness/validate`. Whoever needs no more than that loads no more. */

export { loadDocument } from "../model/document.ts";
export { makeSource } from "../model/source.ts";
export { checkDocument } from "./check-document.ts";
export { promiseRules } from "./checks/index.ts";
export type { CoverageOptions } from "./coverage/index.ts";
export { type Coverable, coverableOf } from "./coverage/inventory.ts";
export { type CoverageLedger, ledgerText } from "./coverage/ledger.ts";
export { readLedger } from "./coverage/read-ledger.ts";
export { alikePlace } from "./findings.ts";
export { type Match, matchOperation } from "./match.ts";
export type { Judged } from "./observer.ts";
export type { ValidationPart } from "./part.ts";
export { type ReadOptions, readRecordings } from "./readers/index.ts";
export { validateRules } from "./rules.ts";
export {
  type ValidateOptions,
  type Validation,
  validate,
  validationOf,
  validationPart,
} from "./validate.ts";
