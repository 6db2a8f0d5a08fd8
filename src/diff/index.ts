import type { Document } from "../model/document.ts";
import type { Change, Consumer } from "../model/finding.ts";
import type { ChangeSummary } from "../model/report.ts";
import type { ServiceDefinition } from "../model/service.ts";
import { toChanges } from "./changes.ts";
import { compareComponents, comparePathItems, compareTopLevel } from "./document-comparison.ts";
import { EditLog } from "./edit-log.ts";
import { compareOperations } from "./operation-comparison.ts";
import { Reaches } from "./reach.ts";
import { Sameness } from "./sameness.ts";
import { SchemaComparison } from "./schema-comparison.ts";
import { summarize } from "./summary.ts";

export { diffRules } from "./catalogue.ts";
export { summarize } from "./summary.ts";

export interface DiffOptions {
  /** Whose consumers count: those that ignore what they do not know (default), or strict ones. */
  readonly consumer?: Consumer;
  /** How operation descriptions state requirements (`ServiceDefinition.requirements`). */
  readonly requirements?: ServiceDefinition["requirements"];
}

export interface DiffResult {
  /** The most urgent first; one entry for each edit, wherever and however often it is reached. */
  readonly changes: readonly Change[];
  readonly summary: ChangeSummary;
}

/**
 * Compares two documents: what changed from `base` (the older) to `revision`, where each edit was made, which
 * operations it reaches in which direction, and how much that hurts. A difference in `info.version` alone is none.
 */
export function diff(base: Document, revision: Document, options: DiffOptions = {}): DiffResult {
  const log = new EditLog();
  const reaches = new Reaches();
  const sameness = new Sameness(base.root, revision.root);
  const schemas = new SchemaComparison(base.schemas, revision.schemas, sameness, log);
  const books = { schemas, reaches, log, heading: options.requirements?.heading };
  compareOperations(base.operations, revision.operations, books);
  compareTopLevel(base, revision, log);
  comparePathItems(base, revision, log);
  compareComponents(base, revision, schemas, log);
  const changes = toChanges(log.entries(), reaches, base, revision, options.consumer ?? "tolerant");
  return { changes, summary: summarize(changes) };
}
