import { equal, type Json } from "../model/json.ts";
import type { LinkObject, ResponseObject } from "../model/operation.ts";
import { align } from "./align.ts";
import type { OperationPair, Slot } from "./operation-pair.ts";
import * as rules from "./rules/links.ts";

/** Where a link leads, and with which values; `server` and `body` are part of that. */
const MEANT = ["operationRef", "operationId", "parameters", "requestBody", "server", "body"];

/** Compares the links of a response, by their names. */
export function compareLinks(
  pair: OperationPair,
  base: ResponseObject,
  revision: ResponseObject,
  slot: Slot,
): void {
  const { pairs, gone, fresh } = align(base.links, revision.links, ({ name }) => name);
  const where = `its ${revision.status} response`;
  for (const { name, pointer } of gone) {
    const text = `no longer has the link ${name} in ${where}`;
    pair.report(pair.edit(rules.linkRemoved, { base: pointer }, text, name), slot);
  }
  for (const { name, pointer } of fresh) {
    const text = `has the link ${name} in ${where}`;
    pair.report(pair.edit(rules.linkAdded, { revision: pointer }, text, undefined, name), slot);
  }
  for (const [before, after] of pairs) {
    const at = { base: before.pointer, revision: after.pointer };
    const [was, is] = [meaning(before), meaning(after)];
    if (!equal(was, is)) {
      const text = `follows the link ${after.name} of ${where} in another way`;
      pair.report(pair.edit(rules.linkChanged, at, text, was, is), slot);
    }
    const name = `the link ${after.name} of ${pair.revision.key}`;
    pair.words(before, after, MEANT, slot, name);
  }
}

function meaning({ raw }: LinkObject): Json {
  return Object.fromEntries(Object.entries(raw).filter(([key]) => MEANT.includes(key)));
}
