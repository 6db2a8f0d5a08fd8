import { COVERAGE_KINDS } from "../../model/coverage.ts";
import { InputError } from "../../model/errors.ts";
import { isArray, isObject, type Json, own } from "../../model/json.ts";
import type { CoverageLedger } from "./ledger.ts";

const ANEW = "Name a file that is not there yet to begin anew";

/**
 * Reads what the runs before left.
 * @param operations of the document that this run is about
 * @throws InputError for text that is no such file, or one of quite another document.
 */
export function readLedger(text: string, file: string, operations: Iterable<string>): CoverageLedger {
  const refuse = (why: string, hint: string) =>
    new InputError({ what: "cannot add to the coverage", where: file, why, hint });
  let value: Json;
  try {
    value = JSON.parse(text) as Json;
  } catch {
    throw refuse("it is not JSON", ANEW);
  }
  if (!isLedger(value)) throw refuse("it is not one that this version of specwitness wrote", ANEW);
  const ledger = value as unknown as CoverageLedger;
  const known = new Set(operations);
  const before = [...ledger.operations.seen.map(({ what }) => what), ...ledger.operations.missing];
  // A document may lose some of its operations. Where it has none of them, a night's work is about to be thrown away.
  if (before.length > 0 && !before.some((operation) => known.has(operation)))
    throw refuse(
      `it is of ${JSON.stringify(ledger.title)}, with no operation that this document has`,
      "Give each API a file of its own",
    );
  return ledger;
}

function isLedger(value: Json): boolean {
  if (!isObject(value)) return false;
  const { kind, formatVersion, title, version, runs } = value;
  return (
    kind === "coverage" &&
    formatVersion === 1 &&
    typeof title === "string" &&
    typeof version === "string" &&
    typeof runs === "number" &&
    COVERAGE_KINDS.every((each) => isAccount(own(value, each)))
  );
}

function isAccount(value: Json | undefined): boolean {
  if (!isObject(value)) return false;
  const seen = own(value, "seen");
  const missing = own(value, "missing");
  return (
    isArray(missing) &&
    missing.every((what) => typeof what === "string") &&
    isArray(seen) &&
    seen.every(
      (entry) =>
        isObject(entry) &&
        typeof own(entry, "what") === "string" &&
        isSighted(own(entry, "first")) &&
        isSighted(own(entry, "last")),
    )
  );
}

function isSighted(value: Json | undefined): boolean {
  return (
    isObject(value) &&
    typeof own(value, "version") === "string" &&
    typeof own(value, "recording") === "string"
  );
}
