import { equal, own, stringAt } from "../model/json.ts";
import type { Operation } from "../model/operation.ts";
import { join } from "../model/pointer.ts";
import { alignOperations } from "./align.ts";
import type { Edit } from "./edit.ts";
import { compareRequestBody, compareResponses } from "./message-comparison.ts";
import { type Books, OperationPair, useOf } from "./operation-pair.ts";
import { compareParameters } from "./parameter-comparison.ts";
import { readRequirements } from "./requirements.ts";
import type { ChangeRule } from "./rule.ts";
import * as operations from "./rules/operations.ts";
import { announcement, dayOf, removedBeforeSunset } from "./rules/sunsets.ts";
import { securityEdits } from "./security-comparison.ts";
import { list, show } from "./wording.ts";

/** Members that are compared by what they mean; all others are words for people, or extensions. */
const READ = [
  "parameters",
  "requestBody",
  "responses",
  "callbacks",
  "security",
  "servers",
  "deprecated",
  "operationId",
  "tags",
];

/**
 * Compares operations and everything between them and their schemas.
 * @param parent the operation whose callbacks these are
 */
export function compareOperations(
  base: readonly Operation[],
  revision: readonly Operation[],
  books: Books,
  parent?: Operation,
): void {
  const { pairs, gone, fresh } = alignOperations(base, revision);
  for (const operation of gone) {
    const rule = removalOf(operation, books.published);
    const edit: Edit = {
      rule,
      message: `${operation.key} is gone${rule === removedBeforeSunset ? `, which was${announcement(operation.raw).slice(1)}` : ""}`,
      base: operation.pointer,
      before: operation.key,
    };
    books.log.add(edit, [useOf(parent ?? operation, "operation", rule)]);
  }
  for (const operation of fresh) {
    const rule = operation.kind === "callback" ? operations.callbackAdded : operations.operationAdded;
    const edit: Edit = {
      rule,
      message: `${operation.key} is new`,
      revision: operation.pointer,
      after: operation.key,
    };
    books.log.add(edit, [useOf(parent ?? operation, "operation", rule)]);
  }
  for (const [before, after] of pairs) {
    if (books.untouched(before, after)) continue;
    const pair = new OperationPair(before, after, books);
    compareFacts(pair);
    compareParameters(pair);
    compareRequestBody(pair);
    compareResponses(pair);
    compareOperations(before.callbacks, after.callbacks, books, after);
  }
}

function removalOf({ kind, deprecated, raw }: Operation, published: string | undefined): ChangeRule {
  if (kind === "callback") return operations.callbackRemoved;
  if (!deprecated) return operations.operationRemoved;
  const [last, today] = [dayOf(own(raw, "x-sunset")), dayOf(published)];
  return last !== undefined && today !== undefined && today < last
    ? removedBeforeSunset
    : operations.retiredOperationRemoved;
}

/** What an operation says of itself, apart from its messages. */
function compareFacts(pair: OperationPair): void {
  const [base, revision] = [pair.base, pair.revision];
  const at = { base: base.pointer, revision: revision.pointer };
  if (base.operationId !== revision.operationId) {
    const text = `has the operationId ${show(revision.operationId)} instead of ${show(base.operationId)}`;
    pair.report(pair.edit(operations.operationIdChanged, at, text, base.operationId, revision.operationId));
  }
  if (!equal([...base.tags].sort(), [...revision.tags].sort())) {
    const text = `is now under ${list(revision.tags) || "no tag"} instead of ${list(base.tags) || "none"}`;
    pair.report(pair.edit(operations.operationTagsChanged, at, text, base.tags, revision.tags));
  }
  const explained = compareRequirements(pair);
  for (const edit of securityEdits(base, revision, pair.books.renamedSchemes)) pair.report(edit);
  const read = explained ? [...READ, "description"] : READ;
  pair.words(base, revision, read, { in: "operation", direction: "request" });
}

/** @returns whether these edits are all that is new in the description */
function compareRequirements(pair: OperationPair): boolean {
  const { heading } = pair.books;
  const before = stringAt(pair.base.raw, "description") ?? "";
  const after = stringAt(pair.revision.raw, "description") ?? "";
  if (heading === undefined || before === after) return false;
  const [left, right] = [readRequirements(before, heading), readRequirements(after, heading)];
  const at = {
    base: join(pair.base.pointer, "description"),
    revision: join(pair.revision.pointer, "description"),
  };
  let count = 0;
  const report = (rule: ChangeRule, clause: string, was?: string, is?: string) => {
    count++;
    pair.report(pair.edit(rule, at, clause, was, is));
  };
  for (const [kind, value] of right.asked) {
    const was = left.asked.get(kind);
    if (was === undefined)
      report(operations.requirementAdded, `now asks for ${kind}: ${value}`, undefined, `${kind}: ${value}`);
    else if (was !== value) {
      report(
        operations.requirementChanged,
        `asks for ${kind}: ${value} instead of ${was}`,
        `${kind}: ${was}`,
        `${kind}: ${value}`,
      );
    }
  }
  for (const [kind, value] of left.asked) {
    if (!right.asked.has(kind))
      report(operations.requirementRemoved, `no longer asks for ${kind}: ${value}`, `${kind}: ${value}`);
  }
  return count > 0 && left.rest === right.rest;
}
