import { isArray, type Json } from "../../model/json.ts";
import type { Edit } from "../edit.ts";
import { schemaRule } from "../rule.ts";
import type { Places } from "./annotations.ts";
import { oneOf, without } from "./values.ts";

/** An open list: receivers are told to expect more. */
const SPEC = "https://opensource.zalando.com/restful-api-guidelines/#112";
const NEITHER = { gains: "no", loses: "no" } as const;
const TEXT = { type: "string" } as const;
const open = (...values: string[]) => ({ ...TEXT, "x-extensible-enum": values });

const removed = schemaRule({
  id: "extensible-enum-value-removed",
  title: "A value is gone from an open list",
  relation: NEITHER,
  departs: {
    request: "breaking",
    because: "The list is open to values still to come; the server knew this one, and now does not.",
  },
  why: "A client that still sends the value is not understood.",
  spec: SPEC,
  example: { before: open("a", "b"), after: open("a") },
  nearMiss: { before: open("a", "b"), after: open("b", "a") },
});

const added = schemaRule({
  id: "extensible-enum-value-added",
  title: "A value is new in an open list",
  relation: NEITHER,
  departs: {
    response: { tolerant: "safe", strict: "dangerous" },
    because: "Clients of an open list are told to expect new values; generated ones may not.",
  },
  why: "A client was told to expect values that it does not know.",
  spec: SPEC,
  example: { before: open("a"), after: open("a", "b") },
  nearMiss: { before: open("a", "b"), after: open("a") },
});

export const extensibleEnumRules = [removed, added];

/** Is this the extension, with a list on both sides? A list that comes or goes as a whole is any other extension. */
export function isExtensibleEnum(key: string, before: Json | undefined, after: Json | undefined): boolean {
  return key === "x-extensible-enum" && isArray(before) && isArray(after);
}

export function* extensibleEnumEdits(
  before: Json | undefined,
  after: Json | undefined,
  places: Places,
  name: string,
): Iterable<Edit> {
  const [was, is] = [isArray(before) ? before : [], isArray(after) ? after : []];
  const gone = without(was, is);
  const fresh = without(is, was);
  if (gone.length > 0)
    yield { ...places, rule: removed, message: `${name} no longer knows ${oneOf(gone)}`, before: gone };
  if (fresh.length > 0)
    yield { ...places, rule: added, message: `${name} now knows ${oneOf(fresh)}`, after: fresh };
}
