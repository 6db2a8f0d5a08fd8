import { equal, type Json, own } from "../model/json.ts";
import type { MediaType } from "../model/operation.ts";
import { align } from "./align.ts";
import { annotated, type OperationPair, type Slot } from "./operation-pair.ts";
import * as messages from "./rules/messages.ts";

const READ = ["schema", "encoding"];

/** Compares what a message may be, by media type. */
export function compareContent(
  pair: OperationPair,
  before: readonly MediaType[],
  after: readonly MediaType[],
  slot: Slot,
): void {
  const { pairs, gone, fresh } = align(before, after, ({ type }) => normalType(type));
  const message = slot.direction === "request" ? "its request" : `its ${slot.status ?? ""} response`;
  for (const media of gone) {
    const edit = pair.edit(
      messages.mediaTypeRemoved,
      { base: media.pointer },
      `no longer knows ${media.type} in ${message}`,
      media.type,
    );
    pair.report(edit, { ...slot, mediaType: media.type });
  }
  for (const media of fresh) {
    const text = `can now use ${media.type} in ${message}`;
    const edit = pair.edit(messages.mediaTypeAdded, { revision: media.pointer }, text, undefined, media.type);
    pair.report(edit, { ...slot, mediaType: media.type });
  }
  for (const [left, right] of pairs) compareMediaType(pair, left, right, { ...slot, mediaType: right.type });
}

function compareMediaType(pair: OperationPair, before: MediaType, after: MediaType, slot: Slot): void {
  const at = { base: before.pointer, revision: after.pointer };
  const [was, is] = [encoding(before), encoding(after)];
  if (!equal(was, is)) {
    pair.report(
      pair.edit(messages.encodingChanged, at, `writes the parts of ${after.type} in another way`, was, is),
      slot,
    );
  }
  const name = `${after.type} in ${pair.revision.key}`;
  pair.words(annotated(before, READ), annotated(after, READ), slot, name);
  pair.schema(before.schema, after.schema, slot, at);
}

function encoding({ raw }: MediaType): Json {
  return own(raw, "encoding") ?? {};
}

/** Type and subtype compare without case; parameters stay (RFC 9110, section 8.3.1). */
export function normalType(type: string): string {
  const [essence = "", ...parameters] = type.split(";");
  return [essence.trim().toLowerCase(), ...parameters.map((parameter) => parameter.trim())].join(";");
}
