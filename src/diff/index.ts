import type { Document } from "../model/document.ts";
import type { Change, Consumer } from "../model/finding.ts";
import { equal, own } from "../model/json.ts";
import type { Operation } from "../model/operation.ts";
import type { ChangeSummary } from "../model/report.ts";
import type { ServiceDefinition } from "../model/service.ts";
import { toChanges } from "./changes.ts";
import { compareComponents, comparePathItems, compareTopLevel } from "./document-comparison.ts";
import { EditLog } from "./edit-log.ts";
import { Evidence } from "./evidence.ts";
import { compareOperations } from "./operation-comparison.ts";
import { Reaches } from "./reach.ts";
import { Sameness } from "./sameness.ts";
import { SchemaComparison } from "./schema-comparison.ts";
import { renamedSchemes } from "./scheme-comparison.ts";
import { summarize } from "./summary.ts";

export { loadDocument } from "../model/document.ts";
export { makeSource } from "../model/source.ts";
export { adviseVersion } from "./advice.ts";
export { diffRules } from "./catalogue.ts";
export { summarize } from "./summary.ts";

export interface DiffOptions {
  /** Whose consumers count: those that ignore what they do not know (default), or strict ones. */
  readonly consumer?: Consumer;
  /** Take open objects literally, instead of trusting a producer to send only the properties it declares. */
  readonly openWorld?: boolean;
  /** How operation descriptions state requirements (`ServiceDefinition.requirements`). */
  readonly requirements?: ServiceDefinition["requirements"];
}

export interface DiffResult {
  /** The most urgent first; one entry for each edit, wherever and however often it is reached. */
  readonly changes: readonly Change[];
  readonly summary: ChangeSummary;
  /** How many witnesses Ajv did not confirm and were dropped: 0, unless there is a bug in specwitness. */
  readonly disputed: number;
}

/**
 * Compares two documents: what changed from `base` (the older) to `revision`, where each edit was made, which
 * operations it reaches in which direction, and how much that hurts. A difference in `info.version` alone is none.
 */
export function diff(base: Document, revision: Document, options: DiffOptions = {}): DiffResult {
  const log = new EditLog();
  const reaches = new Reaches();
  const sameness = new Sameness(base, revision);
  const openWorld = options.openWorld ?? false;
  const schemas = new SchemaComparison(base.schemas, revision.schemas, sameness, log, openWorld);
  const heading = options.requirements?.heading;
  const schemes = renamedSchemes(base.root, revision.root);
  // What operations ask of a client may be said at the top of the document.
  const sameOnTop = schemes.size === 0 && equal(own(base.root, "security"), own(revision.root, "security"));
  const untouched = (before: Operation, after: Operation) =>
    sameOnTop &&
    before.path === after.path &&
    before.pointer === after.pointer &&
    sameness.isUntouched(before.pointer);
  const published = revision.source.date;
  const books = { sameness, schemas, reaches, log, heading, untouched, renamedSchemes: schemes, published };
  compareOperations(base.operations, revision.operations, books);
  compareTopLevel(base, revision, log);
  comparePathItems(base, revision, sameness, log);
  compareComponents(base, revision, sameness, schemas, log);
  const entries = [...log.entries()];
  const library = {
    base: base.schemas,
    revision: revision.schemas,
    sameness,
    openWorld,
  };
  const evidence = new Evidence(library, reaches, entries);
  const judges = { evidence, consumer: options.consumer ?? "tolerant" };
  const changes = toChanges(entries, reaches, base, revision, judges);
  return { changes, summary: summarize(changes), disputed: evidence.disputed };
}
