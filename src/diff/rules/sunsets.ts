import type { Json, JsonObject } from "../../model/json.ts";
import { own } from "../../model/json.ts";
import type { Edit } from "../edit.ts";
import { noteRule, operationRule, schemaRule } from "../rule.ts";
import { show } from "../wording.ts";
import type { Places } from "./annotations.ts";

/** Not part of OpenAPI, but what most documents use that name a day; it stands for the header (RFC 8594). */
const SPEC = "https://www.rfc-editor.org/rfc/rfc8594";
const NEITHER = { gains: "no", loses: "no" } as const;
const OK = { responses: { "200": { description: "OK" } } } as const;
const going = (day: Json) => ({ type: "string", deprecated: true, "x-sunset": day }) as const;
const WITHOUT_DAY = { type: "string", deprecated: true } as const;

const sooner = schemaRule({
  id: "sunset-moved-forward",
  title: "Something goes away sooner than was announced",
  relation: NEITHER,
  departs: {
    request: "dangerous",
    response: "dangerous",
    because: "It still works, but whoever planned for the announced day has less time left.",
  },
  why: "Whoever planned for the announced day has less time left.",
  spec: SPEC,
  example: { before: going("2030-06-01"), after: going("2030-01-01") },
  nearMiss: { before: going("2030-01-01"), after: going("2030-01-01T00:00:00Z") },
});

const later = noteRule("schema", {
  id: "sunset-moved-back",
  title: "Something goes away later than was announced",
  why: "There is more time left.",
  spec: SPEC,
  example: { before: going("2030-01-01"), after: going("2030-06-01") },
  nearMiss: { before: going("2030-06-01"), after: going("2030-01-01") },
});

const unannounced = schemaRule({
  id: "sunset-removed",
  title: "Something is still to go away, but no longer on a day that is named",
  relation: NEITHER,
  departs: {
    request: "dangerous",
    response: "dangerous",
    because: "It still works, but may now go away on any day.",
  },
  why: "It may now go away on any day, and before the day that was announced.",
  spec: SPEC,
  example: { before: going("2030-01-01"), after: WITHOUT_DAY },
  nearMiss: { before: going("2030-01-01"), after: { type: "string" } },
});

const announced = noteRule("schema", {
  id: "sunset-announced",
  title: "There is now a day on which something goes away",
  why: "Until then it works as before.",
  spec: SPEC,
  example: { before: WITHOUT_DAY, after: going("2030-01-01") },
  nearMiss: { before: { type: "string" }, after: going("2030-01-01") },
});

const retiring = (day: string) => ({
  paths: { "/things": { get: OK, post: { ...OK, deprecated: true, "x-sunset": day } } },
});
const LEFT = { paths: { "/things": { get: OK } } } as const;

export const removedBeforeSunset = operationRule(
  "document",
  { request: "breaking", response: "breaking" },
  {
    id: "operation-removed-before-sunset",
    title: "An operation is gone before the day that was announced",
    why: "A client that planned for that day gets an error instead of an answer. The day on which the newer document was published decides; where that is not known, the operation counts as removed after its announcement.",
    spec: SPEC,
    example: { before: retiring("9999-12-31"), after: LEFT },
    nearMiss: { before: retiring("2001-01-01"), after: LEFT },
  },
);

export const sunsetRules = [sooner, later, unannounced, announced, removedBeforeSunset];

export function* sunsetEdits(
  before: Json | undefined,
  after: Json | undefined,
  places: Places,
  name: string,
): Iterable<Edit> {
  const [was, is] = [dayOf(before), dayOf(after)];
  const values = {
    ...(before === undefined ? {} : { before }),
    ...(after === undefined ? {} : { after }),
  };
  if (was === undefined && is === undefined) {
    const message = `${name} names ${show(after)} as its last day, which is no date`;
    if (after !== undefined) yield { ...places, ...values, rule: announced, message };
  } else if (was === undefined) {
    yield { ...places, ...values, rule: announced, message: `${name} is to go away on ${is}` };
  } else if (is === undefined) {
    const message = `${name} no longer says that it goes away on ${was}`;
    yield { ...places, ...values, rule: unannounced, message };
  } else if (was !== is) {
    const message = `${name} is to go away on ${is} instead of ${was}`;
    yield { ...places, ...values, rule: is < was ? sooner : later, message };
  }
}

/** What a deprecation says of the day: `, to go away on 2030-01-01`. */
export function announcement(annotations: JsonObject): string {
  const written = own(annotations, "x-sunset");
  const day = dayOf(written);
  if (day !== undefined) return `, to go away on ${day}`;
  return written === undefined ? "" : `, to go away on ${show(written)}, which is no date`;
}

export function withoutSunset({ "x-sunset": _day, ...rest }: JsonObject): JsonObject {
  return rest;
}

/** The day a `x-sunset` names: an ISO date, or one with a time after it. */
export function dayOf(value: Json | undefined): string | undefined {
  if (typeof value !== "string") return undefined;
  const [, day] = /^(\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))(?:$|[Tt ])/.exec(value) ?? [];
  return day;
}
