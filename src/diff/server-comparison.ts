import {
  equal,
  isArray,
  isObject,
  type Json,
  type JsonObject,
  objectAt,
  own,
  stringAt,
} from "../model/json.ts";
import { join, type Pointer } from "../model/pointer.ts";
import { align } from "./align.ts";
import type { Edit } from "./edit.ts";
import { wordingEdits } from "./rules/annotations.ts";
import * as rules from "./rules/servers.ts";
import { show } from "./wording.ts";

/** A list of servers where it stands: in the document, a path item or an operation. */
export interface Servers {
  readonly pointer: Pointer;
  readonly list: Json | undefined;
}

interface Server {
  readonly url: string;
  readonly pointer: Pointer;
  readonly raw: JsonObject;
}

/**
 * Compares servers, the same ones by their URL; the order of the list does not count.
 * @param name what is at them: `The API`, `GET /pets`
 */
export function* serverEdits(base: Servers, revision: Servers, name: string): Iterable<Edit> {
  const { pairs, gone, fresh } = align(serversOf(base), serversOf(revision), ({ url }) => url);
  for (const { url, pointer } of gone) {
    const message = `${name} is no longer at ${show(url)}`;
    yield { rule: rules.serverRemoved, message, base: pointer, before: url };
  }
  for (const { url, pointer } of fresh) {
    const message = `${name} is now at ${show(url)} too`;
    yield { rule: rules.serverAdded, message, revision: pointer, after: url };
  }
  for (const [before, after] of pairs) {
    const places = { base: before.pointer, revision: after.pointer };
    const [was, is] = [objectAt(before.raw, "variables"), objectAt(after.raw, "variables")];
    if (!equal(was, is)) {
      const message = `${name} has other variables in its address ${show(after.url)}`;
      yield { rule: rules.serverVariablesChanged, message, ...places, before: was, after: is };
    }
    yield* wordingEdits(words(before.raw), words(after.raw), places, `The server ${show(after.url)}`);
  }
}

function serversOf({ pointer, list }: Servers): Server[] {
  if (!isArray(list)) return [];
  return list.flatMap((raw, i): Server[] => {
    const url = isObject(raw) ? stringAt(raw, "url") : undefined;
    return url === undefined || !isObject(raw) ? [] : [{ url, raw, pointer: join(pointer, i) }];
  });
}

function words(server: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(server).filter(([key]) => key !== "url" && key !== "variables"));
}

/** The servers of a part of a document: its own, or those around it. */
export function serversAt(object: JsonObject, pointer: Pointer, around: Servers): Servers {
  const list = own(object, "servers");
  return list === undefined ? around : { pointer: join(pointer, "servers"), list };
}
