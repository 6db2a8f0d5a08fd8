import { expect, it } from "vitest";
import { diff } from "../../src/diff/index.ts";
import type { Json } from "../../src/model/json.ts";
import { documentOf } from "../support/documents.ts";

function severity(types: readonly string[], before: Json, after: Json) {
  const [base, revision] = [before, after].map((schema) => {
    const content = Object.fromEntries(types.map((type) => [type, { schema }]));
    return documentOf({
      paths: { "/": { post: { requestBody: { content }, responses: { "200": { description: "OK" } } } } },
    });
  });
  if (base === undefined || revision === undefined) throw new Error("two documents");
  return diff(base, revision).changes.flatMap(({ effects }) =>
    effects.map(({ severity, evidence }) => `${severity} by ${evidence}`),
  );
}

const [EMPTY, TEXT] = [{ type: "object" }, { type: "string" }];
const NAMED = { type: "object", properties: { name: TEXT }, required: ["name"] };

it.each<[string, readonly string[], Json, Json, string]>([
  [
    "an empty element is an empty object and an empty text",
    ["application/xml"],
    EMPTY,
    TEXT,
    "dangerous by undecided",
  ],
  [
    "so it is in types made of XML",
    ["image/svg+xml", "application/atom+xml; charset=utf-8"],
    EMPTY,
    TEXT,
    "dangerous by undecided",
  ],
  ["an element with others in it is no text", ["application/xml"], NAMED, TEXT, "breaking by witness"],
  ["JSON tells them apart", ["application/json"], EMPTY, TEXT, "breaking by witness"],
  ["so it does beside XML", ["application/xml", "application/json"], EMPTY, TEXT, "breaking by witness"],
])("%s", (_, types, before, after, found) => {
  expect(new Set(severity(types, before, after))).toContain(found);
});
