import { objectAt } from "../model/json.ts";
import type { Placed } from "../model/message-reader.ts";
import type { HeaderObject, Operation, RequestBody, ResponseObject } from "../model/operation.ts";
import { join } from "../model/pointer.ts";
import { align } from "./align.ts";
import { compareContent } from "./content-comparison.ts";
import { compareLinks } from "./link-comparison.ts";
import type { OperationPair, Slot } from "./operation-pair.ts";
import { compareCarried, compareIgnored } from "./parameter-comparison.ts";
import * as headers from "./rules/headers.ts";
import * as messages from "./rules/messages.ts";
import * as statuses from "./rules/statuses.ts";
import { alignResponses } from "./statuses.ts";

const READ = ["required", "content", "headers", "links"];

/** Compares the request body of an operation. */
export function compareRequestBody(pair: OperationPair): void {
  const before = pair.base.requestBody;
  const after = pair.revision.requestBody;
  const slot: Slot = { in: "request", direction: "request" };
  if (before === undefined && after === undefined) return;
  if (before === undefined || after === undefined) {
    const present = (after ?? before) as RequestBody;
    const rule =
      after === undefined
        ? messages.bodyRemoved
        : after.required
          ? messages.requiredBodyAdded
          : messages.bodyAdded;
    const text =
      after === undefined
        ? "no longer takes a body"
        : after.required
          ? "now requires a body"
          : "can now take a body";
    pair.report(
      pair.edit(rule, { [after === undefined ? "base" : "revision"]: present.pointer }, text),
      slot,
    );
    return;
  }
  if (pair.hasSame(before, after)) return;
  const at = { base: before.pointer, revision: after.pointer };
  if (before.required !== after.required) {
    const rule = after.required ? messages.bodyBecameRequired : messages.bodyBecameOptional;
    const text = `${after.required ? "now" : "no longer"} requires its body`;
    pair.report(pair.edit(rule, at, text, before.required, after.required), slot);
  }
  const name = `the request of ${pair.revision.key}`;
  pair.words(before, after, READ, slot, name);
  compareContent(pair, before.content, after.content, slot);
}

/** Compares the responses of an operation. */
export function compareResponses(pair: OperationPair): void {
  const { pairs, regrouped, gone, fresh } = alignResponses(pair.base.responses, pair.revision.responses);
  const slot = ({ status }: ResponseObject): Slot => ({ in: "response", direction: "response", status });
  for (const response of gone) {
    const rule = /^2/.test(response.status) ? statuses.successRemoved : statuses.statusRemoved;
    const text = `no longer answers with ${response.status}`;
    pair.report(pair.edit(rule, { base: response.pointer }, text, response.status), slot(response));
  }
  for (const response of fresh) {
    const text = `can now answer with ${response.status}`;
    const at = { revision: response.pointer };
    pair.report(pair.edit(statuses.statusAdded, at, text, undefined, response.status), slot(response));
  }
  const place: Slot = { in: "response", direction: "response" };
  const [left, right] = [responsesOf(pair.base), responsesOf(pair.revision)];
  const read = [left, right].flatMap(({ raw }) => Object.keys(raw).filter((key) => !key.startsWith("x-")));
  pair.words(left, right, read, place);
  for (const [before, after] of pairs) {
    if (pair.hasSame(before, after)) continue;
    const name = `the ${after.status} response of ${pair.revision.key}`;
    pair.words(before, after, READ, slot(after), name);
    compareAnswers(pair, before, after, slot(after));
  }
  const [was, is] = [pair.base, pair.revision].map(({ responses }) => responses.map(({ status }) => status));
  // The words for one status and for a range of them are no edit of each other.
  const silent = pair.withoutWords();
  for (const [before, after] of regrouped) {
    const at = { base: before.pointer, revision: after.pointer };
    const text = was?.includes(after.status)
      ? `no longer describes ${before.status} apart from ${after.status}`
      : is?.includes(before.status)
        ? `describes ${after.status} apart from ${before.status}`
        : `describes ${after.status} instead of ${before.status}`;
    pair.report(pair.edit(statuses.statusRegrouped, at, text, before.status, after.status), slot(after));
    compareAnswers(silent, before, after, slot(after));
  }
}

function compareAnswers(
  pair: OperationPair,
  before: ResponseObject,
  after: ResponseObject,
  slot: Slot,
): void {
  compareHeaders(pair, before, after);
  compareContent(pair, before.content, after.content, slot);
  compareLinks(pair, before, after, slot);
}

/** The list of responses itself, which may have extensions beside its statuses. */
function responsesOf({ pointer, raw }: Operation): Placed {
  return { pointer: join(pointer, "responses"), raw: objectAt(raw, "responses") };
}

function compareHeaders(pair: OperationPair, before: ResponseObject, after: ResponseObject): void {
  const [was, is] = [before.headers.filter(isHeeded), after.headers.filter(isHeeded)];
  const { pairs, gone, fresh } = align(was, is, ({ name }) => name.toLowerCase());
  const slot = ({ name }: HeaderObject): Slot => ({
    in: "response-header",
    direction: "response",
    status: after.status,
    name,
  });
  const where = `in its ${after.status} response`;
  for (const header of gone) {
    const rule = header.required ? headers.requiredHeaderRemoved : headers.headerRemoved;
    pair.report(
      pair.edit(rule, { base: header.pointer }, `no longer sends ${header.name} ${where}`, header.name),
      slot(header),
    );
  }
  for (const header of fresh) {
    const edit = pair.edit(
      headers.headerAdded,
      { revision: header.pointer },
      `sends ${header.name} ${where}`,
      undefined,
      header.name,
    );
    pair.report(edit, slot(header));
  }
  for (const [left, right] of pairs) {
    if (left.required !== right.required) {
      const rule = right.required ? headers.headerBecameRequired : headers.headerBecameOptional;
      const text = `${right.required ? "now always" : "no longer always"} sends ${right.name} ${where}`;
      const at = { base: left.pointer, revision: right.pointer };
      pair.report(pair.edit(rule, at, text, left.required, right.required), slot(right));
    }
    compareCarried(pair, left, right, slot(right), `the header ${right.name} of ${pair.revision.key}`);
  }
  const [mute, silent] = [before, after].map(({ headers }) => headers.filter((one) => !isHeeded(one)));
  const place: Slot = { in: "response-header", direction: "response", status: after.status };
  compareIgnored(pair, mute ?? [], silent ?? [], place);
}

/** The media type of a response is said by its `content`, and a header of that name is ignored (OpenAPI 3.1.1, 4.8.17.1). */
function isHeeded({ name }: HeaderObject): boolean {
  return name.toLowerCase() !== "content-type";
}
