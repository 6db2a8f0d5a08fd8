import { equal, isObject, type Json, objectAt, own } from "../model/json.ts";
import type { MediaType } from "../model/operation.ts";
import { alignMedia, covers } from "./media-types.ts";
import type { OperationPair, Slot } from "./operation-pair.ts";
import * as messages from "./rules/messages.ts";

const READ = ["schema", "encoding"];

/** Compares what a message may be, by media type. */
export function compareContent(
  pair: OperationPair,
  before: readonly MediaType[],
  after: readonly MediaType[],
  slot: Slot,
): void {
  const { pairs, widened, narrowed, regrouped, gone, fresh } = alignMedia(before, after);
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
  for (const [rule, list] of [
    [messages.mediaTypeWidened, widened],
    [messages.mediaTypeNarrowed, narrowed],
  ] as const) {
    for (const [left, right] of list) {
      const at = { base: left.pointer, revision: right.pointer };
      const text = `now uses ${right.type} instead of ${left.type} in ${message}`;
      pair.report(pair.edit(rule, at, text, left.type, right.type), { ...slot, mediaType: right.type });
    }
  }
  for (const [left, right] of [...pairs, ...widened, ...narrowed])
    compareMediaType(pair, left, right, { ...slot, mediaType: right.type });
  const silent = pair.withoutWords();
  for (const [left, right] of regrouped) {
    const at = { base: left.pointer, revision: right.pointer };
    const here = { ...slot, mediaType: right.type };
    const text = covers(left.type, right.type)
      ? `describes ${right.type} apart from ${left.type} in ${message}`
      : `no longer describes ${left.type} apart from ${right.type} in ${message}`;
    pair.report(pair.edit(messages.mediaTypeRegrouped, at, text, left.type, right.type), here);
    compareMediaType(silent, left, right, here);
  }
}

/** Compares what a message of one media type holds. */
export function compareMediaType(pair: OperationPair, before: MediaType, after: MediaType, slot: Slot): void {
  const at = { base: before.pointer, revision: after.pointer };
  const [was, is] = [encoding(before), encoding(after)];
  if (!equal(was, is)) {
    pair.report(
      pair.edit(messages.encodingChanged, at, `writes the parts of ${after.type} in another way`, was, is),
      slot,
    );
  }
  const name = `${after.type} in ${pair.revision.key}`;
  pair.words(before, after, READ, slot, name);
  pair.schema(before.schema, after.schema, slot, at);
}

/**
 * How each part of a form is written. Stating one of these three takes the defaults of the others with it; stating
 * none is another thing, for then the content type counts (OpenAPI 3.1.1, 4.8.15.1.2).
 */
function encoding({ raw }: MediaType): Json {
  const parts = Object.entries(objectAt(raw, "encoding")).map(([name, part]): [string, Json] => {
    if (!isObject(part)) return [name, part];
    if (!["style", "explode", "allowReserved"].some((key) => own(part, key) !== undefined))
      return [name, part];
    const style = own(part, "style") ?? "form";
    return [name, { allowReserved: false, explode: style === "form", ...part, style }];
  });
  return Object.fromEntries(parts);
}
